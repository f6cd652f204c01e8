"""The 14 cities: in order, and side by side over the years."""

import streamlit as st

from model.app.charts.lines import small_multiples
from model.app.charts.ranking import described, ranking
from model.app.outcome import Outcome
from model.app.session import Entry
from model.app.views.choosing import draw, heading, holding, indicator, year
from model.app.wording import say
from model.reports.words import Lang


@st.fragment
def cities(entry: Entry, reference: Outcome | None, tongue: Lang) -> None:
    """Draw the view."""
    outcome = entry.outcome
    left, right = st.columns(2)
    with left:
        what = indicator(outcome, "city", tongue, "cities:indicator")
    reference = holding(reference, what.key, "city")
    with right:
        when = year(outcome, tongue, "cities:year")
    label = what.label.say(tongue)
    heading(label, say("ranking").say(tongue).format(year=when))
    draw(ranking(outcome, reference, what, when, tongue), "cities:ranking", described(outcome, what, when, tongue))
    heading(say("multiples").say(tongue), label)
    draw(
        small_multiples(outcome, reference, what, tongue),
        "cities:multiples",
        described(outcome, what, outcome.end, tongue),
    )
