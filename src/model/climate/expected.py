"""Expected flooding: the sum over the storm catalogue, rate by affected share of each event, exact and quick.

Only events that can flood a place are visited. With ten events a year and an onset of five years or more, these are
two to five per cent of the catalogue; where T, R and the fill of detention land lie below onset, standard and ten
years, the affected share is exactly zero, so nothing is lost. The list of pairs (event, place) depends on the weight
of heavier rain alone, the sums over it on the year's rules alone: each is made again only when these change, the sums
only at the places where they do.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from model.climate.catalogue import Catalogue
from model.climate.flooding import FloodRules, flood, flood_rules
from model.climate.measures import Measures
from model.climate.pathway import multipliers
from model.climate.rain import log_periods, rain_factor
from model.randomness.kernel import kernel
from model.region.climate import ClimateTables, Gev
from model.region.names import ZONES
from model.region.places import Places
from model.scenario.schema.adaptation import Adaptation
from model.scenario.schema.scenario import Scenario

Floats = NDArray[np.float64]
NEVER = 1 << 30
"""Rank from which a day's rain floods places that only three days' rain can flood."""
DETENTION_FROM = 10.0
"""Return period, years, from which detention land fills."""


@dataclass(frozen=True)
class Pairs:
    """Events of the catalogue and places that they can flood."""

    event: NDArray[np.int32]
    """(n,) event of the catalogue, ascending."""
    place: NDArray[np.intp]
    """(n,)"""
    period: Floats
    """(n,) T, years: the place's own rain."""
    river: Floats
    """(n,) R, years: T, or the rain upstream if that is rarer."""
    fill: Floats
    """(n,) years: what fills detention land."""


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
        self._rules: tuple[Adaptation, tuple[int, bytes | None], FloodRules] | None = None
        self._pairs: tuple[tuple[float, float, float | None], float, Pairs] | None = None
        self._sums: tuple[FloodRules, Pairs, ExpectedFlood] | None = None

    def rules(self, scenario: Scenario, year: int, measures: Measures | None = None) -> FloodRules:
        """The parameters of flooding in a year; without measures, protection is as at the start."""
        adaptation, raised = scenario.adaptation, None if measures is None else measures.raised
        key = (year, None if raised is None else raised.tobytes())
        last = self._rules
        if last is None or last[0] is not adaptation or last[1] != key:
            rules = flood_rules(self.tables, self.places, adaptation, self.base_shares, year, raised)
            last = self._rules = (adaptation, key, rules)
        return last[2]

    def pairs(self, scenario: Scenario, year: int, measures: Measures | None = None) -> Pairs:
        """The events and places that matter under the rules of a year."""
        climate, rules = scenario.climate, self.rules(scenario, year, measures)
        weight = multipliers(climate, self.tables, year).tail_weight
        lowest = min(float(rules.onset.min()), float(rules.standard.min()), DETENTION_FROM)
        key = (weight, climate.upstream_weight, climate.overdispersion_k if weight != 1.0 else None)
        if self._pairs is None or self._pairs[0] != key or self._pairs[1] > lowest:
            self._pairs = (key, lowest, flooding_pairs(self.catalogue, self.tables, *key, lowest))
        return self._pairs[2]

    def expected(self, scenario: Scenario, year: int, measures: Measures | None = None) -> ExpectedFlood:
        """E[sum over the year's storms] = m_tail lambda0 / K x sum over the catalogue, at the year's rules."""
        rules, pairs = self.rules(scenario, year, measures), self.pairs(scenario, year, measures)
        last = self._sums
        if last is None or last[1] is not pairs:
            last = self._sums = (rules, pairs, _summed(rules, pairs))
        elif last[0] is not rules:
            last = self._sums = (rules, pairs, _summed_anew(last[2], rules.unlike(last[0]), rules, pairs))
        per_event = last[2]
        number = multipliers(scenario.climate, self.tables, year).tail_number
        rate = number * self.catalogue.master_rate / self.catalogue.size
        return ExpectedFlood(rate * per_event.affected, rate * per_event.damaged)


def _summed(rules: FloodRules, pairs: Pairs) -> ExpectedFlood:
    shares, damage = flood(rules, pairs.place, pairs.period, pairs.river, pairs.fill)
    count = rules.onset.size
    affected, damaged = np.zeros((count, ZONES)), np.zeros((count, ZONES))
    _add_up(pairs.place, shares, damage, affected, damaged)
    return ExpectedFlood(affected, damaged)


