"""What every section of a scenario shares: frozen, no unknown keys, and evidence on every lever."""

from bisect import bisect_right
from collections.abc import Mapping
from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, PlainSerializer

Grade = Literal["seed", "verified", "derived", "recalled", "assumption", "choice"]
"""`choice` marks a switch of the experiment (a seed, a scale, a mode), which is no statement about the world."""


class Section(BaseModel):
    """Base of every section. Attribute docstrings become the schema and the reference page."""

    model_config = ConfigDict(
        frozen=True,
        extra="forbid",
        strict=True,
        use_attribute_docstrings=True,
        allow_inf_nan=False,
        arbitrary_types_allowed=True,
    )


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
    later: str | None = None,
) -> Any:
    """A field with its evidence.

    Args:
        default: the value when neither parent nor child names it; sections use `Field(default_factory=...)`.
        zh: label in Chinese.
        en: label in English.
        unit: unit of the value, empty for switches.
        grade: how well the default is known.
        source: where it comes from, in words or as an id of the data notes.
        low: lowest value allowed.
        high: highest value allowed.
        later: what is missing, if the process that reads the lever is not built yet; `check` warns when it is set.
    """
    evidence = {"zh": zh, "en": en, "unit": unit, "grade": grade, "source": source, "low": low, "high": high, "later": later}
    return Field(default=default, json_schema_extra={"lever": evidence})


class Dated:
    """A value that changes in steps: each holds from its year until the next.

    Before the first year the `before` value holds; a scalar in the file is a `before` without steps.
    """

    __slots__ = ("before", "steps")

    def __init__(self, before: float, steps: Mapping[int, float] | None = None) -> None:
        self.before = float(before)
        self.steps: tuple[tuple[int, float], ...] = tuple(sorted((steps or {}).items()))

    def at(self, year: int) -> float:
        """The value in a year."""
        place = bisect_right([step[0] for step in self.steps], year)
        return self.before if place == 0 else self.steps[place - 1][1]

    def plain(self) -> float | dict[str | int, float]:
        """As it is written in a file: a number, or a map with `before`."""
        return {"before": self.before, **dict(self.steps)} if self.steps else self.before

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Dated) and (self.before, self.steps) == (other.before, other.steps)

    def __hash__(self) -> int:
        return hash((self.before, self.steps))

    def __repr__(self) -> str:
        return f"Dated({self.plain()})"


def _dated(value: Any) -> Dated:
    if isinstance(value, Dated):
        return value
    if isinstance(value, bool) or not isinstance(value, int | float | Mapping):
        raise ValueError("a number, or a map from year to number, is expected")
    if not isinstance(value, Mapping):
        return Dated(value)
    steps = dict(value)
    before = steps.pop("before", None)
    for year, number in steps.items():
        if not isinstance(year, int) or isinstance(number, bool) or not isinstance(number, int | float):
            raise ValueError(f"{year}: {number} is not a year and a number")
    if before is None:
        raise ValueError("the map needs a value for the years before its first step (`before`)")
    return Dated(before, steps)


DatedLever = Annotated[Dated, BeforeValidator(_dated), PlainSerializer(lambda dated: dated.plain())]
"""Type of a dated lever in a section: `rate: DatedLever = lever(Dated(0.1), ...)`; read with `.at(year)`."""
