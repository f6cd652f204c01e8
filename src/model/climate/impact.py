"""People affected, evacuated and killed, and direct loss: of the year's storms, and expected."""

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from model.climate.expected import ExpectedFlood, Floods
from model.climate.flooding import flood, upstream_periods
from model.climate.measures import Measures
from model.climate.weather import Storms
from model.climate.zones import Zones
from model.region.climate import ClimateTables
from model.region.names import ZONES
from model.scenario.schema.scenario import Scenario

Floats = NDArray[np.float64]
AGE_FACTORS: Final = (1.0, 2.5, 4.0)
"""Risk of death by flood below 65, from 65, from 80, before it is normalised (assumption)."""
SAVED_BY_EVACUATION: Final = 0.6
"""Part of the deaths that full evacuation avoids (assumption)."""
CAPITAL_PER_GDP: Final = 3.0
"""What floods can damage over a year's GDP (assumption, range 3 to 4)."""


@dataclass(frozen=True)
class Impact:
    """What storms do to each place; N storms, or one row for an expected year."""

    affected: Floats
    """(N, 199) persons."""
    affected_65p: Floats
    """(N, 199) persons of 65 and over."""
    evacuated: Floats
    """(N, 199) persons, a part of the affected."""
    loss: Floats
    """(N, 199) direct loss, 1e8 yuan, in the prices of the capital stock."""
    deaths: Floats
    """(N, 199) persons."""
    share: Floats
    """(N, 199) affected share of the place's people."""
    zone_share: Floats
    """(N, 199, 3) affected share of each zone's people."""

    def year(self) -> "Impact":
        """The sum over the storms, as one row."""
        return Impact(*(getattr(self, name).sum(axis=0, keepdims=True) for name in self.__dataclass_fields__))


def realised_impact(
    storms: Storms,
    floods: Floods,
    zones: Zones,
    people: NDArray[np.generic],
    capital: Floats,
    scenario: Scenario,
    measures: Measures | None = None,
) -> Impact:
    """What each storm of a year does (N, 199); storms that only count for exposure do nothing.

    Affected A P by zone, evacuated A P ev, deaths A P mu (1 - 0.6 ev) x age factor, loss A d K x loss_scale with the
    capital K of a place spread over its zones as its people.

    Args:
        storms: the year's storms.
        floods: the region's catalogue, tables and base zones.
        zones: where the people of the year live.
        people: (199, 2, 101) persons by sex and age.
        capital: (199,) 1e8 yuan.
        scenario: levers of adaptation and climate.
        measures: what has been done against floods since the start; None: nothing.
    """
    tables = floods.tables
    rules = floods.rules(scenario, storms.year, measures)
    count, places = storms.period72.shape
    own = np.where(tables.short_rain, np.maximum(storms.period24, storms.period72), storms.period72)
    reach = upstream_periods(tables, scenario.climate.upstream_weight, storms.period72)
    place = np.tile(np.arange(places), count)
    shares, damage = flood(
        rules, place, own.ravel(), np.maximum(own, reach).ravel(), np.maximum(storms.period72, reach).ravel()
    )
    does = storms.damaging[:, None, None]
    shares = shares.reshape(count, places, ZONES) * does
    damaged = shares * damage.reshape(count, places, 1)
    return _impact(tables, shares, damaged, zones, people, capital, scenario, measures)


def expected_impact(
    floods: Floods,
    zones: Zones,
    people: NDArray[np.generic],
    capital: Floats,
    scenario: Scenario,
    year: int,
    measures: Measures | None = None,
) -> Impact:
    """What an average year does (1, 199): the sum over the catalogue, for the year's people, capital and rules.

    `share` and `zone_share` are expected person-events per person and year.
    """
    expected: ExpectedFlood = floods.expected(scenario, year, measures)
    return _impact(
        floods.tables,
        expected.affected[None],
        expected.damaged[None],
        zones,
        people,
        capital,
        scenario,
        measures,
    )


def age_factors(tables: ClimateTables, ages: int = 101) -> Floats:
    """Risk of death by flood by single age (101,), mean 1 over the region's people of 2020.

    With this norm an older population loses more people to the same storm.
    """
    raw = np.full(ages, AGE_FACTORS[0])
    raw[65:] = AGE_FACTORS[1]
    raw[80:] = AGE_FACTORS[2]
    return raw / float((tables.old_shares * AGE_FACTORS).sum())


def death_rate(tables: ClimateTables, scenario: Scenario) -> Floats:
    """Deaths per affected person (199,) before age: mu (1 - 0.6 ev)."""
    evacuated = scenario.adaptation.warning_and_evacuation
    return tables.vulnerability.deaths_per_affected * (1.0 - SAVED_BY_EVACUATION * evacuated)


def _impact(
    tables: ClimateTables,
    shares: Floats,
    damaged: Floats,
    zones: Zones,
    people: NDArray[np.generic],
    capital: Floats,
    scenario: Scenario,
    measures: Measures | None = None,
) -> Impact:
    """From shares (N, 199, 3): linear in people and capital. The age structure is the same in all zones of a place."""
    if measures is not None:
        damaged = damaged * measures.loss_left
    by_age = np.asarray(people).sum(axis=1)
    persons, old = by_age.sum(axis=1), by_age[:, 65:].sum(axis=1)
    weighted = (by_age * age_factors(tables, by_age.shape[1])).sum(axis=1)
    share = (shares * zones.shares).sum(axis=2)
    affected = share * persons
    return Impact(
        affected=affected,
        affected_65p=share * old,
        evacuated=affected * scenario.adaptation.warning_and_evacuation,
        loss=(damaged * zones.shares).sum(axis=2) * np.asarray(capital, float) * scenario.climate.loss_scale,
        deaths=share * weighted * death_rate(tables, scenario),
        share=share,
        zone_share=shares,
    )
