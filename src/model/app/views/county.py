"""The map of the 199 counties: any indicator, any year, as it is or against the reference."""

from html import escape

import numpy as np
import pandas as pd
import streamlit as st

from model.app.charts.county_map import county_map, described
from model.app.charts.lines import course
from model.app.charts.lines import described as course_described
from model.app.folds import fold
from model.app.outcome import Outcome
from model.app.session import Entry
from model.app.views.choosing import draw, draw_map, heading, holding, indicator
from model.app.wording import say
from model.reports.catalogue import Shown
from model.reports.words import LANGS, Lang

MOST = 10


@st.fragment
def county(entry: Entry, reference: Outcome | None, tongue: Lang) -> None:
    """Draw the view."""
    outcome = entry.outcome
    left, right = st.columns([3, 2])
    with left:
        what = indicator(outcome, "place", tongue, "map:indicator")
    reference = holding(reference, what.key, "place")
    with right:
        colour = st.segmented_control(
            say("colour").say(tongue),
            ["value", "difference"] if reference is not None else ["value"],
            default="value",
            required=True,
            key="map:colour",
            format_func=lambda one: say(one).say(tongue),
            width="stretch",
        )
    difference = colour == "difference"
    said = described(outcome, reference, what, tongue, difference=difference)
    heading(what.label.say(tongue), said)
    wide, narrow = st.columns([5, 2])
    with wide:
        draw_map(county_map(outcome, reference, what, tongue, difference=difference), "map:chart", said)
    with narrow:
        if outcome.has(what.key, "region"):
            drawn = course(outcome, reference, what, "bth", tongue, 190)
            draw(drawn, "map:course", course_described(outcome, reference, what, "bth", tongue))
        st.html(_leaders(outcome, reference, what, tongue, difference=difference))
    with fold(say("as_table").say(tongue), "map") as unfolded:
        if unfolded:
            st.dataframe(_table(outcome, reference, what, tongue), hide_index=True, width="stretch")


def _leaders(outcome: Outcome, reference: Outcome | None, what: Shown, tongue: Lang, *, difference: bool) -> str:
    """The counties with the largest values, or the largest differences either way, in the last year."""
    places = outcome.places
    values = outcome.cubes["place", what.key][-1]
    if difference and reference is not None:
        values = values - reference.cubes["place", what.key][-1]
    size = np.nan_to_num(np.abs(values) if difference else values)
    names = places.names_zh if tongue == "zh" else places.names_en
    rows = "".join(
        f"<li><span>{escape(names[k])}</span>"
        f"<b>{escape(what.measure.text(float(values[k]), tongue, signed=difference))}</b></li>"
        for k in np.argsort(-size, kind="stable")[:MOST]
        if not difference or values[k] != 0
    )
    title = say("largest_gaps" if difference else "largest").say(tongue).format(year=outcome.end)
    return f'<div class="jjj-panel"><h3>{escape(title)}</h3><ol class="jjj-list">{rows}</ol></div>'


def _table(outcome: Outcome, reference: Outcome | None, what: Shown, tongue: Lang) -> pd.DataFrame:
    side = LANGS.index(tongue)
    places, divisor = outcome.places, what.measure.divisor[side]
    values = outcome.cubes["place", what.key] / divisor
    table = pd.DataFrame(
        {
            "县区" if tongue == "zh" else "County": places.names_zh if tongue == "zh" else places.names_en,
            str(outcome.start): values[0],
            str(outcome.end): values[-1],
        }
    )
    if reference is not None:
        table[say("difference").say(tongue)] = values[-1] - reference.cubes["place", what.key][-1] / divisor
    return table
