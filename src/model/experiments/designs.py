"""Batch files: levers as factors, and the design that says which of their combinations are run.

batch: heavier-rain                  # names the scenarios: heavier-rain-001, -002, ...
base: baseline                       # a file or name, as on the command line
set: {years.end: 2035}               # the same in every scenario
design: latin_hypercube              # or grid, one_at_a_time, sobol; morris, saltelli for `jjj sensitivity`
size: 64                             # points; trajectories of morris, n of saltelli
seed: 1                              # of the design, not of the runs
factors:
  climate.pathway: [low, medium, high]           # values
  relocation.intensity: {low: 0, high: 2}        # a range; `steps: 5` for grids
  climate.overdispersion_k: range                # the range of the schema
outcomes: [population@xiongan@2035]              # what `jjj sensitivity` is asked of
"""

import itertools
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from model.experiments.factors import Factor, factor_of, is_whole
from model.experiments.sensitivity.sampling import SENSITIVITY_DESIGNS, shares_of
from model.scenario.problems import Mark, Problem, ScenarioError
from model.scenario.tree import Map, plain

if TYPE_CHECKING:
    from model.experiments.plan import Case

GRID, ONE, LATIN, SOBOL = ("grid", "one_at_a_time", "latin_hypercube", "sobol")
DESIGNS: Final = (GRID, ONE, LATIN, SOBOL, *SENSITIVITY_DESIGNS)
KEYS: Final = ("batch", "base", "set", "design", "size", "seed", "factors", "outcomes")
_WORD: Final = re.compile(r"[^\W\d][\w-]*")
MOST: Final = 100_000
"""Scenarios that one file may make."""


def is_batch_file(file: str) -> bool:
    """Whether a file is a batch file: it has the key `factors`, which no scenario has."""
    from model.scenario.reading import read_file

    path = Path(file)
    if path.suffix not in (".yaml", ".yml") or not path.is_file():
        return False
    try:
        return "factors" in read_file(path)[0].entries
    except ScenarioError:
        return False  # it will be said when it is read as a scenario


def read_design(path: Path, settings: Sequence[str] = (), words: Sequence[str] = ()) -> "list[Case]":
    """The scenarios of a batch file, each checked like any other.

    Args:
        path: the file.
        settings: `KEY=VALUE` over everything that the file says.
        words: how a command line says these settings.

    Raises:
        ScenarioError: with every problem of the file, or of the scenarios that it makes.
    """
    from model.experiments.plan import Case
    from model.scenario.loading import read_scenario

    design = read_batch_file(path)
    points = points_of(design.factors, design.design, design.size, design.seed)
    if len(points) * len(design.bases) > MOST:
        text = f"the design has {len(points) * len(design.bases)} scenarios; at most {MOST} are possible"
        raise ScenarioError([Problem(Mark(str(path)), "factors", text)])
    own = {key: f"{key}={_yaml(value)}" for key, value in design.settings.items()}
    taken = {text.partition("=")[0].strip() for text in settings}
    cases: list[Case] = []
    problems: dict[str, Problem] = {}
    for base in design.bases:
        beside = path.parent / base
        file = str(beside) if beside.is_file() else base
        head = design.name if len(design.bases) == 1 else f"{design.name}-{Path(base).stem}"
        for number, point in enumerate(points, 1):
            said = own | {key: f"{key}={_yaml(value)}" for key, value in point.items()}
            mine = [text for key, text in said.items() if key not in taken]
            name = f"{head}-{_tail(design, point, number, len(points))}"
            try:
                loaded = read_scenario(file, (f"name={name}", *mine, *settings))
            except ScenarioError as error:
                problems |= {f"{one.key}: {one.text}": _at(path, design, one) for one in error.problems}
                continue
            replay = (file, "--set", f"name={name}", *(word for text in mine for word in ("--set", text)), *words)
            factors = point if len(design.bases) == 1 else {"base": base, **point}
            cases.append(Case(loaded.scenario, replay, factors))
    if problems:
        raise ScenarioError(list(problems.values()))
    return cases


def _tail(design: "Design", point: Mapping[str, Any], number: int, points: int) -> str:
    """What a scenario of a design is called behind the name of its batch: its values if these are words."""
    every = [value for factor in design.factors for value in (factor.values or (0,))]
    if design.design not in SENSITIVITY_DESIGNS and all(
        isinstance(value, str) and _WORD.fullmatch(value) for value in every
    ):
        words = [str(value) for value in point.values()]
        return "-".join(words) or "base"
    return f"{number:0{max(3, len(str(points)))}d}"


