"""A first run compiles its kernels on two cores: a helper process takes them from the last to the first.

Numba compiles under one lock, so threads would not help. Both processes share numba's cache on disk, and each finds
there what the other has made; they meet in the middle. `kernels.txt` beside this file lists the kernels in the order
in which a run calls them, each with the types of its arguments (`uint64:1C`: an array of one dimension, laid out as
C does; `!` read-only); `benchmarks/list_kernels.py` writes it. The helper only saves time: a kernel that is missing
there, or has changed since, is compiled by the run that needs it, and if the helper fails nobody hears of it.
"""

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from importlib import import_module
from pathlib import Path
from typing import Any, Final

LIST: Final = Path(__file__).with_name("kernels.txt")


@contextmanager
def compiled_beside() -> Iterator[None]:
    """Have the listed kernels compiled by a process beside this one, until the block ends."""
    helper = None
    with suppress(OSError):
        quiet = subprocess.DEVNULL
        command = [sys.executable, "-m", "model.experiments.compiling"]
        helper = subprocess.Popen(command, stdin=quiet, stdout=quiet, stderr=quiet)
    try:
        yield
    finally:
        if helper is not None:
            helper.kill()  # numba writes its files whole, so none is left half written
            helper.wait()


def listed_kernels() -> list[tuple[str, tuple[str, ...]]]:
    """Module and name of each kernel, and the types of its arguments."""
    lines = (line.split() for line in LIST.read_text(encoding="utf-8").splitlines())
    return [(name, tuple(types)) for name, *types in lines]


def compile_listed() -> None:
    """Compile the listed kernels into numba's cache, the last first."""
    for name, types in reversed(listed_kernels()):
        with suppress(Exception):  # the list is older than the kernel
            kernel_of(name).compile(tuple(map(_type, types)))


def kernel_of(name: str) -> Any:
    """The compiled function of a name such as `model.people.count._count`."""
    module, _, function = name.rpartition(".")
    return getattr(import_module(module), function)


def _type(word: str) -> Any:
    from numba import types

    name, _, shape = word.partition(":")
    plain = getattr(types, "boolean" if name == "bool" else name)
    return types.Array(plain, int(shape[0]), shape[1], readonly=shape.endswith("!")) if shape else plain


if __name__ == "__main__":
    compile_listed()
