"""What several views ask: which indicator, which area, which year."""

import streamlit as st

from model.app.charts.dress import Spec
from model.app.outcome import Outcome, pyramid_areas
from model.app.wording import say
from model.region.places import Places
from model.reports import basemap
from model.reports.catalogue import INDICATORS, Shown, shown
from model.reports.words import Lang


def indicator(outcome: Outcome, level: str, tongue: Lang, key: str) -> Shown:
    """An indicator that the run holds at a level."""
    keys = [one.key for one in INDICATORS if outcome.has(one.key, level)]
    found = st.selectbox(
        say("indicator").say(tongue), keys, key=key, format_func=lambda one: shown(one).label.say(tongue)
    )
    return shown(found or keys[0])


def holding(reference: Outcome | None, indicator: str, level: str) -> Outcome | None:
    """The reference if it holds the indicator; stored runs of other versions may not."""
    return reference if reference is not None and reference.has(indicator, level) else None


def area(outcome: Outcome, tongue: Lang, key: str) -> str:
    """The region, a province or a city."""
    names = list(pyramid_areas(outcome.places))
    found = st.selectbox(
        say("area").say(tongue), names, key=key, format_func=lambda one: area_name(one, outcome.places, tongue)
    )
    return found or names[0]


def area_name(name: str, places: Places, tongue: Lang) -> str:
    """Name of the region, a province or a city."""
    if name == "bth":
        return say("region").say(tongue)
    if name == "hebei":
        return "河北" if tongue == "zh" else "Hebei"
    return basemap.city_name(places, places.city_ids.index(name)).say(tongue)


def year(outcome: Outcome, tongue: Lang, key: str, *, first: int | None = None) -> int:
    """A year of the run."""
    low = outcome.start if first is None else first
    if low >= outcome.end:
        return outcome.end
    return int(
        st.slider(say("year").say(tongue), low, outcome.end, outcome.end, key=f"{key}:{outcome.start}:{outcome.end}")
    )


def heading(text: str, note: str = "") -> None:
    """What a chart shows, and how to read it."""
    from html import escape

    st.html(f'<h2 class="jjj-head">{escape(text)}</h2>' + (f'<p class="jjj-sub">{escape(note)}</p>' if note else ""))


def draw(spec: Spec, key: str, said: str) -> None:
    """Show a chart with its description for those who cannot see it."""
    st.vega_lite_chart(spec=spec, theme=None, key=key, width="stretch", alt=said)


def draw_map(spec: Spec, key: str, said: str) -> None:
    """Show a map: as high as the style sheet says for the width of the screen."""
    with st.container(key=f"tall:{key}"):
        st.vega_lite_chart(spec=spec, theme=None, key=key, width="stretch", height="stretch", alt=said)
