"""From an order to a result: the office of the server, progress while one waits, cancelling, and what came of it."""

import atexit
import shutil
import tempfile
from pathlib import Path

import streamlit as st

from model.app.clerk import Runs
from model.app.draft import Draft, Start, start_values
from model.app.office import BusyError, Office, Ticket
from model.app.outcome import Outcome, read_outcome
from model.app.session import Entry, lang, session
from model.app.wording import say
from model.experiments.machine import available_threads
from model.experiments.single import job_of
from model.reports.chinese import translated
from model.reports.run_folder import RunFolderError
from model.reports.words import Lang, Words
from model.scenario import Scenario

SEATS = 2
"""Worker processes at most; each holds the region and its own start world (about 700 MB)."""
POLL = 0.5
"""Seconds between looks at a run."""


@st.cache_resource(show_spinner=False)
def office() -> Office:
    """The server's one office; its runs lie in a temporary folder that goes with the server."""
    store = Path(tempfile.mkdtemp(prefix="jjj-page-"))
    found = Office(store, seats=min(SEATS, available_threads()), threads=available_threads())

    def close() -> None:
        found.close()
        shutil.rmtree(store, ignore_errors=True)

    atexit.register(close)
    return found


@st.cache_resource(max_entries=32, show_spinner=False)
def outcome_of(folder: Path) -> Outcome:
    """A stored run, read once for all sessions."""
    return read_outcome(folder)


def order(draft: Draft, scenario: Scenario, label: Words) -> None:
    """Have a draft run, and its baseline unless it is there; an order on its way is withdrawn."""
    mine = session()
    if mine.ticket is not None:
        mine.ticket.withdraw()
    baseline, own = job_of(draft.baseline_of(scenario)), job_of(scenario)
    jobs = (own,) if own.run_id == baseline.run_id else (baseline, own)
    mine.drafted, mine.label, mine.said = draft, label, ""
    try:
        mine.ticket = office().place(Runs(jobs))
    except BusyError:
        mine.ticket, mine.said = None, say("busy").say(lang())


def prepare() -> None:
    """Have the baseline run before anybody asks for it, and read: the first visitor finds its numbers there."""
    draft = Draft(seed=start_values(Start()).seed, end=start_values(Start()).years.end)
    ticket = office().place(Runs((job_of(draft.resolve()),)))
    ticket.wait()
    if ticket.state == "done":
        outcome_of(ticket.paths[-1])


def watch(tongue: Lang) -> None:
    """Progress of the order on its way, if there is one; what became of the last."""
    mine = session()
    if mine.ticket is not None and mine.ticket.ended:
        _collect(mine.ticket, tongue)
    if mine.ticket is not None:
        _progress(tongue)
    elif mine.said:
        st.warning(mine.said)


@st.fragment(run_every=POLL)
def _progress(tongue: Lang) -> None:
    mine = session()
    ticket = mine.ticket
    if ticket is None or ticket.ended:
        st.rerun()
        return
    bar, button = st.columns([5, 1], vertical_alignment="center")
    bar.progress(ticket.share, text=_words(ticket, tongue))
    if button.button(say("cancel").say(tongue), key="cancel", width="stretch"):
        ticket.withdraw()


def _words(ticket: Ticket, tongue: Lang) -> str:
    if ticket.state == "waiting" and office().before(ticket):
        return say("waiting").say(tongue).format(n=office().before(ticket))
    if not ticket.year:
        return say("starting").say(tongue)
    return say("running").say(tongue).format(year=ticket.year)


def _collect(ticket: Ticket, tongue: Lang) -> None:
    """Take what came of an order."""
    mine = session()
    mine.ticket = None
    if ticket.state == "stopped":
        mine.said = say("stopped").say(tongue)
        return
    if ticket.state == "failed":
        mine.said = say("failed").say(tongue) + translated(ticket.reason, tongue)
        return
    try:
        baseline, outcome = outcome_of(ticket.paths[0]), outcome_of(ticket.paths[-1])
    except (RunFolderError, OSError):
        mine.said = say("gone").say(tongue)
        return
    mine.said, mine.made = "", mine.made + 1
    mine.keep(Entry(mine.made, mine.label, outcome, baseline, mine.drafted, ticket.seconds))
    st.session_state["shown"] = mine.made
