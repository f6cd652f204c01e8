"""The whole calibration, from the tables of the record to constants and parameter sets, stage by stage."""

import hashlib
import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final, Literal

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from model.experiments.calibration.acceptance import Accepted, accept, distances, told
from model.experiments.calibration.ensemble import FILE as SETS
from model.experiments.calibration.ensemble import ParameterSet, write_sets
from model.experiments.calibration.evaluations import Draw, evaluated, fitted_targets, matrix
from model.experiments.calibration.priors import Prior, draws, load_priors
from model.experiments.hindcast.runs import Answers
from model.experiments.hindcast.targets import Target
from model.experiments.identity import code_sha256
from model.region.names import DATA, PROVINCES
from model.region.output_trend import FILE as OUTPUT

Floats = NDArray[np.float64]
Scale = Literal[100, 1000]

CONSTANTS: Final = "calibrated_migration.csv"
EVALUATIONS: Final = "evaluations.jsonl"
PARAMETERS: Final = "parameters.csv"
NOTE: Final = "constants.json"
OUTPUT_NOTE: Final = "output.json"
TREND_SEEDS: Final = 4
TREND_ROUNDS: Final = 3
BOARD_NOTE: Final = "board.json"
BOARD: Final = "scoreboard"
SEED_OF_DESIGN: Final = 1


@dataclass(frozen=True)
class Plan:
    """How a calibration is made; no result depends on `workers`."""

    out: Path
    draws: int = 200
    scale: Scale = 1000
    workers: int = 2
    refit: bool = True
    """Fit the constants of migration first; False takes the shipped ones."""
    seeds: int = 6
    """Runs over which the nets of that fit are averaged."""
    rounds: int = 10
    """Its Newton steps at most."""
    board: bool = False
    """Hold constants and sets against the record in the end."""
    board_seeds: int = 5
    board_sets: int = 20


@dataclass(frozen=True)
class Calibration:
    """What a calibration has found."""

    priors: tuple[Prior, ...]
    parameters: pd.DataFrame
    """One row a parameter, see `acceptance.told`, with what it rests on."""
    sets: tuple[ParameterSet, ...]
    accepted: Accepted
    distance: Floats
    """(draws,)"""


def calibrate(
    plan: Plan, say: Callable[[str], None] = lambda text: None, on_done: Callable[[Draw], None] | None = None
) -> Calibration:
    """Fit the constants, run the draws, accept, and write constants, evaluations, parameters and sets into `plan.out`.

    A stage that is done for the same code and settings is not done again, so a stopped calibration goes on.
    """
    plan.out.mkdir(parents=True, exist_ok=True)
    constants = constants_of(plan, say) if plan.refit else None
    if constants is not None:
        trend_of(plan, constants, say)
    priors = load_priors()
    points = draws(priors, plan.draws, SEED_OF_DESIGN)
    drawn = [Draw(number, values) for number, values in enumerate(points, 1)]
    say(f"{len(drawn)} draws of {len(priors)} parameters, each from 2010, 2013 and 2020 at 1:{plan.scale}")
    found = evaluated(
        drawn,
        plan.out / EVALUATIONS,
        key_of(plan.scale, constants),
        scale=plan.scale,
        workers=plan.workers,
        constants=constants,
        on_done=on_done,
    )
    result = judged(priors, drawn, found, fitted_targets(), plan.scale)
    result.parameters.to_csv(plan.out / PARAMETERS, index=False, float_format="%.6g", lineterminator="\n")
    write_sets(result.sets, plan.out / SETS)
    if plan.board:
        hold_against_record(plan, constants, result.sets, say)
    return result


def judged(
    priors: Sequence[Prior],
    drawn: Sequence[Draw],
    found: Mapping[int, Answers],
    targets: Sequence[Target],
    scale: int,
) -> Calibration:
    """Distances, accepted sets and what they say, from the answers of all draws."""
    distance = distances(matrix(found, drawn, targets), targets)
    accepted = accept(distance)
    values = np.array([[draw.values[prior.parameter] for prior in priors] for draw in drawn])
    table = told(priors, values, distance, accepted)
    families = ", ".join(f"{name} {starts}" for name, starts in _families(targets).items())
    rests = {
        "grade": "derived",
        "prior": "uniform, " + pd.Series([prior.source for prior in priors]),
        "data_used": f"targets.csv calibration: {families}",
        "method": f"rejection of {len(drawn)} draws at 1:{scale}, {accepted.rows.size} accepted,"
        f" effective {accepted.effective:.0f}; seed = number of the draw; design seed {SEED_OF_DESIGN}",
        "date": datetime.now(UTC).date().isoformat(),
        "code": code_sha256()[:12],
    }
    sets = tuple(
        ParameterSet(drawn[row].number, float(weight), dict(drawn[row].values))
        for row, weight in zip(accepted.rows, accepted.weights, strict=True)
    )
    return Calibration(tuple(priors), table.assign(**rests), sets, accepted, distance)


