"""Sections that can be folded. What is in a closed one is not drawn: it was half of the browser's work."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

import streamlit as st

from model.app.session import session

_KEY: Final = "fold:"


@contextmanager
def fold(label: str, name: str, *, opened: bool = False, keeps: bool = False) -> Iterator[bool]:
    """A section under a label that opens and closes it; yields whether to draw what is inside.

    Args:
        label: what is seen of it when it is closed.
        name: tells it from other sections.
        opened: whether it is open at first.
        keeps: draw it on when it is closed again, so that what was entered there is not forgotten.
    """
    box = st.expander(label, expanded=opened, key=_KEY + name, on_change="rerun")
    drawn = bool(box.open)
    if keeps:
        kept = session().unfolded
        if drawn:
            kept.add(name)
        drawn = name in kept
    with box:
        yield drawn
