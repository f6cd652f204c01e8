"""`eco_compensation`: payments for clean water and air."""

from typing import Annotated, Literal

from pydantic import Field

from model.scenario.schema.base import FROM_LIST, Section
from model.scenario.schema.names import CityId


class EcoCompensation(Section):
    """One payment a year from a city to others, shared equally."""

    payer: CityId
    """City that pays."""
    receiver: Annotated[tuple[CityId, ...], FROM_LIST]
    """Cities that receive."""
    amount: float = Field(ge=0, le=10_000)
    """Amount of each year."""
    unit: Literal["1e8yuan_per_year"] = "1e8yuan_per_year"
    """Unit of the amount."""
