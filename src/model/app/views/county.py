"""The map of the 199 counties: any indicator, any year, as it is or against the reference."""

import pandas as pd
import streamlit as st

from model.app.catalogue import Shown
from model.app.charts.county_map import county_map, described
from model.app.outcome import Outcome
from model.app.session import Entry
from model.app.views.choosing import draw, heading, indicator
from model.app.wording import say
from model.reports.words import LANGS, Lang


@st.fragment
def county(entry: Entry, reference: Outcome | None, tongue: Lang) -> None:
    """Draw the view."""
    outcome = entry.outcome
    left, right = st.columns([3, 2])
    with left:
        what = indicator(outcome, "place", tongue, "map:indicator")
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
    draw(county_map(outcome, reference, what, tongue, difference=difference), "map:chart", said)
    with st.expander(say("as_table").say(tongue)):
        st.dataframe(_table(outcome, reference, what, tongue), hide_index=True, width="stretch")


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
