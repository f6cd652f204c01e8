"""How a function becomes machine code: compiled without the interpreter's lock, and cached on disk.

Numba's cache notices an edit of the file that holds a kernel, but not of a file whose functions it calls.
So kernels call only functions of their own file and of this room, and the cache folder is named after the
sources of this room: an edit here starts a fresh cache.
"""

import os
from collections.abc import Callable
from contextlib import suppress
from typing import Any, ParamSpec, TypeVar

import numba
from numba import njit

from model.randomness.folder import kernel_cache_folder

try:
    from model.randomness.kept import Kept
except (ImportError, AttributeError, TypeError, ValueError):  # another Numba
    Kept = None  # type: ignore[assignment, misc]

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


def _kept(function: Callable[Parameters, Result], compiled: Any) -> Callable[Parameters, Result]:
    """Keep compiled code in our folder, unless the user has chosen one; nowhere if no folder can be written."""
    if not os.environ.get("NUMBA_CACHE_DIR"):
        numba.config.CACHE_DIR = str(kernel_cache_folder())
    with suppress(RuntimeError):
        if Kept is not None and hasattr(compiled, "_cache"):
            compiled._cache = Kept(function)
        else:
            compiled.enable_caching()
    kept: Callable[Parameters, Result] = compiled
    return kept
