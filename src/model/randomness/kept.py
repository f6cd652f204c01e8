"""Compiled code on disk: Numba's cache, but loaded quickly and filled by one process at a time.

Both lean on Numba's inner parts. A version that has others says so here by an ImportError, or fails to load what it
has kept; then its own cache serves as it is.
"""

import zlib
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from inspect import signature
from pathlib import Path
from typing import Any

from numba.core.caching import FunctionCache
from numba.core.runtime import rtsys

from model.randomness.turns import Turn, is_taken

for _asked, _known in (
    (FunctionCache.load_overload, ["self", "sig", "target_context"]),
    (FunctionCache.save_overload, ["self", "sig", "data"]),
    (rtsys.initialize, ["ctx"]),
):
    if list(signature(_asked).parameters) != _known:
        raise ImportError(f"{_asked.__qualname__} of this Numba takes other arguments")


class Kept(FunctionCache):  # type: ignore[misc]
    """Compiled code of one function.

    It is loaded without the registers of all that could be compiled, which take as long as all kernels together. Numba
    fills them when it compiles; code that is there needs the counters of references alone.
    """

    def __init__(self, function: Callable[..., Any]) -> None:
        super().__init__(function)
        self._title = f"{function.__module__}.{function.__qualname__}"
        self._turns: dict[Any, Turn] = {}

    def load_overload(self, sig: Any, target_context: Any) -> Any:
        """The code for these types, once another process has made it if one is about to; None: compile, then save.

        Numba calls this under its lock. A function is compiled while those that call it wait, and calls go one way:
        two processes never wait for each other.
        """
        code = self._load(sig, target_context)
        if code is not None or sig in self._turns:
            return code
        turn = Turn(self._turn_file(sig))
        code = self._load(sig, target_context)
        if code is None:
            self._turns[sig] = turn
        else:
            turn.end()
        return code

    def save_overload(self, sig: Any, data: Any) -> None:
        """Keep the code; a disk that takes no more is no reason to end a run."""
        try:
            with suppress(OSError):
                super().save_overload(sig, data)
        finally:
            if sig in self._turns:
                self._turns.pop(sig).end()

    def is_being_made(self, sig: Any) -> bool:
        """Whether another process is about to compile this."""
        return is_taken(self._turn_file(sig))

    def _load(self, sig: Any, target_context: Any) -> Any:
        target_context.refresh = partial(rtsys.initialize, target_context)
        try:
            return super().load_overload(sig, target_context)
        except Exception:  # unreadable, or this Numba needs the registers: once more as it does itself
            del target_context.refresh
            return self._load_plainly(sig, target_context)
        finally:
            vars(target_context).pop("refresh", None)

    def _load_plainly(self, sig: Any, target_context: Any) -> Any:
        try:
            return super().load_overload(sig, target_context)
        except Exception:  # unreadable: it is made anew
            with suppress(OSError):
                self.flush()
            return None

    def _turn_file(self, sig: Any) -> Path:
        return Path(self.cache_path) / f"{self._title}-{zlib.crc32(str(sig).encode()):08x}.turn"
