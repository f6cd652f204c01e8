"""How a function becomes machine code: compiled without the interpreter's lock, and cached on disk.

Numba's cache notices an edit of the file that holds a kernel, but not of a file whose functions it calls.
So kernels call only functions of their own file and of this room, and the cache folder is named after the
sources of this room: an edit here starts a fresh cache.
"""

import hashlib
import os
from collections.abc import Callable
from functools import cache, partial
from pathlib import Path
from typing import Any, ParamSpec, TypeVar

import numba
from numba import njit
from numba.core.caching import FunctionCache
from numba.core.runtime import rtsys

Parameters = ParamSpec("Parameters")
Result = TypeVar("Result")


def kernel(function: Callable[Parameters, Result]) -> Callable[Parameters, Result]:
    """Compile a pure function of arrays. It releases the interpreter lock, so threads can share the work.

    Quotients are those of IEEE 754, by zero too: no path that raises, which would have to be compiled.
    """
    return _kept(function, njit(nogil=True, no_cfunc_wrapper=True, error_model="numpy")(function))


def inlined(function: Callable[Parameters, Result]) -> Callable[Parameters, Result]:
    """Compile a small function into the kernels that call it. Nothing else can: what Python would call is not made."""
    options = {"no_cfunc_wrapper": True, "no_cpython_wrapper": True}
    return _kept(function, njit(nogil=True, error_model="numpy", **options)(function))


@cache
def kernel_cache_folder() -> Path:
    """Where compiled kernels are kept: the user's cache, in a folder named after this room's sources."""
    sources = b"".join(path.read_bytes() for path in sorted(Path(__file__).parent.glob("*.py")))
    base = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
    return base / "jingjinji" / "kernels" / hashlib.sha256(sources).hexdigest()[:16]


def compiled_before() -> bool:
    """Whether this machine has compiled kernels of these sources; if not, the first run takes longer."""
    chosen = os.environ.get("NUMBA_CACHE_DIR")
    folder = Path(chosen) if chosen else kernel_cache_folder()
    return any(folder.rglob("*.nbi"))


class _Kept(FunctionCache):  # type: ignore[misc]
    """Compiled code on disk, loaded without the registers of all that could be compiled.

    They take as long as all kernels together. Numba fills them when it compiles; code that is there needs the counters
    of references alone.
    """

    def load_overload(self, sig: Any, target_context: Any) -> Any:
        """The code for these types, or None. Numba calls this under its lock."""
        target_context.refresh = partial(rtsys.initialize, target_context)
        try:
            return super().load_overload(sig, target_context)
        finally:
            del target_context.refresh


def _kept(function: Callable[Parameters, Result], compiled: Any) -> Callable[Parameters, Result]:
    """Keep compiled code in our folder, unless the user has chosen one."""
    if not os.environ.get("NUMBA_CACHE_DIR"):
        numba.config.CACHE_DIR = str(kernel_cache_folder())
    compiled._cache = _Kept(function)
    kept: Callable[Parameters, Result] = compiled
    return kept
