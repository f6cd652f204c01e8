"""A witness of the thresholds of a run: one hash over every table of probabilities that was turned into whole draws.

Exponentials may differ by a last bit between machines; two runs that differ although all else is the same can be
told apart by this hash. It changes nothing in a run, and stands for nothing outside of the `with` block.
"""

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Protocol

import numpy as np
from numpy.typing import NDArray


class Digest(Protocol):
    """A hash in the making."""

    def hexdigest(self) -> str:
        """The hash so far, hexadecimal."""


@contextmanager
def witnessed_thresholds() -> Iterator[Digest]:
    """Hash all thresholds that are built by this thread inside the block, in their order."""
    digest = hashlib.sha256()
    token = _DIGEST.set(digest)
    try:
        yield digest
    finally:
        _DIGEST.reset(token)


def witness(table: NDArray[np.uint32]) -> None:
    """Show a table of thresholds to the witness, if there is one."""
    digest = _DIGEST.get()
    if digest is not None:
        digest.update(f"{table.shape}".encode())
        digest.update(np.ascontiguousarray(table).view(np.uint8).data)


_DIGEST: "ContextVar[hashlib._Hash | None]" = ContextVar("thresholds", default=None)
