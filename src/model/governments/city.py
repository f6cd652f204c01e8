"""City governments and places as Mesa agents: light views on the columns of the model's world."""

from typing import TYPE_CHECKING, Any

import mesa

if TYPE_CHECKING:
    from collections.abc import Callable

    from model.governments.state import Governments


class CityGovernment(mesa.Agent):  # type: ignore[misc]
    """The government of one of the 14 cities; money in 1e8 yuan a year at prices of the start year."""

    def __init__(
        self, model: Any, city: int, city_id: str, name_zh: str, governments: "Callable[[], Governments]"
    ) -> None:
        super().__init__(model)
        self.city = city
        self.city_id = city_id
        self.name_zh = name_zh
        self._all = governments

    @property
    def budget(self) -> float:
        """Revenue and net transfers of the year."""
        of_all = self._all().budget
        return float(of_all.revenue[self.city] + of_all.transfers[self.city])

    @property
    def balance(self) -> float:
        """What the year's spending leaves of it."""
        return float(self._all().budget.balance[self.city])

    @property
    def subsidy_rate(self) -> float:
        """Share of the wage bill that firms which come are paid."""
        return float(self._all().rate[self.city])


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
