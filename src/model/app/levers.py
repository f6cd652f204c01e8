"""The page's controls, made from the schema: label, unit, range, grade, source and what a value may be."""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any, Final, Literal

from model.reports.words import Words
from model.scenario import Scenario
from model.scenario.schema.base import Dated
from model.scenario.schema.chinese import in_chinese
from model.scenario.schema.descriptions import description
from model.scenario.schema.plain import plain_of
from model.scenario.schema.shape import Found, levers

Kind = Literal["choice", "switch", "slider", "number", "text"]

WIDEST: Final = 250.0
"""Spans up to this are sliders; wider ones are typed."""
STEPS: Final = 200


@dataclass(frozen=True, slots=True)
class Group:
    """Levers that a person thinks of together: whole sections of the schema, and those keys that are seen first."""

    name: str
    label: Words
    sections: tuple[str, ...]
    first: tuple[str, ...]


GROUPS: Final = (
    Group(
        "people",
        Words("人口与迁移", "People"),
        ("population", "migration", "services", "talent"),
        (
            "population.fertility",
            "population.fertility_multiplier",
            "population.retirement.reform",
            "migration.hukou_strictness",
            "migration.six_districts.enabled",
        ),
    ),
    Group(
        "relocation",
        Words("疏解与承接", "Relocation"),
        ("relocation", "negative_list", "subsidy", "land"),
        (
            "relocation.destination.mode",
            "relocation.intensity",
            "relocation.siting",
            "relocation.destination.share_following",
            "relocation.follow",
        ),
    ),
    Group(
        "economy",
        Words("经济与协同", "Economy and cooperation"),
        ("economy", "innovation", "integration", "transport", "places", "governance", "eco_compensation"),
        (
            "economy.national_growth",
            "economy.jobs_growth",
            "integration.barrier_cut",
            "innovation.contract_intensity",
            "transport.lines_until",
        ),
    ),
    Group(
        "climate",
        Words("气候", "Climate"),
        ("climate",),
        ("climate.pathway", "climate.feedback", "climate.baseline_rate_scale", "climate.tail_scaling"),
    ),
    Group(
        "adaptation",
        Words("适应", "Adaptation"),
        ("adaptation", "land_use"),
        (
            "adaptation.warning_and_evacuation",
            "adaptation.sponge_coverage_2030",
            "adaptation.zone_standard.protected",
            "adaptation.use_detention",
            "land_use.restrict_flood_prone.enabled",
        ),
    ),
)
APART: Final = ("name", "title", "years", "seed", "scale")
"""Sections that the page sets by itself."""


@dataclass(frozen=True)
class Control:
    """One lever as the page shows it."""

    key: str
    label: Words
    kind: Kind
    unit: str
    grade: str
    source: Words
    about: Words
    """What it means, from the schema."""
    low: float | None
    high: float | None
    whole: bool
    """Whether its numbers are whole."""
    optional: bool
    """Whether it may be left unset."""
    dated: bool
    choices: tuple[Any, ...]

    @property
    def section(self) -> str:
        """The section that it stands in."""
        return self.key.partition(".")[0]

    @property
    def step(self) -> float:
        """Step of the slider: 1, 2 or 5 times a power of ten, at most `STEPS` of them."""
        if self.low is None or self.high is None:
            return 1.0
        if self.whole:
            return 1.0
        raw = (self.high - self.low) / STEPS
        power = 10.0 ** math.floor(math.log10(raw))
        return next(power * k for k in (1, 2, 5, 10) if power * k >= raw * 0.999)

    def value_in(self, scenario: Scenario) -> Any:
        """What a scenario says: a number, a text, true, false or None; dated levers at the first simulated year."""
        value: Any = scenario
        for name in self.key.split("."):
            value = getattr(value, name if name != "from" else "from_")
        if isinstance(value, Dated):
            number = value.at(scenario.years.start + 1)
            return None if math.isnan(number) else number
        return plain_of(value)


class Written(str):
    """A value that a user wrote as YAML; it goes to the reader of scenarios as it is."""

    __slots__ = ()


@cache
def controls() -> Mapping[str, Control]:
    """Every lever of the schema but those that the page sets by itself, by key."""
    found = [_control(lever) for lever in levers(Scenario) if lever.evidence is not None]
    return {control.key: control for control in found if control.section not in APART}


def group_of(control: Control) -> Group:
    """The group that a lever belongs to; sections that no group names stand with the economy."""
    return next((group for group in GROUPS if control.section in group.sections), GROUPS[2])


def more_of(group: Group) -> list[Control]:
    """Levers of a group that are not seen first, in the order of the schema."""
    return [one for one in controls().values() if group_of(one) is group and one.key not in group.first]


def first_of(group: Group) -> list[Control]:
    """Levers of a group that are seen first."""
    return [controls()[key] for key in group.first]


def changed(control: Control, value: Any, before: Any, since: int) -> Any:
    """What a file would say for a control that a user moved; None if it stands where it stood.

    Dated levers hold the new value from the year `since`; before it, what the start says.
    """
    if control.kind == "text":
        return Written(value) if value.strip() and value.strip() != written(before) else None
    same = math.isclose(value, before) if _numbers(value, before) else value == before
    if same:
        return None
    return {since: value} if control.dated else value


def written(value: Any) -> str:
    """A value as YAML, on one line."""
    if isinstance(value, Written):
        return str(value)
    if isinstance(value, bool):
        return "true" if value else "false"
    if value is None:
        return "null"
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{written(key)}: {written(inner)}" for key, inner in value.items()) + "}"
    if isinstance(value, list | tuple):
        return "[" + ", ".join(written(inner) for inner in value) + "]"
    return repr(value) if isinstance(value, float) else str(value)


def _numbers(*values: Any) -> bool:
    return all(isinstance(value, int | float) and not isinstance(value, bool) for value in values)


def _control(found: Found) -> Control:
    evidence, shape = found.evidence or {}, found.shape
    about = description(found.owner, found.name)
    expected, optional = shape.expected, shape.expected.endswith("or null")
    low, high = evidence["low"], evidence["high"]
    dated = shape.kind == "dated"
    numeric = dated or expected.startswith(("a number", "a whole number"))
    kind: Kind = "text"
    if shape.choices and shape.kind == "value":
        kind = "choice"
    elif expected.startswith("true or false"):
        kind = "switch"
    elif numeric and shape.kind in ("value", "dated"):
        narrow = low is not None and high is not None and high - low <= WIDEST
        kind = "slider" if narrow and not optional else "number"
    return Control(
        key=".".join(str(step) for step in found.trail),
        label=Words(evidence["zh"], evidence["en"][:1].upper() + evidence["en"][1:]),
        kind=kind,
        unit=evidence["unit"],
        grade=evidence["grade"],
        source=Words(in_chinese(evidence["source"]), evidence["source"]),
        about=Words(in_chinese(about), about),
        low=low,
        high=high,
        whole=expected.startswith("a whole number"),
        optional=optional or dated,
        dated=dated,
        choices=shape.choices,
    )
