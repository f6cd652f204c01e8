"""A witness of the thresholds of a run: one hash over every table of probabilities that was turned into whole draws.

Exponentials may differ by a last bit between machines; two runs that differ although all else is the same can be
told apart by this hash. It changes nothing in a run, and stands for nothing outside of the `with` block.
"""

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

import numpy as np
from numpy.typing import NDArray


class Witness:
    """A hash in the making."""

    def __init__(self) -> None:
        self._digest = hashlib.sha256()

    def hexdigest(self) -> str:
        """The hash so far, hexadecimal."""
        return self._digest.hexdigest()

    def see(self, table: NDArray[np.uint32]) -> None:
        """Take a table in."""
        self._digest.update(f"{table.shape}".encode())
        self._digest.update(np.ascontiguousarray(table).view(np.uint8).data)

    def kept(self) -> "Witness":
        """What was seen so far, to be gone on from later."""
        kept = Witness()
        kept._digest = self._digest.copy()
        return kept

    def go_on_from(self, kept: "Witness") -> None:
        """Take over what another has seen; what this one saw is forgotten."""
        self._digest = kept._digest.copy()


@contextmanager
def witnessed_thresholds() -> Iterator[Witness]:
    """Hash all thresholds that are built by this thread inside the block, in their order."""
    seen = Witness()
    token = _WITNESS.set(seen)
    try:
        yield seen
    finally:
        _WITNESS.reset(token)


def witness(table: NDArray[np.uint32]) -> None:
    """Show a table of thresholds to the witness, if there is one."""
    present = _WITNESS.get()
    if present is not None:
        present.see(table)


def present_witness() -> Witness | None:
    """The witness of this thread, if there is one."""
    return _WITNESS.get()


_WITNESS: ContextVar[Witness | None] = ContextVar("thresholds", default=None)
