"""Write the list of kernels that a helper compiles during a first run, or check that it names all that a run calls.

    python benchmarks/list_kernels.py [--check]

Run it when a kernel is added, renamed, or gets other arguments.
"""

import os
import sys
import tempfile
from typing import Any

from numba.core.dispatcher import Dispatcher

from model.experiments.compiling import LIST
from model.randomness.folder import kernel_cache_folder
from model.scenario import load_scenario
from model.simulation.run import run_scenario

SETTINGS = {"scale.residents": 1000, "scale.firms": 100, "years.end": 2022}


def kernels_of_run() -> list[str]:
    """The lines of the list: the kernels that a short run calls, in their order, with the types of their arguments."""
    lines: list[str] = []
    compile_one, depth = Dispatcher.compile, 0

    def noticed(kernel: Any, types: Any) -> Any:
        nonlocal depth
        depth += 1
        try:
            return compile_one(kernel, types)
        finally:
            depth -= 1  # within another, a kernel is compiled for it and not called by the run
            name = f"{kernel.py_func.__module__}.{kernel.py_func.__name__}"
            if not depth and name.startswith("model."):
                lines.append(" ".join([name, *map(_word, types)]))

    Dispatcher.compile = noticed
    try:
        run_scenario(load_scenario("baseline", set=SETTINGS))
    finally:
        Dispatcher.compile = compile_one
    return lines


def _word(kind: Any) -> str:
    if getattr(kind, "ndim", None) is None:
        return str(kind)
    return f"{kind.dtype}:{kind.ndim}{kind.layout}{'' if kind.mutable else '!'}"


def main() -> None:
    """Write, or check and say which kernels are missing."""
    os.environ.setdefault("NUMBA_CACHE_DIR", str(kernel_cache_folder()))
    with tempfile.TemporaryDirectory() as empty:  # a newcomer's run finds no tables that were kept
        os.environ["XDG_CACHE_HOME"] = empty
        lines = kernels_of_run()
    if "--check" not in sys.argv[1:]:
        LIST.write_text("\n".join(lines) + "\n", encoding="utf-8")
        return
    missing = set(lines) - set(LIST.read_text(encoding="utf-8").splitlines())
    if missing:
        sys.exit("\n".join(["not listed; run benchmarks/list_kernels.py:", *sorted(missing)]))


if __name__ == "__main__":
    main()
