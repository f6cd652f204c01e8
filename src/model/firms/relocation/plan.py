"""What the state orders: the directed moves of a scenario, and where inside the receiving area they are put."""

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from model.region.names import DETENTION, PROTECTED, SECTORS, UNPROTECTED
from model.region.places import Places
from model.region.region import Region
from model.region.relocation import DirectedMove
from model.scenario.schema.scenario import Scenario

PLANNED_PLACE: Final = {"xiongan": "xiongan.rongcheng", "beijing": "beijing.tongzhou"}
"""Where the plans build: the start-up area of Xiong'an lies mostly in Rongcheng; the sub-centre in Tongzhou."""


@dataclass(frozen=True)
class SitedMove:
    """A directed move with its ends as places."""

    order: DirectedMove
    origins: NDArray[np.intp]
    """Places that the jobs leave, ascending."""
    destination: int
    """Place that receives."""
    zone: int
    """Exposure zone at the destination: 0 protected, 1 unprotected, 2 detention."""


def directed_moves(region: Region, scenario: Scenario) -> tuple[DirectedMove, ...]:
    """The shipped moves with the rows of the scenario: added, or put in place of the row of that id.

    Rows with no jobs are taken out. Order: the shipped table, then new rows as the file has them.
    """
    rows = {row.id: row for row in scenario.relocation.directed}
    moves = {move.id: move for move in region.relocation.directed}
    for row in scenario.relocation.directed:
        known = moves.get(row.id)
        moves[row.id] = DirectedMove(
            id=row.id,
            what=row.what or (known.what if known else row.id),
            sector=SECTORS.index(row.sector),
            jobs=row.jobs,
            origin=row.from_,
            ring=row.from_ring,
            destination=row.to,
            start=row.start,
            years=row.years,
            accompany=row.accompany,
            grade="choice",
        )
    return tuple(move for move in moves.values() if move.jobs > 0 and (move.id not in rows or rows[move.id].jobs > 0))


def sited_moves(region: Region, scenario: Scenario) -> tuple[SitedMove, ...]:
    """The directed moves of a scenario with origins, destination and zone by `relocation.siting`.

    `plan`: the place that the plans build in, protected land. `avoid_flood_prone`: the place of the receiving area
    with the least detention land, then the least unprotected land; protected. `nearest`: the place of the
    receiving area nearest to the origin (great circle), in detention land where there is some, else unprotected.
    """
    share = region.relocation.zone_share
    return tuple(
        _sited(move, region.places, share, scenario.relocation.siting) for move in directed_moves(region, scenario)
    )


def origin_places(move: DirectedMove, places: Places) -> NDArray[np.intp]:
    """Places that a move may take its jobs from: its area and ring, without the receiving area."""
    origins = places.members(move.origin)
    if move.ring:
        origins = origins[places.core6[origins] == (move.ring == "core6")]
    return np.setdiff1d(origins, places.members(move.destination))


def zone_of_site(siting: str, detention_share: float) -> int:
    """Zone that a siting rule leads to inside a place."""
    if siting != "nearest":
        return PROTECTED
    return DETENTION if detention_share > 0 else UNPROTECTED


def _sited(move: DirectedMove, places: Places, share: NDArray[np.float64], siting: str) -> SitedMove:
    origins = origin_places(move, places)
    area = places.members(move.destination)
    if area.size == 1:
        place = int(area[0])
    elif siting == "avoid_flood_prone":
        place = int(area[np.lexsort((share[area, UNPROTECTED], share[area, DETENTION]))[0]])
    elif siting == "nearest":
        place = int(area[np.argmin(_kilometres(places, origins, area))])
    elif move.destination in PLANNED_PLACE:
        place = places.index(PLANNED_PLACE[move.destination])
    else:
        place = int(area[np.argmax(places.urban_population_2020[area])])
    zone = zone_of_site(siting, float(share[place, DETENTION]))
    return SitedMove(move, origins[origins != place], place, zone)


def _kilometres(places: Places, origins: NDArray[np.intp], area: NDArray[np.intp]) -> NDArray[np.float64]:
    """Distance of each place of `area` from the mean position of the origins, flat earth, km."""
    lon, lat = places.lon[origins].mean(), places.lat[origins].mean()
    east = (places.lon[area] - lon) * np.cos(np.radians(lat))
    distance: NDArray[np.float64] = 111.2 * np.hypot(east, places.lat[area] - lat)
    return distance
