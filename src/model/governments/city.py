"""City governments and places as Mesa agents.

Until governments act on their own (competing or cooperating), they keep their books: revenue from value added,
transfers between cities, and the services and protection of the base year.
"""

from typing import TYPE_CHECKING, Any, Final

import mesa

if TYPE_CHECKING:
    from collections.abc import Callable

REVENUE_SHARE: Final = 0.11
"""General budget revenue over value added: assumption; no budget by city is in the tables."""


class CityGovernment(mesa.Agent):  # type: ignore[misc]
    """The government of one of the 14 cities.

    Budget in 100 million yuan a year: B = 0.11 x value added + transfers received - transfers paid.
    """

    def __init__(self, model: Any, city: int, city_id: str, name_zh: str) -> None:
        super().__init__(model)
        self.city = city
        self.city_id = city_id
        self.name_zh = name_zh
        self.budget = 0.0

    def keep_books(self, value_added: float, transfers: float) -> None:
        """Take the year's value added and net transfers (both 100 million yuan)."""
        self.budget = REVENUE_SHARE * value_added + transfers


class Place(mesa.Agent):  # type: ignore[misc]
    """One of the 199 counties and districts; figures are read from the model's census, never stored twice."""

    def __init__(self, model: Any, index: int, place_id: str, name_zh: str, people: "Callable[[int], int]") -> None:
        super().__init__(model)
        self.index = index
        self.place_id = place_id
        self.name_zh = name_zh
        self._people = people

    @property
    def population(self) -> int:
        """Persons on the last 31 December."""
        return self._people(self.index)
