"""What every section of a scenario shares: frozen, no unknown keys, and evidence on every lever."""

import math
from bisect import bisect_right
from collections.abc import Iterator, Mapping
from operator import itemgetter
from typing import Annotated, Any, Literal

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    PlainSerializer,
    ValidationInfo,
    WithJsonSchema,
    field_validator,
)
from pydantic_core import PydanticCustomError

Grade = Literal["seed", "verified", "derived", "recalled", "assumption", "choice"]
"""`choice` marks a switch of the experiment (a seed, a scale, a mode), which is no statement about the world."""

Trail = tuple[str | int, ...]
"""Keys and list positions from a field down to the value that is wrong."""

FIRST_YEAR = 2010
LAST_YEAR = 2060


class Section(BaseModel):
    """Base of every section. Docstrings under the fields become the schema and the reference page (`descriptions`).

    Numbers of a lever that lie outside its `low` and `high`, at any depth of maps, lists and dated
    values, are refused with their own position.
    """

    model_config = ConfigDict(
        frozen=True,
        extra="forbid",
        strict=True,
        defer_build=True,
        allow_inf_nan=False,
        arbitrary_types_allowed=True,
    )

    @field_validator("*", mode="after")
    @classmethod
    def _within_bounds(cls, value: Any, info: ValidationInfo) -> Any:
        evidence = evidence_of(cls, str(info.field_name))
        if evidence is None or (evidence["low"] is None and evidence["high"] is None):
            return value
        low, high = evidence["low"], evidence["high"]
        bad = [
            (trail, f"{number:g} is {'below' if low is not None and number < low else 'above'} the range")
            for trail, number in numbers_in(value)
            if (low is not None and number < low) or (high is not None and number > high)
        ]
        if bad:
            raise problems_at(bad)
        return value


def lever(
    default: Any,
    *,
    zh: str,
    en: str,
    unit: str = "",
    grade: Grade = "assumption",
    source: str,
    low: float | None = None,
    high: float | None = None,
    known: str | None = None,
) -> Any:
    """A field with its evidence.

    Args:
        default: the value when neither parent nor child names it; sections use `Field(default_factory=...)`.
        zh: label in Chinese.
        en: label in English.
        unit: unit of the value, empty for switches.
        grade: how well the default is known.
        source: where it comes from, in words or as an id of the data notes.
        low: lowest value allowed, for every number in the value.
        high: highest value allowed, for every number in the value.
        known: last year of the information that the default rests on; None for switches and plain assumptions.
    """
    evidence: dict[str, Any] = {
        "zh": zh,
        "en": en,
        "unit": unit,
        "grade": grade,
        "source": source,
        "low": low,
        "high": high,
        "known": known,
    }
    return Field(default=default, json_schema_extra={"lever": evidence})


def evidence_of(section: type[BaseModel], name: str) -> dict[str, Any] | None:
    """What `lever` was told about a field; None for a field that is a section of its own."""
    extra = section.model_fields[name].json_schema_extra
    return extra["lever"] if isinstance(extra, dict) and "lever" in extra else None  # type: ignore[return-value]


class Dated:
    """A value that changes in steps: each holds from its year until the next.

    Before the first year the `before` value holds; a scalar in the file is a `before` without steps. Steps that
    change nothing are left out, so that equal paths are equal.
    """

    __slots__ = ("before", "steps")

    def __init__(self, before: float, steps: Mapping[int, float] | None = None) -> None:
        self.before = float(before)
        held, kept = self.before, []
        for year, value in sorted((steps or {}).items()):
            if float(value) != held:
                held = float(value)
                kept.append((int(year), held))
        self.steps: tuple[tuple[int, float], ...] = tuple(kept)

    def at(self, year: int) -> float:
        """The value in a year."""
        place = bisect_right(self.steps, year, key=itemgetter(0))
        return self.before if place == 0 else self.steps[place - 1][1]

    def plain(self) -> float | dict[str | int, float]:
        """As it is written in a file: a number, or a map with `before`."""
        return {"before": self.before, **dict(self.steps)} if self.steps else self.before

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Dated) and self._said() == other._said()

    def __hash__(self) -> int:
        return hash(self._said())

    def __repr__(self) -> str:
        return f"{type(self).__name__}({self.plain()})"

    def _said(self) -> tuple[float | None, tuple[tuple[int, float], ...]]:
        return (None if math.isnan(self.before) else self.before), self.steps


