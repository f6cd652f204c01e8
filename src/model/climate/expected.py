"""Expected flooding: the sum over the storm catalogue, rate by affected share of each event, exact and quick.

Only events that can flood a place are visited. With ten events a year and an onset of five years or more, these are
two to five per cent of the catalogue; where T, R and the fill of detention land lie below onset, standard and ten
years, the affected share is exactly zero, so nothing is lost. The list of pairs (event, place) depends on the weight
of heavier rain alone, the sums over it on the year's rules alone: each is made again only when these change.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from model.climate.catalogue import Catalogue
from model.climate.flooding import FloodRules, flood, flood_rules
from model.climate.pathway import multipliers
from model.climate.rain import rain_factor
from model.climate.weather import weighted_rates
from model.climate.zones import ZONES
from model.randomness.kernel import kernel
from model.region.climate import ClimateTables, Gev
from model.region.places import Places
from model.scenario.schema.scenario import Scenario

Floats = NDArray[np.float64]
DETENTION_FROM = 10.0
"""Return period, years, from which detention land fills."""


@dataclass(frozen=True)
class Pairs:
    """Events of the catalogue and places that they can flood."""

    place: NDArray[np.intp]
    period: Floats
    river: Floats
    fill: Floats


@dataclass(frozen=True)
class ExpectedFlood:
    """Yearly sums over storms of a year's rules and multiplier."""

    affected: Floats
    """(199, 3) expected affected share a year, by zone: storms times share."""
    damaged: Floats
    """(199, 3) expected affected share x damage ratio a year, by zone."""


class Floods:
    """Expected flooding of every year of one scenario, remembering what has not changed since the last."""

    def __init__(self, catalogue: Catalogue, tables: ClimateTables, places: Places, base_shares: Floats) -> None:
        self.catalogue = catalogue
        self.tables = tables
        self.places = places
        self.base_shares = base_shares
        self._pairs: tuple[tuple[float, float, float | None], float, Pairs] | None = None
        self._sums: tuple[FloodRules, Pairs, ExpectedFlood] | None = None

    def rules(self, scenario: Scenario, year: int) -> FloodRules:
        """The parameters of flooding in a year."""
        return flood_rules(self.tables, self.places, scenario.adaptation, self.base_shares, year)

    def expected(self, scenario: Scenario, year: int) -> ExpectedFlood:
        """E[sum over the year's storms] = m_tail lambda0 / K x sum over the catalogue, at the year's rules."""
        rules = self.rules(scenario, year)
        factors = multipliers(scenario.climate, self.tables, year)
        lowest = min(float(rules.onset.min()), float(rules.standard.min()), DETENTION_FROM)
        pairs = self._pairs_of(scenario, factors.tail_weight, lowest)
        if self._sums is None or self._sums[1] is not pairs or not self._sums[0].same_as(rules):
            self._sums = (rules, pairs, self._summed(rules, pairs))
        per_event = self._sums[2]
        rate = factors.tail_number * self.catalogue.master_rate / self.catalogue.size
        return ExpectedFlood(rate * per_event.affected, rate * per_event.damaged)

    def _summed(self, rules: FloodRules, pairs: Pairs) -> ExpectedFlood:
        shares, damage = flood(rules, pairs.place, pairs.period, pairs.river, pairs.fill)
        count = rules.onset.size
        affected, damaged = np.zeros((count, ZONES)), np.zeros((count, ZONES))
        _add_up(pairs.place, shares, damage, affected, damaged)
        return ExpectedFlood(affected, damaged)

    def _pairs_of(self, scenario: Scenario, weight: float, lowest: float) -> Pairs:
        climate = scenario.climate
        key = (weight, climate.upstream_weight, climate.overdispersion_k if weight != 1.0 else None)
        if self._pairs is None or self._pairs[0] != key or self._pairs[1] > lowest:
            self._pairs = (key, lowest, flooding_pairs(self.catalogue, self.tables, *key, lowest))
        return self._pairs[2]