def points_of(factors: Sequence[Factor], design: str, size: int = 0, seed: int = 1) -> list[dict[str, Any]]:
    """The combinations that a design asks for, as maps from key to value.

    `grid` takes every combination; `one_at_a_time` the base (no lever set), then each value of each factor alone;
    `latin_hypercube` and `sobol` (scrambled; best with a power of two) spread `size` points over all factors.
    The seed belongs to the design alone.
    """
    if design == GRID:
        rows = itertools.product(*(factor.levels() for factor in factors))
        return [dict(zip((factor.key for factor in factors), row, strict=True)) for row in rows]
    if design == ONE:
        return [{}, *({factor.key: value} for factor in factors for value in factor.levels())]
    if design in SENSITIVITY_DESIGNS:
        return [_point(factors, row) for row in shares_of(design, len(factors), size, seed)]
    from scipy.stats import qmc

    sampler = (qmc.LatinHypercube if design == LATIN else qmc.Sobol)(len(factors), rng=seed)
    if design == SOBOL:
        power = max(size - 1, 0).bit_length()
        shares = sampler.random_base2(power)[:size]
    else:
        shares = sampler.random(size)
    return [_point(factors, row) for row in shares]


def _point(factors: Sequence[Factor], shares: Iterable[float]) -> dict[str, Any]:
    return {factor.key: factor.at(float(share)) for factor, share in zip(factors, shares, strict=True)}


@dataclass(frozen=True, slots=True)
class Design:
    """What a batch file says."""

    name: str
    bases: tuple[str, ...]
    settings: dict[str, Any]
    design: str
    size: int
    seed: int
    factors: tuple[Factor, ...]
    outcomes: tuple[str, ...]
    marks: dict[str, Mark]


def read_batch_file(path: Path) -> Design:
    """Read and check a batch file; the scenarios that it makes are not checked yet.

    Raises:
        ScenarioError: with every problem of the file.
    """
    from model.scenario.reading import read_file

    tree, problems = read_file(path)
    said = plain(tree)

    def wrong(key: str, text: str) -> None:
        mark = tree.entries[key].node.mark if key in tree.entries else tree.mark
        problems.append(Problem(mark, key, text))

    for key, entry in tree.entries.items():
        if key not in KEYS:
            close = get_close_matches(str(key), KEYS, n=1)
            hint = f"; did you mean '{close[0]}'?" if close else ""
            text = f"this key is not one of a batch file; allowed: {', '.join(KEYS)}{hint}"
            problems.append(Problem(entry.key_mark, str(key), text))
    name, base = said.get("batch", path.stem), said.get("base", "baseline")
    design, size, seed = said.get("design", GRID), said.get("size", 0), said.get("seed", 1)
    settings = said.get("set", {})
    bases = tuple(base) if isinstance(base, list) else (base,)
    if not isinstance(name, str) or not name:
        wrong("batch", "a text is expected")
    if not bases or not all(isinstance(each, str) and each for each in bases):
        wrong("base", "a file or the name of a scenario is expected, or a list of them")
    elif len({Path(each).stem for each in bases}) < len(bases):
        wrong("base", "two of the scenarios have one name")
    if design not in DESIGNS:
        close = get_close_matches(str(design), DESIGNS, n=1)
        hint = f"; did you mean '{close[0]}'?" if close else ""
        wrong("design", f"'{design}' is not known; allowed: {', '.join(DESIGNS)}{hint}")
    if not is_whole(size, 0) or (design in (LATIN, SOBOL, *SENSITIVITY_DESIGNS) and not 1 <= size <= MOST):
        wrong("size", f"a design of points needs a number of them, from 1 to {MOST}")
    if not is_whole(seed, 0):
        wrong("seed", "a whole number from 0 is expected")
    if not isinstance(settings, dict):
        wrong("set", "a map from full keys to values is expected, as {years.end: 2035}")
    outcomes = said.get("outcomes", [])
    if not isinstance(outcomes, list) or not all(isinstance(each, str) for each in outcomes):
        wrong("outcomes", "a list of INDICATOR@AREA or INDICATOR@AREA@YEAR is expected")
    factors: list[Factor] = []
    given = tree.entries["factors"].node if "factors" in tree.entries else None
    if not isinstance(given, Map) or not given.entries:
        wrong("factors", "a map from full keys to their values or ranges is expected")
    else:
        for key, entry in given.entries.items():
            found = factor_of(str(key), plain(entry.node))
            if isinstance(found, str):
                problems.append(Problem(entry.node.mark, f"factors.{key}", found))
            else:
                factors.append(found)
    if problems:
        raise ScenarioError(problems)
    marks = {str(key): entry.node.mark for key, entry in given.entries.items()} if isinstance(given, Map) else {}
    return Design(name, bases, settings, design, size, seed, tuple(factors), tuple(outcomes), marks)


def _yaml(value: Any) -> str:
    """A value as `--set` reads it."""
    import json

    if isinstance(value, str):
        plain_word = value.replace("_", "").replace("-", "").isalpha() and value.lower() not in (
            "true", "false", "null",
        )  # fmt: skip
        return value if plain_word else json.dumps(value, ensure_ascii=False)
    return json.dumps(value)


def _at(path: Path, design: Design, problem: Problem) -> Problem:
    """A problem of a scenario that the design made, where the batch file says the lever."""
    for key, mark in design.marks.items():
        if problem.key == key or problem.key.startswith(key):
            return Problem(mark, f"factors.{key}", problem.text)
    if problem.mark.source == "--set":
        return Problem(Mark(str(path)), f"set.{problem.key}", problem.text)
    return problem