class DatedOverride(Dated):
    """A dated value that replaces one of a shipped table, which holds before the first step if `before` is unset."""

    __slots__ = ()

    def __init__(self, before: float | None, steps: Mapping[int, float] | None = None) -> None:
        super().__init__(math.nan if before is None else before, steps)

    def over(self, year: int, table: Any) -> Any:
        """The value in a year; `table`, a number or an array, where this one says nothing yet."""
        value = self.at(year)
        return table if math.isnan(value) else value

    def plain(self) -> float | dict[str | int, float]:
        """As it is written in a file; `before` only where it was said."""
        return dict(self.steps) if math.isnan(self.before) else super().plain()


def numbers_in(value: Any) -> Iterator[tuple[Trail, float]]:
    """Every number of a lever's value with the way to it; sections inside check themselves."""
    if isinstance(value, bool):
        return
    if isinstance(value, int | float):
        yield (), value
    elif isinstance(value, Dated):
        if value.steps:
            if not math.isnan(value.before):
                yield ("before",), value.before
            for year, number in value.steps:
                yield (year,), number
        else:
            yield (), value.before
    elif isinstance(value, Mapping):
        for key, inner in value.items():
            for trail, number in numbers_in(inner):
                yield (key, *trail), number
    elif isinstance(value, list | tuple):
        for position, inner in enumerate(value):
            for trail, number in numbers_in(inner):
                yield (position, *trail), number


def problems_at(values: list[tuple[Trail, str]], keys: list[tuple[Trail, str]] | None = None) -> PydanticCustomError:
    """An error that says what is wrong at several values, and at several keys, inside one lever."""
    keys = keys or []
    first = [*keys, *values][0][1]
    return PydanticCustomError("inside", "{text}", {"text": first, "values": values, "keys": keys})


def as_tuple(value: Any) -> Any:
    """Lists of a file become tuples, which stay frozen."""
    return tuple(value) if isinstance(value, list) else value


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and math.isfinite(value)


def _dated(value: Any, open_before: bool = False) -> Dated:
    if isinstance(value, Dated):
        return value
    if not isinstance(value, Mapping):
        if not _is_number(value):
            raise PydanticCustomError("dated", "a number, or a map from year to number, is expected")
        return Dated(value)
    problems: list[tuple[Trail, str]] = []
    bad_years: list[tuple[Trail, str]] = []
    for year, number in value.items():
        if year != "before" and (isinstance(year, bool) or not isinstance(year, int)):
            bad_years.append(((year,), f"'{year}' is not a year (nor `before`)"))
        elif year != "before" and not FIRST_YEAR <= year <= LAST_YEAR:
            bad_years.append(((year,), f"the year {year} is outside {FIRST_YEAR} to {LAST_YEAR}"))
        elif not _is_number(number):
            problems.append(((year,), "a finite number is expected"))
    if problems or bad_years:
        raise problems_at(problems, bad_years)
    steps = dict(value)
    before = steps.pop("before", None)
    if before is None and not (open_before and steps):
        raise PydanticCustomError("dated", "a value for the years before the first step is missing (`before: ...`)")
    return DatedOverride(before, steps) if open_before else Dated(before, steps)


def _dated_override(value: Any) -> DatedOverride:
    dated = _dated(value, open_before=True)
    return dated if isinstance(dated, DatedOverride) else DatedOverride(dated.before, dict(dated.steps))


_DATED_SCHEMA = {
    "anyOf": [
        {"type": "number"},
        {
            "type": "object",
            "properties": {"before": {"type": "number"}},
            "patternProperties": {"^20[1-6][0-9]$": {"type": "number"}},
            "additionalProperties": False,
        },
    ]
}
DatedLever = Annotated[
    Dated,
    BeforeValidator(lambda value: _dated(value)),
    PlainSerializer(lambda dated: dated.plain()),
    WithJsonSchema(_DATED_SCHEMA),
]
"""Type of a dated lever in a section: `rate: DatedLever = lever(Dated(0.1), ...)`; read with `.at(year)`.

In a file the value is a number, or a map from year to number. A map replaces what the parent says from
its first year on; before it, the parent's value holds.
"""


DatedOverrideLever = Annotated[
    DatedOverride,
    BeforeValidator(_dated_override),
    PlainSerializer(lambda dated: dated.plain()),
    WithJsonSchema(_DATED_SCHEMA),
]
"""As `DatedLever`, for values that replace those of a shipped table: `{2030: 200}` alone keeps the table's until 2029.

Read with `.over(year, table)`.
"""

FROM_LIST = BeforeValidator(as_tuple)
"""For fields that are lists in the file: `rows: Annotated[tuple[Row, ...], FROM_LIST] = ...`."""
