"""What the commands that run something share: the scenario from the command line, and clean interruptions."""

import signal
import sys
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, nullcontext
from pathlib import Path
from types import FrameType
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from model.experiments.single import Done, Job
    from model.scenario.schema.scenario import Scenario

MOST_SEED: Final = 2**63 - 1
COMPILES: Final = "first run on this machine: the kernels are compiled once, which takes some twenty seconds"


class OptionError(ValueError):
    """An option of the command line is wrong; the message is one sentence."""

    bad_input = True


class Terminated(KeyboardInterrupt):
    """The process was asked to end (SIGTERM); it ends as after Ctrl-C, with everything cleared away."""


def load_for_run(file: str, settings: Sequence[str] = (), scale: int | None = None) -> "Scenario":
    """The scenario of a file or name with `--set` and `--scale` applied.

    Raises:
        ScenarioError: the file, or a setting, is wrong.
        OptionError: the scale is none of those that exist.
    """
    from model.scenario.loading import read_scenario

    return read_scenario(file, (*settings, *scale_settings(scale))).scenario


def require_seed(seed: int | None) -> None:
    """Refuse a seed that does not fit into 63 bits.

    Raises:
        OptionError: it is too large.
    """
    if seed is not None and seed > MOST_SEED:
        raise OptionError(f"--seed: {seed} is above the range; allowed: up to {MOST_SEED}")


def scale_settings(scale: int | None) -> tuple[str, ...]:
    """The settings that `--scale` stands for; it sets both scales."""
    from model.scenario.scales import SCALES

    if scale is None:
        return ()
    if scale not in SCALES:
        allowed = ", ".join(map(str, SCALES))
        raise OptionError(f"--scale: {scale} persons per agent is not possible; allowed: {allowed}")
    residents, firms = SCALES[scale]
    return (f"scale.residents={residents}", f"scale.firms={firms}")


def run_and_note(
    job: "Job", out: Path, threads: int | None, command: Sequence[str], *, compiles: bool = False
) -> "Done":
    """Run a job into `out` and show how far it is; a run that fails in itself leaves a note with its stack.

    Args:
        job: what to run.
        out: folder of results.
        threads: as many as the machine has if None.
        command: what to type to run it again.
        compiles: whether it compiles the kernels, within `first_run`.

    Raises:
        MemoryShortError: it would not fit into memory; nothing was begun.
    """
    from model.cli.progress import progress
    from model.cli.tongue import sentence_said
    from model.experiments.failures import forget_failure, note_failure
    from model.experiments.loading import uncollected
    from model.experiments.machine import available_threads
    from model.experiments.memory import require_memory
    from model.experiments.single import run_job
    from model.experiments.store import Store, StoreError

    if Store(out).find(job.scenario.name, job.run_id) is None:
        require_memory(job.scenario, compiles=compiles)
        if compiles:
            sys.stderr.write(sentence_said(COMPILES) + "\n")
    try:
        with (
            interrupts(),
            uncollected() if compiles else nullcontext(),
            progress(job.scenario.name, job.years) as on_year,
        ):
            done = run_job(job, out, threads or available_threads(), on_year)
    except (StoreError, OSError, MemoryError, ImportError):
        raise
    except Exception as error:
        note_failure(out, job.what(), command, error)
        raise
    forget_failure(out, job.run_id, command)
    return done


@contextmanager
def interrupts() -> Iterator[None]:
    """Let SIGTERM end the command as Ctrl-C does: what was begun is cleared away on the way out.

    SIGINT is heard even where a script started the command in the background, which makes it deaf to it: a run
    can take an hour, and whoever interrupts it means it.
    """
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = {
        signal.SIGTERM: signal.signal(signal.SIGTERM, _terminate),
        signal.SIGINT: signal.signal(signal.SIGINT, signal.default_int_handler),
    }
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def where(path: Path) -> str:
    """A path as a reader would type it: from here if it is below here, whole otherwise."""
    try:
        return str(path.resolve().relative_to(Path.cwd()))
    except ValueError:
        return str(path)


def _terminate(number: int, frame: FrameType | None) -> None:
    raise Terminated
