"""`transport`: lines that a scenario adds."""

from typing import Annotated

from pydantic import Field

from model.scenario.schema.base import FROM_LIST, Section, lever
from model.scenario.schema.names import AreaId


class RailLine(Section):
    """A direct fast line between two nodes."""

    from_: AreaId = Field(alias="from")
    """One end."""
    to: AreaId
    """The other end."""
    minutes: float = Field(gt=0, le=600)
    """Time from station to station, minutes."""
    year: int = Field(ge=2010, le=2060)
    """First year in service."""


class TransportLevers(Section):
    """Lines that a scenario adds."""

    hsr_additions: Annotated[tuple[RailLine, ...], FROM_LIST] = lever(
        (), zh="新增高铁", en="rail lines added", unit="minutes", grade="choice", source="on top of rail_lines.csv"
    )
    """Fast lines on top of those of rail_lines.csv."""
