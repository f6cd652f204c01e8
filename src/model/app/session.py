"""What the server keeps for one visitor: language, the order on its way, and the last results."""

from dataclasses import dataclass, field
from typing import Final, cast

import streamlit as st

from model.app.draft import Draft
from model.app.office import Ticket
from model.app.outcome import Outcome
from model.reports.words import LANGS, Lang, Words, same

KEPT: Final = 8
"""Results that a session keeps; the oldest goes first."""
CARRIED: Final = (
    *("lever:", "more:", "start", "view", "shown", "reference", "source", "stored:"),
    *("seed:", "end:", "since:", "fold:"),
    *("map:", "people:", "cities:", "rain:"),
)
"""Keys of controls whose value outlives a change of language."""
_NAME: Final = "jingjinji"


@dataclass(frozen=True)
class Entry:
    """A result and what it was held against."""

    number: int
    label: Words
    outcome: Outcome
    baseline: Outcome
    draft: Draft | None = None
    """What the user had put together; None for a stored run."""
    seconds: float = 0.0


@dataclass
class Session:
    """One visitor."""

    ticket: Ticket | None = None
    """The order on its way."""
    drafted: Draft | None = None
    """What was ordered last."""
    label: Words = field(default_factory=lambda: same(""))
    said: str = ""
    """What became of the last order, if it came to nothing."""
    report: Ticket | None = None
    spoken: str = ""
    """The language in which the page was drawn last."""
    unfolded: set[str] = field(default_factory=set)
    """Folded sections that were opened once and are drawn since."""
    entries: list[Entry] = field(default_factory=list)
    made: int = 0

    def keep(self, entry: Entry) -> None:
        """Add a result as the newest."""
        self.entries = [*self.entries, entry][-KEPT:]


def session() -> Session:
    """The visitor's own."""
    if _NAME not in st.session_state:
        st.session_state[_NAME] = Session()
    return cast(Session, st.session_state[_NAME])


def speak(tongue: Lang) -> None:
    """Note the language; where it changed, carry over what was chosen: translated options would be new to streamlit."""
    mine = session()
    if mine.spoken and mine.spoken != tongue:
        for key in list(st.session_state):
            if str(key).startswith(CARRIED):
                st.session_state[key] = st.session_state[key]
    mine.spoken = tongue


def lang() -> Lang:
    """The language of the page: as chosen, else that of the browser; Chinese where nothing is known."""
    found = st.session_state.get("lang")
    return found if found in LANGS else lang_of(st.context.locale)


def lang_of(locale: str | None) -> Lang:
    """Chinese or English for a browser's first language, as zh-CN or de."""
    return "zh" if not locale or locale.lower().startswith("zh") else "en"
