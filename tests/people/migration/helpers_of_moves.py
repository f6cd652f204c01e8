"""Helpers that tests of moves share (the fixtures stand in conftest)."""

import numpy as np

from model.people.columns import Residents


def places_of(residents: Residents) -> np.ndarray:
    place = residents.place[: residents.used]
    return np.bincount(place[place < 199], minlength=199) * residents.scale


def columns_of(residents: Residents) -> dict[str, np.ndarray]:
    return {name: getattr(residents, name)[: residents.used].copy() for name in residents.dtypes}
