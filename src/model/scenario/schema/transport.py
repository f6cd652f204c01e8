"""`transport`: lines that a scenario adds."""

from typing import Annotated, Self

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from model.scenario.schema.base import FROM_LIST, Section, lever
from model.scenario.schema.names import AreaId


class RailLine(Section):
    """A direct fast line between two ends; the fastest way that is open counts, so a slower line changes nothing.

    A city stands for its main station, a place for a new station in its middle.
    """

    from_: AreaId = Field(alias="from")
    """One end."""
    to: AreaId
    """The other end."""
    minutes: float = Field(gt=0, le=600)
    """Time from station to station, minutes."""
    year: int = Field(ge=2010, le=2060)
    """First year in service: the line opens by 1 July of that year."""

    @model_validator(mode="after")
    def _goes_somewhere(self) -> Self:
        if self.from_ == self.to:
            text = f"the line ends where it starts ('{self.to}')"
            raise PydanticCustomError("line", "{text}", {"text": text})
        return self


class TransportLevers(Section):
    """Lines that a scenario adds to those that are open, planned or dated in rail_lines.csv."""

    hsr_additions: Annotated[tuple[RailLine, ...], FROM_LIST] = lever(
        (),
        zh="新增高铁线路",
        en="rail lines added",
        unit="minutes",
        grade="choice",
        source="on top of rail_lines.csv; its proposed lines (Tianjin-Chengde, Fengtai-Xiong'an and others) are off",
    )
    """Fast lines on top of those of rail_lines.csv, each with ends, minutes and first year."""
    lines_until: int | None = lever(
        None,
        zh="线网冻结年份",
        en="last year of openings",
        unit="year",
        low=2010,
        high=2060,
        grade="choice",
        source="unset: every line of rail_lines.csv opens in its year",
    )
    """Last year in which lines and stations of the shipped tables open; lines of `hsr_additions` open in any case."""