def _summed_anew(before: ExpectedFlood, changed: NDArray[np.bool_], rules: FloodRules, pairs: Pairs) -> ExpectedFlood:
    """As `_summed`, where rules have `changed` (199,); the sums of other places stand."""
    if not changed.any():
        return before
    some = np.flatnonzero(changed[pairs.place])
    now = _summed(rules, Pairs(*(getattr(pairs, name)[some] for name in Pairs.__dataclass_fields__)))
    here = changed[:, None]
    return ExpectedFlood(np.where(here, now.affected, before.affected), np.where(here, now.damaged, before.damaged))


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
    enough72 = _first_rank(log72, lowest)[kind72]
    enough24 = np.where(tables.short_rain, _first_rank(log24, lowest)[kind24], NEVER)
    arguments = (
        catalogue.rank24, catalogue.rank72, kind24, kind72, log24, log72, enough24, enough72,
        first, members[1], upstream[members], tables.basins.lowland,
        np.log(upstream_weight) if upstream_weight > 0 else -np.inf, np.log(lowest),
    )  # fmt: skip
    room = catalogue.rank24.size // 20
    while True:
        event, place = np.empty(room, np.int32), np.empty(room, np.intp)
        period, river, fill = np.empty(room), np.empty(room), np.empty(room)
        count = _find_pairs(*arguments, event, place, period, river, fill)
        if count <= room:
            break
        room = count
    event, place = event[:count].copy(), place[:count].copy()
    period, river, fill = np.exp(period[:count]), np.exp(river[:count]), np.exp(fill[:count])
    return Pairs(event, place, period, river, fill)


def _first_rank(log_periods: Floats, lowest: float) -> NDArray[np.int64]:
    """First rank of each kind whose return period reaches `lowest`; one rank early, to be safe of rounding."""
    found = [int(np.searchsorted(row[1:], np.log(lowest))) for row in log_periods]
    return np.array(found, np.int64)


def _log_periods(
    tables: ClimateTables, gev: Gev, rates: Floats, weight: float, overdispersion: float | None
) -> tuple[NDArray[np.intp], Floats]:
    """Kind of GEV of each place (199,), and ln T by kind and rank (kinds, K + 1)."""
    if weight == 1.0:
        return np.zeros(gev.shape.size, np.intp), -np.log(rates)[None, :]
    factor = rain_factor(tables.rain24, weight, overdispersion)
    traits = np.stack([gev.location, gev.scale, gev.shape, factor], axis=1)
    kinds, kind = np.unique(traits, axis=0, return_inverse=True)
    each = Gev(kinds[:, 0, None], kinds[:, 1, None], kinds[:, 2, None])
    return kind.reshape(-1).astype(np.intp), log_periods(each, rates, kinds[:, 3, None], overdispersion)


@kernel
def _find_pairs(
    rank24: NDArray[np.uint16], rank72: NDArray[np.uint16], kind24: NDArray[np.intp], kind72: NDArray[np.intp],
    log24: Floats, log72: Floats, enough24: NDArray[np.int64], enough72: NDArray[np.int64],
    first: NDArray[np.intp], member: NDArray[np.intp], weight: Floats, lowland: NDArray[np.bool_],
    log_factor: float, log_lowest: float,
    event_of: NDArray[np.int32], place: NDArray[np.intp], period: Floats, river: Floats, fill: Floats,
) -> int:  # fmt: skip
    """Keep as many pairs as there is room for, and count all; logarithms of the three periods.

    `enough24` and `enough72` are the ranks from which a place's own rain may flood it, so that most pairs are passed
    over by two comparisons of whole numbers.
    """
    count = 0
    basins = lowland.shape[0]
    above = np.empty(basins)
    for event in range(rank24.shape[0]):
        highest = -np.inf
        for basin in range(basins):
            mean = 0.0
            for j in range(first[basin], first[basin + 1]):
                i = member[j]
                mean += weight[j] * log72[kind72[i], rank72[event, i]]
            above[basin] = log_factor + mean if first[basin + 1] > first[basin] else -np.inf
            highest = max(highest, above[basin])
        for i in range(rank24.shape[1]):
            if rank72[event, i] < enough72[i] and rank24[event, i] < enough24[i] and highest < log_lowest:
                continue
            longer = log72[kind72[i], rank72[event, i]]
            own = longer
            if enough24[i] <= rank24.shape[0]:
                own = max(own, log24[kind24[i], rank24[event, i]])
            reach = -np.inf
            for basin in range(basins):
                if lowland[basin, i] and above[basin] > reach:
                    reach = above[basin]
            if max(own, reach) < log_lowest:
                continue
            if count < place.size:
                event_of[count] = event
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
