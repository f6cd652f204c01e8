"""What each draw makes of the calibration targets; kept line by line, so that a stopped calibration goes on."""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray

from model.experiments.executors import spread
from model.experiments.hindcast.runs import MODEL, Answers, Task, answer
from model.experiments.hindcast.targets import Target, load_targets

Floats = NDArray[np.float64]

USES: Final = ("calibration",)
"""What a fit may read of the targets."""


@dataclass(frozen=True, slots=True)
class Draw:
    """A set of values to be tried, with a seed of its own: chance is part of what an answer may miss by."""

    number: int
    """From 1; also the seed of its runs."""
    values: Mapping[str, float]


def fitted_targets() -> tuple[Target, ...]:
    """The targets that a fit may read, and no others."""
    return load_targets(uses=USES)


def evaluated(
    drawn: Sequence[Draw],
    store: Path,
    key: str,
    *,
    scale: int,
    workers: int,
    constants: Path | None = None,
    on_done: Callable[[Draw], None] | None = None,
) -> dict[int, Answers]:
    """Answers of every draw by its number; those that the store has under the same key are not run again.

    Args:
        drawn: what is tried.
        store: a file of one JSON object a line and draw; it is made if need be.
        key: what the answers depend on beside the values (code, scale, constants).
        scale: persons per agent.
        workers: processes; no answer depends on it.
        constants: a table of fitted constants of migration; the shipped one if None.
        on_done: called after each draw that was run.
    """
    found = _kept(store, key, drawn)
    left = [draw for draw in drawn if draw.number not in found]
    if not left:
        return found
    store.parent.mkdir(parents=True, exist_ok=True)
    with store.open("a", encoding="utf-8") as file:
        if _cut_off(store):
            file.write("\n")

        def keep(place: int, answers: Answers) -> None:
            draw = left[place]
            found[draw.number] = answers
            line = {"draw": draw.number, "key": key, "values": dict(draw.values), "answers": answers}
            file.write(json.dumps(line) + "\n")
            file.flush()
            if on_done is not None:
                on_done(draw)

        spread(answers_of, [(draw, scale, constants) for draw in left], workers, keep)
    return found


def answers_of(draw: Draw, scale: int, constants: Path | None = None) -> Answers:
    """Run a draw from every start that a fit may look at; raises ScenarioError where a value is not allowed."""
    settings = tuple(draw.values.items())
    found: Answers = {}
    for start in sorted({target.start for target in fitted_targets()}):
        task = Task(start, MODEL, draw.number, scale, settings)
        found |= answer(task, USES, constants)
    return found


def matrix(found: Mapping[int, Answers], drawn: Sequence[Draw], targets: Sequence[Target]) -> Floats:
    """(draws, targets) errors against the record, each in the unit of its target."""
    return np.array([[target.error(found[draw.number][target.id]) for target in targets] for draw in drawn])


def _kept(store: Path, key: str, drawn: Sequence[Draw]) -> dict[int, Answers]:
    """Stored answers to these draws; a line that was cut off is as if it were not there."""
    if not store.is_file():
        return {}
    wanted = {draw.number: dict(draw.values) for draw in drawn}
    found: dict[int, Answers] = {}
    for line in store.read_text(encoding="utf-8").splitlines():
        try:
            row = json.loads(line)
        except ValueError:
            continue
        if row["key"] == key and wanted.get(row["draw"]) == row["values"]:
            found[row["draw"]] = row["answers"]
    return found


def _cut_off(store: Path) -> bool:
    """Whether the last line was not finished."""
    content = store.read_bytes()
    return bool(content) and not content.endswith(b"\n")
