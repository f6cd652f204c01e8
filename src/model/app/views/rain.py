"""Rain: exposure by path, what its change is made of, and the storms of a year."""

import streamlit as st

from model.app.charts.rain import exposure_by_path, exposure_described, parts_of_change, storm_map, storms_described
from model.app.outcome import Outcome
from model.app.session import Entry
from model.app.views.choosing import draw, draw_map, heading, year
from model.app.wording import say
from model.reports.exposure import PART_WORDS
from model.reports.exposure_series import PARTS
from model.reports.numbers import number
from model.reports.words import Lang


@st.fragment
def rain(entry: Entry, reference: Outcome | None, tongue: Lang) -> None:
    """Draw the view."""
    outcome = entry.outcome
    if outcome.exposure is None:
        st.caption(say("lacks").say(tongue))
    else:
        left, right = st.columns(2, gap="large")
        with left:
            heading(say("exposure").say(tongue), say("exposure_note").say(tongue))
            draw(exposure_by_path(outcome, tongue), "rain:paths", exposure_described(outcome, tongue))
        with right:
            last = outcome.exposure.percent[:, -1]
            parts = [
                f"{PART_WORDS[part].say(tongue)} {number(float(last[k]), 1, signed=True)} %"
                for k, part in enumerate(PARTS)
            ]
            said = f"{outcome.end}: " + (" · ".join(parts))
            heading(say("parts").say(tongue), said)
            draw(parts_of_change(outcome, tongue), "rain:parts", said)
    if outcome.storms.empty:
        return
    heading(say("storms").say(tongue), say("storms_note").say(tongue))
    when = year(outcome, tongue, "rain:year", first=outcome.start + 1)
    said = storms_described(outcome, when, tongue)
    st.caption(said)
    draw_map(storm_map(outcome, when, tongue), "rain:storms", said)
