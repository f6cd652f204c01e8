"""Loading code quickly: no garbage is looked for while modules are imported, and of Mesa only what is used."""

import gc
import inspect
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module
from types import FrameType, ModuleType
from typing import Any, Final

LATER: Final = (
    "networkx",
    "mesa.experimental",
    "numpy.f2py",
    "scipy.linalg",
    "scipy.linalg.cython_blas",
    "scipy.special",
)
"""What Mesa imports for spaces of its own, with SciPy's geometry, and SciPy for a list of all that NumPy has; what
Numba looks for in case a kernel multiplies matrices; and what wraps the special functions (`model.special`)."""
PACKED: Final = ("scipy.special",)
"""Of these, packages of which some modules are used while the package waits."""


@contextmanager
def uncollected() -> Iterator[None]:
    """Import inside this block in three quarters of the time.

    The collector would go through hundreds of thousands of functions and classes again and again, and none of them
    is garbage; they are left out of its later rounds too.
    """
    collects = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collects:
            gc.freeze()
            gc.enable()


def load_mesa() -> None:
    """Import Mesa; what only its spaces need is imported when somebody uses it.

    Call it before other libraries are loaded: Mesa names its logger after its caller, whom it finds by going through
    all modules that are there.
    """
    if "mesa" in sys.modules:
        return
    import numpy  # noqa: F401
    import scipy

    for name in LATER:
        if name not in sys.modules:
            sys.modules[name] = later = _Later(name)
            if name in PACKED:
                later.__path__ = [f"{folder}/{name.rpartition('.')[2]}" for folder in scipy.__path__]
            parent, _, child = name.rpartition(".")
            if parent in sys.modules:
                setattr(sys.modules[parent], child, later)
    with _short_stacks():
        import mesa  # noqa: F401


@contextmanager
def _short_stacks() -> Iterator[None]:
    """Let a module that asks who imports it be told so, without a search for the sources of all modules."""
    stack, module_of = inspect.stack, inspect.getmodule

    def quick(thing: Any, *more: Any) -> ModuleType | None:
        return sys.modules.get(thing.f_globals["__name__"]) if inspect.isframe(thing) else module_of(thing, *more)

    vars(inspect).update(stack=_frames, getmodule=quick)
    try:
        yield
    finally:
        vars(inspect).update(stack=stack, getmodule=module_of)


def _frames() -> list[tuple[FrameType]]:
    """The first column of `inspect.stack()`."""
    frame, frames = inspect.currentframe(), []
    while frame := frame and frame.f_back:
        frames.append((frame,))
    return frames


USED: Final = ("__path__", "__pyx_capi__")
"""Attributes between underscores whose use is a use of the module: its folder, its C functions."""


class _Later(ModuleType):
    """Stands for a module until something of it is used; Mesa's own attributes keep this one, which passes all on."""

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__") and name not in USED:  # a look at the modules that are loaded is no use of this one
            raise AttributeError(name)
        if sys.modules.get(self.__name__) is self:
            del sys.modules[self.__name__]
        return getattr(import_module(self.__name__), name)