def constants_of(plan: Plan, say: Callable[[str], None]) -> Path:
    """The fitted constants of migration, from `plan.out` if they were fitted there by this code and these settings."""
    from model.experiments.calibrate_migration import calibrate as fit_constants
    from model.experiments.calibrate_migration import scenario_of_fit
    from model.experiments.calibration.fitted_constants import report, write
    from model.region.region import load_region

    path, note = plan.out / CONSTANTS, plan.out / NOTE
    key = {"code": code_sha256(), "scale": plan.scale, "seeds": plan.seeds, "rounds": plan.rounds}
    if path.is_file() and note.is_file() and _read(note) == key | {"sha256": _sha256(path)}:
        return path
    say(f"constants of migration: {plan.rounds} Newton steps on {plan.seeds} seeds at 1:{plan.scale}, three periods")
    region = load_region()
    fit = fit_constants(region, scenario_of_fit(plan.scale), plan.seeds, plan.rounds, plan.workers)
    write(fit, region.places, path)
    note.write_text(json.dumps(key | {"sha256": _sha256(path)}, indent=1) + "\n", encoding="utf-8")
    say(report(fit, region.places))
    return path


def trend_of(plan: Plan, constants: Path, say: Callable[[str], None]) -> None:
    """The trend of output per job by province into `plan.out`, unless it stands there for this code and constants."""
    from model.experiments.calibration.output_trend import fit_output_trend, write_trend
    from model.region.migration_constants import read_constants
    from model.region.places import load_places

    path, note = plan.out / OUTPUT, plan.out / OUTPUT_NOTE
    key = {"code": code_sha256(), "constants": _sha256(constants), "scale": str(plan.scale)}
    if path.is_file() and note.is_file() and _read(note) == key | {"sha256": _sha256(path)}:
        return
    fitted = read_constants(load_places(), constants.parent, constants.name)
    trend = fit_output_trend(TREND_SEEDS, TREND_ROUNDS, plan.scale, plan.workers, fitted)
    how = f"fixed point on runs from 2013, {TREND_ROUNDS} steps, {TREND_SEEDS} seeds at 1:{plan.scale}"
    write_trend([float(value) for value in trend], how, path)
    note.write_text(json.dumps(key | {"sha256": _sha256(path)}, indent=1) + "\n", encoding="utf-8")
    said = ", ".join(f"{name} {100 * value:+.2f}" for name, value in zip(PROVINCES, trend, strict=True))
    say(f"output per job beyond the model's own growth, 2014-18, % a year: {said}")


def hold_against_record(
    plan: Plan, constants: Path | None, sets: Sequence[ParameterSet], say: Callable[[str], None]
) -> None:
    """The scoreboard of these constants and sets, into `plan.out`; not again for the same code, constants and sets."""
    from model.experiments.hindcast.apart import bands_of, more_tasks
    from model.experiments.hindcast.board import rows_of
    from model.experiments.hindcast.page import write_board
    from model.experiments.hindcast.runs import run_all, tasks_of
    from model.experiments.hindcast.targets import load_targets

    note = plan.out / BOARD_NOTE
    key = {"answers": key_of(plan.scale, constants), "sets": _sha256(plan.out / SETS)}
    key |= {"seeds": str(plan.board_seeds), "number": str(plan.board_sets)}
    if note.is_file() and _read(note) == key:
        return
    targets = load_targets()
    tasks = tasks_of(targets, plan.board_seeds, plan.scale)
    tasks += more_tasks(targets, plan.board_seeds, plan.scale, sets, plan.board_sets)
    say(f"scoreboard: {len(tasks)} runs from 2010, 2013 and 2020")
    answers = run_all(tasks, plan.workers, None, constants)
    code = code_sha256()[:12]
    how = f"`jjj calibrate --all`: {plan.board_seeds} seeds, {plan.board_sets} sets, 1:{plan.scale}, code {code}."
    write_board(rows_of(targets, answers).assign(code=code), plan.out, how, bands_of(targets, answers))
    note.write_text(json.dumps(key, indent=1) + "\n", encoding="utf-8")


def ship(out: Path, data: Path = DATA) -> list[Path]:
    """Put what a calibration found in the place of the shipped tables, and the board into docs/ of a checkout.

    Raises:
        FileNotFoundError: the calibration has not come so far.
    """
    docs = data.parents[3] / "docs"
    pairs = [(out / name, data / name) for name in (CONSTANTS, OUTPUT, SETS, PARAMETERS, f"{BOARD}.csv")]
    if docs.is_dir():
        pairs.append((out / f"{BOARD}.md", docs / f"{BOARD}.md"))
    contents = [(new, old.read_bytes()) for old, new in pairs]
    for new, content in contents:
        part = new.with_suffix(".part")
        part.write_bytes(content)
        part.replace(new)
    return [new for new, _ in contents]


def key_of(scale: int, constants: Path | None) -> str:
    """What answers depend on beside the values: code with shipped data, scale, constants."""
    fitted = [constants, constants.parent / OUTPUT] if constants else []
    said = [code_sha256(), scale, *(_sha256(path) for path in fitted if path.is_file())]
    return hashlib.sha256(json.dumps(said).encode()).hexdigest()[:12]


def _families(targets: Sequence[Target]) -> dict[str, str]:
    """Number of targets by family, as `from 2010 14, 2013 11`."""
    out: dict[str, str] = {}
    for name in dict.fromkeys(target.family for target in targets):
        starts = [target.start for target in targets if target.family == name]
        out[name] = "from " + " and ".join(f"{start} ({starts.count(start)})" for start in sorted(set(starts)))
    return out


def _sha256(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def _read(path: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return found
