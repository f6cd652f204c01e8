"""Exposure zones: where in a county its people live, since a county's mean is not where movers go.

Each place has a protected built-up zone, an unprotected zone and detention land, with people, a protection
standard and a capacity. Directed moves name their zone; other growth fills protected land first.
"""

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from model.region.climate import MOST_IN_DETENTION, ClimateTables
from model.region.names import DETENTION, PROTECTED, UNPROTECTED, ZONES
from model.region.places import Places
from model.region.vulnerability import TERRAINS
from model.scenario.schema.adaptation import Adaptation
from model.scenario.schema.land_use import LandUse

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Zones:
    """People of every place by zone (199, 3): protected, unprotected, detention."""

    people: Floats
    """Persons (199, 3)."""
    base: Floats
    """Persons (199, 3) of the starting stock."""
    sited: Floats
    """Persons (199, 3) who came with directed moves since the start."""
    base_shares: Floats
    """(199, 3) shares at the base, rows sum to 1: what the vulnerability is calibrated on."""
    capacity: Floats
    """(199, 3) persons that ordinary growth may bring a zone to; directed moves may go beyond."""
    standard: Floats
    """(199, 3) protection standard at the start, years."""
    mountain: NDArray[np.bool_]
    """(199,) places in the mountains."""

    @property
    def shares(self) -> Floats:
        """(199, 3) shares of a place's people; those of the base where nobody lives."""
        total = self.people.sum(axis=1, keepdims=True)
        shares: Floats = np.divide(self.people, total, out=self.base_shares.copy(), where=total > 0)
        return shares


def start_zones(tables: ClimateTables, places: Places, adaptation: Adaptation, people: Floats) -> Zones:
    """Split the people (199,) of the starting stock.

    Detention land holds `detention_pop_share` (x the lever `detention_share_scale`, at most 0.85); of the rest all are
    protected in urban cores, elsewhere the urban share of 2020 is protected and the others are not. Assumptions.
    """
    detention = detention_shares(tables, adaptation)
    urban = places.urban_population_2020 / places.population_2020
    protected = np.where(tables.urban, 1.0 - detention, np.minimum(urban, 1.0 - detention))
    shares = np.stack([protected, 1.0 - detention - protected, detention], axis=1)
    shares = np.maximum(shares, 0.0)
    held = np.asarray(people, float)[:, None] * shares
    room = adaptation.zone_capacity
    limits = np.array([room.protected, room.unprotected, room.detention])
    standard = np.repeat(tables.standard[:, None], ZONES, axis=1)
    mountain = tables.terrain == TERRAINS.index("mountain")
    return Zones(held, held.copy(), np.zeros_like(held), shares, held * limits, standard, mountain)


def update_zones(
    zones: Zones, people: Floats, land_use: LandUse, sited: Floats | None = None, standard: Floats | None = None
) -> Zones:
    """The zones at the end of a year in which the places came to hold `people` (199,).

    All who ever came with a directed move live in the zone that it named, as far as the place has people. Of the
    others, up to the number of the base all zones hold their share of the base; those beyond fill the protected zone
    up to its capacity, then the unprotected, then detention land, but for zones that `land_use` closes, and what
    finds no room goes to the protected zone.

    The split follows from the number of people and not from its ups and downs: a rule that takes losses from all
    zones and puts gains into one would move people by noise alone, and the more the coarser the scale.

    Args:
        zones: where people lived a year ago.
        people: (199,) persons now.
        land_use: levers of building in flood-prone land.
        sited: (199, 3) persons who came with directed moves this year, by the zone that the move names.
        standard: (199, 3) this year's protection standard by zone, years; that of the start if None.
    """
    total = np.asarray(people, float)
    came = zones.sited if sited is None else zones.sited + sited
    named = came * _part(total, came.sum(axis=1))[:, None]
    others = total - named.sum(axis=1)
    held = zones.base * _part(others, zones.base.sum(axis=1))[:, None]
    left = others - held.sum(axis=1)
    room = np.where(closed_zones(zones, land_use, standard), 0.0, np.maximum(zones.capacity - held - named, 0.0))
    for zone in (PROTECTED, UNPROTECTED, DETENTION):
        taken = np.minimum(left, room[:, zone])
        held[:, zone] += taken
        left = left - taken
    held[:, PROTECTED] += left
    return replace(zones, people=held + named, sited=came)


def _part(available: Floats, asked: Floats) -> Floats:
    """Share of what is asked that there is, at most 1; 0 where nothing is asked."""
    part: Floats = np.divide(np.minimum(available, asked), asked, out=np.zeros_like(asked), where=asked > 0)
    return part


def closed_zones(zones: Zones, land_use: LandUse, standard: Floats | None = None) -> NDArray[np.bool_]:
    """Zones (199, 3) where nothing new may be built: a ban on flood-prone land never closes protected land."""
    rule = land_use.restrict_flood_prone
    standard = zones.standard if standard is None else standard
    closed = np.zeros(zones.people.shape, bool)
    if not rule.enabled:
        return closed
    closed[:, DETENTION] = rule.detention == "forbid"
    closed[:, UNPROTECTED] = standard[:, UNPROTECTED] < rule.beyond_standard_yr
    if rule.mountain_valley == "forbid":
        closed[:, UNPROTECTED] |= zones.mountain
    return closed


def detention_shares(tables: ClimateTables, adaptation: Adaptation) -> Floats:
    """Share of people on detention land at the base (199,)."""
    return np.minimum(tables.detention * adaptation.detention_share_scale, MOST_IN_DETENTION)