def flooding_pairs(
    catalogue: Catalogue,
    tables: ClimateTables,
    weight: float,
    upstream_weight: float,
    overdispersion: float | None,
    lowest: float,
) -> Pairs:
    """All (event, place) of which T, R or the fill reach `lowest` years, by event and place.

    Return periods come from a table by rank, one for each kind of GEV among the places.
    """
    rates = catalogue.rates
    kind24, log24 = _log_periods(tables, tables.rain24, rates, weight, overdispersion)
    kind72, log72 = _log_periods(tables, tables.rain72, rates, weight, overdispersion)
    upstream = tables.basins.upstream_weight
    first = np.concatenate([[0], np.cumsum((upstream > 0).sum(axis=1))])
    members = np.nonzero(upstream > 0)
    arguments = (
        catalogue.rank24, catalogue.rank72, kind24, kind72, log24, log72, tables.short_rain,
        first, members[1], upstream[members], tables.basins.lowland,
        np.log(upstream_weight) if upstream_weight > 0 else -np.inf, np.log(lowest),
    )  # fmt: skip
    none = np.zeros(0)
    count = _find_pairs(*arguments, False, np.zeros(0, np.intp), none, none, none)
    place, period, river, fill = np.empty(count, np.intp), np.empty(count), np.empty(count), np.empty(count)
    _find_pairs(*arguments, True, place, period, river, fill)
    return Pairs(place, np.exp(period), np.exp(river), np.exp(fill))


def _log_periods(
    tables: ClimateTables, gev: Gev, rates: Floats, weight: float, overdispersion: float | None
) -> tuple[NDArray[np.intp], Floats]:
    """Kind of GEV of each place (199,), and ln T by kind and rank (kinds, K + 1)."""
    if weight == 1.0:
        return np.zeros(gev.shape.size, np.intp), -np.log(rates)[None, :]
    factor = rain_factor(tables.rain24, weight, overdispersion)
    traits = np.stack([gev.location, gev.scale, gev.shape, factor], axis=1)
    kinds, kind = np.unique(traits, axis=0, return_inverse=True)
    table = np.empty((len(kinds), rates.size))
    for row, (location, scale, shape, by) in enumerate(kinds):
        one = Gev(np.array([location]), np.array([scale]), np.array([shape]))
        table[row] = -np.log(weighted_rates(one, rates, np.array([by]), overdispersion))
    return kind.reshape(-1).astype(np.intp), table


@kernel
def _find_pairs(
    rank24: NDArray[np.uint16], rank72: NDArray[np.uint16], kind24: NDArray[np.intp], kind72: NDArray[np.intp],
    log24: Floats, log72: Floats, short_rain: NDArray[np.bool_],
    first: NDArray[np.intp], member: NDArray[np.intp], weight: Floats, lowland: NDArray[np.bool_],
    log_factor: float, log_lowest: float, keep: bool,
    place: NDArray[np.intp], period: Floats, river: Floats, fill: Floats,
) -> int:  # fmt: skip
    """Count the pairs, and keep them where asked; logarithms of the three periods."""
    count = 0
    basins = lowland.shape[0]
    above = np.empty(basins)
    for event in range(rank24.shape[0]):
        for basin in range(basins):
            mean = 0.0
            for j in range(first[basin], first[basin + 1]):
                i = member[j]
                mean += weight[j] * log72[kind72[i], rank72[event, i]]
            above[basin] = log_factor + mean
        for i in range(rank24.shape[1]):
            longer = log72[kind72[i], rank72[event, i]]
            own = longer
            if short_rain[i]:
                own = max(own, log24[kind24[i], rank24[event, i]])
            reach = -np.inf
            for basin in range(basins):
                if lowland[basin, i] and above[basin] > reach:
                    reach = above[basin]
            if max(own, reach) < log_lowest:
                continue
            if keep:
                place[count] = i
                period[count] = own
                river[count] = max(own, reach)
                fill[count] = max(longer, reach)
            count += 1
    return count


@kernel
def _add_up(place: NDArray[np.intp], shares: Floats, damage: Floats, affected: Floats, damaged: Floats) -> None:
    """Sums by place and zone, in the order of the events."""
    for pair in range(place.size):
        for zone in range(shares.shape[1]):
            affected[place[pair], zone] += shares[pair, zone]
            damaged[place[pair], zone] += shares[pair, zone] * damage[pair]
