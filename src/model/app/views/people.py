"""Who: the pyramid then and now, and an indicator over the years."""

import streamlit as st

from model.app.charts.lines import course
from model.app.charts.lines import described as course_described
from model.app.charts.pyramid import described, pyramid
from model.app.outcome import Outcome
from model.app.session import Entry
from model.app.views.choosing import area, area_name, draw, heading, holding, year
from model.app.wording import say
from model.reports.catalogue import shown
from model.reports.words import Lang

COURSES = ("population", "share_65p", "dependency_total", "dependency_policy")


@st.fragment
def people(entry: Entry, reference: Outcome | None, tongue: Lang) -> None:
    """Draw the view."""
    outcome = entry.outcome
    left, right = st.columns(2)
    with left:
        where = area(outcome, tongue, "people:area")
    with right:
        when = year(outcome, tongue, "people:year")
    left, right = st.columns(2, gap="large")
    with left:
        said = described(outcome, where, when, tongue)
        words = say("pyramid").say(tongue).format(start=outcome.start, year=when)
        heading(f"{area_name(where, outcome.places, tongue)}", words)
        draw(pyramid(outcome, where, when, tongue), "people:pyramid", said)
        st.caption(said)
    with right:
        courses = [key for key in COURSES if outcome.has(key, "region")]
        for key in courses:
            what = shown(key)
            other = holding(reference, key, "region")
            heading(what.label.say(tongue))
            chart = course(outcome, other, what, where, tongue, 175, key=key == courses[0])
            draw(chart, f"people:{key}", course_described(outcome, other, what, where, tongue))
