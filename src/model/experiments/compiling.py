"""A first run compiles its kernels on several cores: helper processes take them from the last to the first.

Numba compiles under one lock, so threads would not help. All processes share numba's cache on disk, and each finds
there what the others have made, and waits for what they are making (`randomness.kept`); they meet in the middle.
`kernels.txt` beside this file lists the kernels in the order
in which a run calls them, each with the types of its arguments (`uint64:1C`: an array of one dimension, laid out as
C does; `!` read-only); `benchmarks/list_kernels.py` writes it. Helpers only save time: a kernel that is missing
there, or has changed since, is compiled by the run that needs it, and if a helper fails nobody hears of it.
"""

import gc
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from importlib import import_module
from pathlib import Path
from typing import Any, Final

from model.experiments.machine import available_threads, free_memory_mb
from model.randomness.folder import compiled_before

LIST: Final = Path(__file__).with_name("kernels.txt")
MOST_HELPERS: Final = 3
"""More would mostly wait for the longest kernels."""
HELPER_MB: Final = 350.0
SHARE: Final = 0.25
"""Memory of a helper (10^6 bytes), and the part of the free memory that all may take."""


@contextmanager
def first_run() -> Iterator[bool]:
    """Whether this machine has to compile the kernels; if so, helpers do until the block ends.

    Begin it before other modules are loaded: helpers load theirs meanwhile.
    """
    if compiled_before():
        yield False
        return
    with compiled_beside(available_threads(), free_memory_mb()):
        yield True


@contextmanager
def compiled_beside(threads: int, free_mb: float | None = None) -> Iterator[None]:
    """Have the listed kernels compiled by processes beside this one until the block ends.

    Args:
        threads: processors, of which one is left to the run.
        free_mb: free memory, 10^6 bytes; None where nobody knows.
    """
    number = min(threads - 1, MOST_HELPERS)
    if free_mb is not None:
        number = min(number, int(SHARE * free_mb / HELPER_MB))
    quiet = subprocess.DEVNULL
    helpers = []
    with suppress(OSError):
        for which in range(number):
            command = [sys.executable, "-m", "model.experiments.compiling", str(which), str(number)]
            helpers.append(subprocess.Popen(command, stdin=quiet, stdout=quiet, stderr=quiet))
    try:
        yield
    finally:
        for helper in helpers:
            helper.kill()  # numba writes its files whole, so none is left half written
            helper.wait()


def listed_kernels() -> list[tuple[str, tuple[str, ...]]]:
    """Module and name of each kernel, and the types of its arguments."""
    lines = (line.split() for line in LIST.read_text(encoding="utf-8").splitlines())
    return [(name, tuple(types)) for name, *types in lines]


def compile_listed(which: int = 0, number: int = 1) -> None:
    """Compile the listed kernels into numba's cache, the last first.

    Args:
        which: which of the helpers this is, from 0.
        number: of helpers. Each begins with every so manieth kernel and goes on with those of the others.
    """
    kernels = listed_kernels()[::-1]
    starts = [(which + other) % number for other in range(number)]
    for name, words in (kernel for start in starts for kernel in kernels[start::number]):
        with suppress(Exception):  # the list is older than the kernel
            kernel, types = kernel_of(name), tuple(map(_type, words))
            if not is_being_made(kernel, types):
                kernel.compile(types)


def kernel_of(name: str) -> Any:
    """The compiled function of a name such as `model.people.count._count`."""
    module, _, function = name.rpartition(".")
    return getattr(import_module(module), function)


def is_being_made(kernel: Any, types: tuple[Any, ...]) -> bool:
    """Whether another process is compiling this; False where nobody can know."""
    asked = getattr(getattr(kernel, "_cache", None), "is_being_made", None)
    return asked is not None and bool(asked(types))


def _type(word: str) -> Any:
    from numba import types

    name, _, shape = word.partition(":")
    plain = getattr(types, "boolean" if name == "bool" else name)
    return types.Array(plain, int(shape[0]), shape[1], readonly=shape.endswith("!")) if shape else plain


if __name__ == "__main__":
    gc.disable()  # little of what a compiler builds is garbage: a fifth of its time
    compile_listed(*map(int, sys.argv[1:]))
