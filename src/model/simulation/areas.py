"""Areas of four levels, and sums over them: region, 3 provinces, 14 cities, 199 places."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from model.region.names import PROVINCES
from model.region.places import N_CITIES, Places

LEVELS = ("region", "province", "city", "place")


@dataclass(frozen=True)
class Areas:
    """All areas in one row: region first, then provinces, cities and places (217)."""

    ids: tuple[str, ...]
    level: NDArray[np.uint8]
    """Index into LEVELS of each area."""
    _city: NDArray[np.uint8]
    _province: NDArray[np.uint8]

    def sums(self, figures: Sequence[NDArray[np.generic]]) -> NDArray[np.float64]:
        """Sums of n figures by place (199,) over every area, (n, 217), in a fixed order of addition."""
        by_place = np.array(figures, float).reshape(-1, self._city.size)
        row = np.arange(by_place.shape[0])[:, None]
        provinces, cities = (
            np.bincount((row * size + group).ravel(), by_place.ravel(), row.size * size).reshape(-1, size)
            for group, size in ((self._province, len(PROVINCES)), (self._city, N_CITIES))
        )
        return np.hstack([by_place.sum(axis=1, keepdims=True), provinces, cities, by_place])

    def crossings(self, moves: NDArray[np.int64]) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        """What enters and what leaves each area (217,), of moves (200, 200) with the outside last."""
        places = self._city.size
        arrivals, departures = moves[:, :places].sum(axis=0), moves[:places].sum(axis=1)
        inside = moves[:places, :places]
        within = [np.array([inside.sum()])]
        for group, together in self._groups:
            within.append(np.bincount(group, (inside * together).sum(axis=0)))
        stays = np.concatenate([*within, inside.diagonal()])
        entering, leaving = self.sums([arrivals, departures])
        return entering - stays, leaving - stays

    @cached_property
    def _groups(self) -> list[tuple[NDArray[np.uint8], NDArray[np.bool_]]]:
        """Province and city of each place (199,), and which places are of one (199, 199)."""
        return [(group, group[:, None] == group) for group in (self._province, self._city)]


def areas_of(places: Places) -> Areas:
    """The areas of the region's places."""
    ids = ("bth", *PROVINCES, *places.city_ids, *places.ids)
    counts = (1, len(PROVINCES), len(places.city_ids), len(places.ids))
    return Areas(ids, np.repeat(np.arange(4, dtype=np.uint8), counts), places.city, places.province)
