"""Airports and seaports: where they are and how large, from gateways.csv."""

from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from model.region.names import DATA
from model.region.places import Places
from model.region.tables import read_table, real, require, text

KINDS = ("airport", "port")


@dataclass(frozen=True)
class Gateways:
    """The gateways in the order of the table."""

    ids: tuple[str, ...]
    kind: NDArray[np.intp]
    """Index into KINDS."""
    place: NDArray[np.intp]
    """Index of the place."""
    volume: NDArray[np.float64]
    """Million passengers or tonnes a year."""


def load_gateways(places: Places, folder: Path = DATA) -> Gateways:
    """Read and check the table.

    Raises:
        TableError: a row does not hold what the model needs.
    """
    name = "gateways.csv"
    columns = {"id": text(), "kind": text(KINDS), "place_id": text(places.ids), "volume": real(0.001, 10_000)}
    frame = read_table(name, columns, folder)
    twice = frame["id"].duplicated().to_numpy()
    require(name, "id", not twice.any(), "an id stands twice", int(twice.argmax()) + 2)
    return Gateways(
        ids=tuple(frame["id"]),
        kind=np.array([KINDS.index(kind) for kind in frame["kind"]], np.intp),
        place=np.array([places.index(place) for place in frame["place_id"]], np.intp),
        volume=frame["volume"].to_numpy(float),
    )
