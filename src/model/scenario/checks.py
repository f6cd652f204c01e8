"""What one lever says of another: checks across fields, and warnings that do not stop a run."""

import csv
import unicodedata
from difflib import get_close_matches
from functools import cache
from typing import Any

from model.region.names import DATA, corridors, directed_ids
from model.scenario.schema.base import Dated
from model.scenario.schema.climate import MOST_STORMS
from model.scenario.schema.scenario import Scenario
from model.scenario.schema.shape import levers

Said = tuple[tuple[Any, ...], str]
"""Key of a lever, and a sentence about it."""

LAST_RATES = 2055
LONGEST_NAME = 60


def checked(scenario: Scenario) -> list[Said]:
    """What makes the scenario impossible."""
    relocation = [*_doubled(scenario), *_directed(scenario), *_axes(scenario)]
    return [*_name(scenario), *_years(scenario), *_shares(scenario), *_rain(scenario), *relocation]


def warned(scenario: Scenario) -> list[Said]:
    """What is possible and should be known: paths out of order, rows that take nothing out."""
    return [*_paths(scenario), *_taken_out(scenario)]


def warnings_of(scenario: Scenario) -> list[str]:
    """The warnings as sentences, each with its key."""
    from model.scenario.problems import dotted

    return [f"{dotted(trail)}: {text}" for trail, text in warned(scenario)]


def name_problem(name: str) -> str | None:
    """What keeps a text from naming a scenario (and the folder of its results); None if nothing does."""
    text = unicodedata.normalize("NFC", name)
    good = all(letter in "-_" or unicodedata.category(letter)[0] in "LMN" for letter in text)
    if good and text and text[0] not in "-_" and len(text) <= LONGEST_NAME:
        return None
    rule = f"letters of any script, digits, `-` and `_`, at most {LONGEST_NAME}, beginning with a letter or digit"
    return f"'{name}' cannot name a scenario; allowed: {rule}"


def _name(scenario: Scenario) -> list[Said]:
    problem = name_problem(scenario.name)
    return [] if problem is None else [(("name",), problem)]


def _years(scenario: Scenario) -> list[Said]:
    years = scenario.years
    if years.end <= years.start:
        return [(("years", "end"), f"{years.end} is not after years.start ({years.start}); allowed: to {LAST_RATES}")]
    return []


def _shares(scenario: Scenario) -> list[Said]:
    reuse = scenario.land.reuse
    total = reuse.green + reuse.high_end + reuse.housing
    if abs(total - 1) > 1e-9:
        return [(("land", "reuse"), f"the shares sum to {total:.6g}; they must sum to 1")]
    return []


def _rain(scenario: Scenario) -> list[Said]:
    """The rates of the path in force: rain at least as frequent as today (paths are nested), storms not below none."""
    climate = scenario.climate
    if climate.pathway == "control":
        return []
    said: list[Said] = []
    most = MOST_STORMS / climate.baseline_rate_scale
    index = 1 + _at_end(scenario) * getattr(climate.increase, climate.pathway)
    if not 1 <= index <= most:
        text = f"rain would become {index:.4g} times as frequent as today; allowed: 1 to {most:.4g}"
        said.append((("climate", "increase", climate.pathway), text))
    if climate.tail_scaling is not None:
        tail = 1 + climate.tail_scaling / 100 * _warming(climate.pathway)
        if not 0 <= tail <= most:
            text = f"storms would become {tail:.4g} times as frequent as today; allowed: 0 to {most:.4g}"
            said.append((("climate", "tail_scaling"), text))
    return said


def _at_end(scenario: Scenario) -> float:
    """Share of an increase that is reached in the last year."""
    ramp, end = scenario.climate.ramp, scenario.years.end
    if ramp.shape == "step":
        return float(end > ramp.base_year)
    reached = min(max((end - ramp.base_year) / ramp.years, 0.0), 1.0)
    return reached * (2 * ramp.years / (ramp.years + 1) if ramp.shape == "mean_over_horizon" else 1.0)


@cache
def _warming(path: str) -> float:
    """Highest warming of a path in warming.csv, K; the custom path warms as the medium one."""
    path = "medium" if path == "custom" else path
    with (DATA / "warming.csv").open(encoding="utf-8", newline="") as file:
        return max((float(row["warming_k"]) for row in csv.DictReader(file) if row["pathway"] == path), default=0.0)


def _doubled(scenario: Scenario) -> list[Said]:
    said: list[Said] = []
    seen: set[str] = set()
    for position, row in enumerate(scenario.relocation.directed):
        if row.id in seen:
            said.append((("relocation", "directed", position, "id"), f"the id '{row.id}' stands twice in one list"))
        seen.add(row.id)
    return said


def _directed(scenario: Scenario) -> list[Said]:
    """New rows that would have moved before the run begins."""
    start = scenario.years.start
    return [
        (("relocation", "directed", position, "start"), f"{row.start} is not after years.start ({start})")
        for position, row in enumerate(scenario.relocation.directed)
        if row.id not in directed_ids() and row.jobs > 0 and row.start <= start
    ]


def _taken_out(scenario: Scenario) -> list[Said]:
    """Rows without jobs that take nothing out of the shipped table, where their id looks like a slip."""
    ids = directed_ids()
    said: list[Said] = []
    for position, row in enumerate(scenario.relocation.directed):
        close = get_close_matches(row.id, ids, n=1) if row.jobs == 0 and row.id not in ids else []
        if close:
            text = f"'{row.id}' takes no row out of directed_moves.csv; did you mean '{close[0]}'?"
            said.append((("relocation", "directed", position, "id"), text))
    return said


def _axes(scenario: Scenario) -> list[Said]:
    """Axes that guide relocation or whose borders are cut, but that are named nowhere."""
    known = tuple(scenario.places.corridors) or tuple(corridors())
    either = tuple(dict.fromkeys((*scenario.places.corridors, *corridors())))
    cut: list[Said] = [
        (("integration", "axis_cut", name), f"'{name}' is no axis; allowed: {', '.join(either)}")
        for name in scenario.integration.axis_cut
        if name not in either
    ]
    return cut + [
        (("relocation", "destination", "corridors", position), f"'{name}' is no axis; allowed: {', '.join(known)}")
        for position, name in enumerate(scenario.relocation.destination.corridors)
        if name not in known
    ]


def _paths(scenario: Scenario) -> list[Said]:
    increase = scenario.climate.increase
    if increase.low <= increase.medium <= increase.high:
        return []
    text = f"low, medium and high ({increase.low:g}, {increase.medium:g}, {increase.high:g}) are not in rising order"
    return [(("climate", "increase"), text)]


def late_steps(scenario: Scenario) -> list[Said]:
    """Steps of dated levers that the run ends before."""
    said: list[Said] = []
    for found in levers(Scenario):
        if found.shape.kind != "dated":
            continue
        dated: Dated = attribute_at(scenario, found.trail)
        late = [year for year, _ in dated.steps if year > scenario.years.end]
        if late:
            said.append(((*found.trail, late[0]), f"the run ends in {scenario.years.end}, before this step"))
    return said


def value_at(tree: Any, trail: tuple[Any, ...]) -> Any:
    """A value of a resolved scenario by its key."""
    for step in trail:
        tree = tree[step]
    return tree


def attribute_at(scenario: Scenario, trail: tuple[Any, ...]) -> Any:
    """An attribute of a scenario by its key; keys of sections are their attributes' names."""
    value: Any = scenario
    for step in trail:
        value = getattr(value, str(step))
    return value
