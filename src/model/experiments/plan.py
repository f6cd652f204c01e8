"""What a batch shall run: scenarios times seeds, each run named by its content before anything is run."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from model.experiments.identity import code_sha256
from model.experiments.record import FOLDER, NotedRun
from model.experiments.single import Job, job_of
from model.experiments.store import write_bytes
from model.scenario.problems import Mark, Problem, ScenarioError

if TYPE_CHECKING:
    from model.experiments.calibration.ensemble import ParameterSet
    from model.scenario.schema.scenario import Scenario


@dataclass(frozen=True, slots=True)
class Case:
    """A scenario of a batch, and how a command line says it."""

    scenario: "Scenario"
    said: tuple[str, ...] = ()
    """Words after `jjj run` that give this scenario; empty if it has no file."""
    factors: Mapping[str, Any] = field(default_factory=dict)
    """Levers that the design of a batch file set."""
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Planned:
    """A run to be made."""

    job: Job
    command: tuple[str, ...]
    """What to type to make it alone."""

    @property
    def noted(self) -> NotedRun:
        """As it goes into the record."""
        return NotedRun(self.job.scenario.name, self.job.seed, self.job.run_id, self.command)


@dataclass(frozen=True, slots=True)
class Plan:
    """The runs of a batch, seeds inside scenarios, so that a worker meets the replicates of a scenario in a row."""

    code: str
    """Hash of sources, shipped data and number libraries, when the plan was made."""
    runs: tuple[Planned, ...]
    factors: Mapping[str, Mapping[str, Any]]
    """Levers by scenario name, where a design set them."""


def read_cases(files: Sequence[str], settings: Sequence[str] = (), words: Sequence[str] = ()) -> list[Case]:
    """The scenarios of files or names; batch files give many.

    Args:
        files: scenario files, names of shipped scenarios, or batch files.
        settings: `KEY=VALUE` for all of them.
        words: how a command line says these settings (`--scale 1000 --set climate.pathway=high`), for the command that
            replays a run.

    Raises:
        ScenarioError: with the problems of all files in one list.
    """
    from model.experiments.designs import is_batch_file, read_design

    cases: list[Case] = []
    problems: list[Problem] = []
    for file in files:
        try:
            if is_batch_file(file):
                cases += read_design(Path(file), settings, words)
            else:
                cases.append(_case(file, settings, words))
        except ScenarioError as error:
            problems += error.problems
    problems += doubled_names(cases)
    if problems:
        raise ScenarioError(problems)
    return cases


def doubled_names(cases: Sequence[Case]) -> list[Problem]:
    """Two different scenarios of one name would share a folder and be mixed by every comparison."""
    seen: dict[str, Case] = {}
    problems = []
    for case in cases:
        name = case.scenario.name
        if name in seen:
            said = [" ".join(each.said) or "a scenario" for each in (seen[name], case)]
            text = f"two scenarios are named '{name}' ({said[0]}; {said[1]}); give each a name of its own"
            problems.append(Problem(Mark(case.said[0] if case.said else name), "name", text))
        seen.setdefault(name, case)
    return problems


def plan_of(cases: Sequence[Case], seeds: Iterable[int], out: Path, sets: "Sequence[ParameterSet]" = ()) -> Plan:
    """Every case with every seed.

    With parameter sets each seed takes one of them, the same in every case; levers that a case sets stay as they are.

    Raises:
        ScenarioError: two cases have one name, or a seed is given twice or is none.
    """
    chosen = list(seeds)
    problems = doubled_names(cases)
    if not cases:
        problems.append(Problem(Mark("batch"), "", "there is no scenario to run"))
    if not chosen:
        problems.append(Problem(Mark("batch"), "seeds", "there is no seed; at least one is needed"))
    for seed in chosen:
        if isinstance(seed, bool) or not isinstance(seed, int) or not 0 <= seed < 2**63:
            problems.append(Problem(Mark("batch"), "seeds", f"{seed!r} is no seed; a whole number from 0 is expected"))
    if len(set(chosen)) < len(chosen):
        text = "a seed is given twice; each seed is one replicate, and a second run of it would be the same"
        problems.append(Problem(Mark("batch"), "seeds", text))
    if problems:
        raise ScenarioError(problems)
    runs = []
    for case in cases:
        for seed in chosen:
            scenario, more = _with_set(case, seed, sets)
            job = job_of(scenario, seed)
            said = (*case.said, *more) if case.said else (str(spelled_out(out, scenario)),)
            command = ("jjj", "run", *said, "--seed", str(seed), "--out", str(out))
            runs.append(Planned(job, command))
    factors = {case.scenario.name: dict(case.factors) for case in cases if case.factors}
    return Plan(code_sha256(), tuple(runs), factors)


def _with_set(case: Case, seed: int, sets: "Sequence[ParameterSet]") -> "tuple[Scenario, tuple[str, ...]]":
    """The scenario of a seed, and the words that a command line needs for its parameters."""
    from model.experiments.calibration.ensemble import set_of, with_set

    if not sets:
        return case.scenario, ()
    values = {key: value for key, value in set_of(sets, seed).values.items() if key not in case.factors}
    scenario, taken = with_set(case.scenario, values)
    return scenario, tuple(word for key, value in taken.items() for word in ("--set", f"{key}={value}"))


def spelled_out(out: Path, scenario: "Scenario") -> Path:
    """Where a scenario that has no file of its own is written down, so that its runs can be replayed."""
    from model.scenario.identity import scenario_hash

    content = scenario_hash(scenario.model_copy(update={"seed": 0}))[:12]
    return out / FOLDER / "scenarios" / f"{scenario.name}-{content}.yaml"


def write_spelled_out(plan: Plan, out: Path) -> None:
    """Write the scenarios down that have no file of their own."""
    from model.scenario.writing import dump

    for run in plan.runs:
        path = spelled_out(out, run.job.scenario)
        if str(path) in run.command and not path.exists():
            path.parent.mkdir(parents=True, exist_ok=True)
            write_bytes(path, dump(run.job.scenario).encode())


def _case(file: str, settings: Sequence[str], words: Sequence[str]) -> Case:
    from model.scenario.loading import read_scenario

    loaded = read_scenario(file, tuple(settings))
    warnings = tuple(f"{one.mark}: {one.key}: {one.text}" for one in loaded.warnings)
    return Case(loaded.scenario, (file, *words), warnings=warnings)
