"""A folder of stored runs, looked at and never written to."""

from pathlib import Path

import streamlit as st

from model.app.outcome import Outcome
from model.app.session import Entry
from model.app.status import outcome_of
from model.app.wording import say
from model.experiments.batch import Batch, RunRow
from model.experiments.store import StoreError
from model.reports.run_folder import RunFolderError
from model.reports.words import Lang, same


def wanted(tongue: Lang) -> bool:
    """Whether the visitor looks at the folder rather than running something."""
    found = st.segmented_control(
        say("source").say(tongue),
        ["stored", "live"],
        default="stored",
        required=True,
        key="source",
        format_func=lambda one: say(one).say(tongue),
        width="stretch",
    )
    return found != "live"


def choose(folder: Path, tongue: Lang) -> tuple[Entry | None, Outcome | None]:
    """One run of the folder, and another scenario on the same seed to hold it against."""
    st.caption(say("read_only").say(tongue).format(folder=folder.name))
    try:
        rows = list(Batch(folder).done)
    except (StoreError, OSError):
        rows = []
    if not rows:
        st.warning(say("empty_batch").say(tongue))
        return None, None
    names = list(dict.fromkeys(row.scenario for row in rows))
    name = st.selectbox(say("scenario").say(tongue), names, key="stored:scenario", index=min(1, len(names) - 1))
    seeds = [row.seed for row in rows if row.scenario == name]
    seed = st.selectbox(say("seed").say(tongue), seeds, key=f"stored:seed:{name}")
    row = next(row for row in rows if (row.scenario, row.seed) == (name, seed))
    others = {other.scenario: other for other in rows if other.seed == seed and other.scenario != name}
    reference = st.selectbox(
        say("reference").say(tongue),
        ["", *others],
        index=1 + list(others).index("baseline") if "baseline" in others else min(1, len(others)),
        format_func=lambda one: one or say("none").say(tongue),
        key=f"stored:reference:{name}:{seed}",
    )
    try:
        outcome = outcome_of(row.folder)
        other = _reference(others.get(reference or ""), outcome)
    except (RunFolderError, OSError):
        st.warning(say("gone").say(tongue))
        return None, None
    title = outcome.title
    return Entry(0, title if title.zh or title.en else same(name), outcome, other or outcome), other


def _reference(row: RunRow | None, outcome: Outcome) -> Outcome | None:
    """The run to compare with, if its years are the same."""
    if row is None:
        return None
    other = outcome_of(row.folder)
    return other if (other.start, other.end) == (outcome.start, outcome.end) else None
