"""Areas of four levels, and sums over them: region, 3 provinces, 14 cities, 199 places."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from model.region.names import PROVINCES
from model.region.places import Places

LEVELS = ("region", "province", "city", "place")


@dataclass(frozen=True)
class Areas:
    """All areas in one row: region first, then provinces, cities and places (217)."""

    ids: tuple[str, ...]
    level: NDArray[np.uint8]
    """Index into LEVELS of each area."""
    _city: NDArray[np.uint8]
    _province: NDArray[np.uint8]

    def sums(self, by_place: NDArray[np.float64]) -> NDArray[np.float64]:
        """Sums of a figure by place (199,) over every area (217,), in a fixed order of addition."""
        provinces = np.bincount(self._province, by_place, minlength=len(PROVINCES))
        cities = np.bincount(self._city, by_place)
        return np.concatenate([[by_place.sum()], provinces, cities, by_place])

    def inward(self, moves: NDArray[np.int64]) -> NDArray[np.float64]:
        """What enters each area (217,) from beyond it, of moves (200, 200) with the outside last."""
        places = self._city.size
        groups = (np.zeros(places, np.intp), self._province, self._city, np.arange(places))
        entering = []
        for group in groups:
            arrived = np.zeros(int(group.max()) + 1)
            arrivals = moves[:, :places]
            from_inside = np.where(group[:, None] == group[None, :], arrivals[:places], 0).sum(axis=0)
            np.add.at(arrived, group, (arrivals.sum(axis=0) - from_inside).astype(float))
            entering.append(arrived)
        return np.concatenate(entering)


def areas_of(places: Places) -> Areas:
    """The areas of the region's places."""
    ids = ("bth", *PROVINCES, *places.city_ids, *places.ids)
    counts = (1, len(PROVINCES), len(places.city_ids), len(places.ids))
    return Areas(ids, np.repeat(np.arange(4, dtype=np.uint8), counts), places.city, places.province)
