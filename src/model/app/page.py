"""The page from top to bottom: language, scenario and levers at the side, then numbers, then one view at a time."""

from html import escape
from pathlib import Path

import streamlit as st

from model.app import cards, sidebar, status, stored
from model.app.folds import fold
from model.app.outcome import Outcome
from model.app.sample import sample_of
from model.app.session import Entry, lang, session, speak
from model.app.views import VIEWS
from model.app.wording import BRAND, say
from model.reports.typeface import drawable
from model.reports.words import Lang

STYLE = Path(__file__).with_name("page.css")


def show(batch: Path | None = None) -> None:
    """Draw the page for one visitor.

    Args:
        batch: folder of stored runs that can be looked at, read-only; None for none.
    """
    st.set_page_config(page_title=BRAND.say(lang()), layout="wide", initial_sidebar_state="auto", menu_items={})
    st.html(STYLE)
    tongue = _head()
    entry, reference = _live(batch, tongue)
    if entry is None:
        return
    _title(entry, tongue)
    st.html(cards.cards(entry.outcome, reference, tongue))
    if reference is not None and reference.folder == entry.outcome.folder:
        st.html(f'<p class="jjj-note">{say("same_as_reference").say(tongue)}</p>')
    view = st.segmented_control(
        say("views").say(tongue),
        list(VIEWS),
        default="map",
        required=True,
        key="view",
        format_func=lambda name: say(name).say(tongue),
        label_visibility="collapsed",
        width="stretch",
    )
    VIEWS[view or "map"](entry, reference, tongue)
    with fold(say("headline").say(tongue), "headline") as drawn:
        if drawn:
            st.html(cards.table(entry.outcome, reference, tongue))
    with fold(say("sample").say(tongue), "sample") as drawn:
        if drawn:
            st.write(sample_of(entry.outcome).words().say(tongue))
    last = f"{say('no_forecast').say(tongue)} {say('schematic').say(tongue)}"
    st.html(f'<p class="jjj-foot" data-view="{view}" lang="{tongue}">{last}</p>')


def _head() -> Lang:
    """Brand and language switch."""
    left, right = st.columns([3, 1], vertical_alignment="center")
    with right:
        st.segmented_control(
            "语言 Language",
            ["zh", "en"],
            default=lang(),
            required=True,
            key="lang",
            format_func=lambda one: "中文" if one == "zh" else "English",
            label_visibility="collapsed",
        )
    tongue = lang()
    speak(tongue)
    left.html(f'<p class="jjj-brand">{BRAND.say(tongue)}</p>')
    return tongue


def _live(batch: Path | None, tongue: Lang) -> tuple[Entry | None, Outcome | None]:
    """What is shown and what it is held against."""
    with st.sidebar:
        if batch is not None and stored.wanted(tongue):
            return stored.choose(batch, tongue)
        sidebar.side(tongue)
    status.watch(tongue)
    mine = session()
    if not mine.entries:
        st.html(f'<p class="jjj-wait" role="status">{say("first").say(tongue)}</p>')
        return None, None
    return _chosen(mine.entries, tongue)


def _chosen(entries: list[Entry], tongue: Lang) -> tuple[Entry, Outcome]:
    """One of the session's results, held against the baseline or another of them over the same years."""
    by_number = {entry.number: entry for entry in entries}
    if st.session_state.get("shown") not in by_number:
        st.session_state["shown"] = entries[-1].number
    if len(entries) == 1:
        return entries[0], entries[0].baseline
    left, right = st.columns(2)
    shown = by_number[
        left.selectbox(
            say("past").say(tongue),
            list(reversed(by_number)),
            key="shown",
            format_func=lambda number: f"{number} · {by_number[number].label.say(tongue)}",
        )
    ]
    alike = [one for one in entries if one is not shown and same_years(one.outcome, shown.outcome)]
    choices = {0: say("baseline").say(tongue)}
    choices |= {one.number: f"{one.number} · {one.label.say(tongue)}" for one in reversed(alike)}
    if st.session_state.get("reference") not in choices:
        st.session_state["reference"] = 0
    other = right.selectbox(
        say("reference").say(tongue), list(choices), key="reference", format_func=lambda number: choices[number]
    )
    return shown, by_number[other].outcome if other else shown.baseline


def same_years(one: Outcome, other: Outcome) -> bool:
    """Whether two runs can be held against each other."""
    return one.start == other.start and one.end == other.end


def _title(entry: Entry, tongue: Lang) -> None:
    """What is shown: the scenario, its years, its sample and its seed."""
    outcome = entry.outcome
    facts = [
        f"{outcome.start}–{outcome.end}",
        f"1:{outcome.residents}",
        f"{say('seed').say(tongue)} {outcome.seed}",
        *([say("seconds").say(tongue).format(s=entry.seconds)] if entry.seconds else []),
    ]
    label = escape(drawable(entry.label.say(tongue)))
    inside = "".join(f"<span>{escape(fact)}</span>" for fact in facts)
    st.html(f'<h1 class="jjj-title" lang="{tongue}">{label}</h1><p class="jjj-meta">{inside}</p>')
