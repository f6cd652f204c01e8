"""Loading code quickly: no garbage is looked for while modules are imported, and of Mesa only what is used."""

import gc
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module
from types import ModuleType
from typing import Any, Final

LATER: Final = ("networkx", "mesa.experimental", "numpy.f2py")
"""What Mesa imports for spaces of its own, with SciPy's geometry, and SciPy for a list of all that NumPy has."""


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
    all modules that are there, again for every frame of the stack.
    """
    if "mesa" in sys.modules:
        return
    import numpy  # noqa: F401

    for name in LATER:
        if name not in sys.modules:
            sys.modules[name] = later = _Later(name)
            parent, _, child = name.rpartition(".")
            if parent in sys.modules:
                setattr(sys.modules[parent], child, later)
    import mesa  # noqa: F401


class _Later(ModuleType):
    """Stands for a module until something of it is used; Mesa's own attributes keep this one, which passes all on."""

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__") and name != "__path__":  # a look at the modules that are loaded is no use of this one
            raise AttributeError(name)
        if sys.modules.get(self.__name__) is self:
            del sys.modules[self.__name__]
        return getattr(import_module(self.__name__), name)
