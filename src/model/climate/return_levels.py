"""Loss and people affected once in so many years: the yearly totals of the catalogue, put in order.

The 40,000 events are thrown into the years that they stand for at the year's multiplier, K / (lambda0 m_tail), each
event by its own draw; so the number of storms in a year is as good as Poisson. Levels are read between the ordered
yearly totals and never beyond the catalogue.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from model.climate.expected import Floods
from model.climate.flooding import flood
from model.climate.pathway import multipliers
from model.climate.zones import Zones
from model.randomness.draws import keys_of, uniforms
from model.randomness.registry import CATALOGUE_YEAR
from model.scenario.schema.scenario import Scenario

Floats = NDArray[np.float64]
PERIODS = (2.0, 5.0, 10.0, 20.0, 50.0, 100.0)


@dataclass(frozen=True)
class ReturnLevels:
    """Yearly totals of the region that are exceeded once in `periods` years, in the climate of one year."""

    year: int
    """Whose people, capital, rules and multiplier these are."""
    window_years: int
    """Years of storms that the catalogue stands for at this multiplier."""
    periods: Floats
    loss: Floats
    """1e8 yuan."""
    affected: Floats
    """Persons."""
    mean_loss: float
    """Mean of the yearly totals, 1e8 yuan: equals the expected loss."""


def return_levels(
    floods: Floods,
    zones: Zones,
    people: Floats,
    capital: Floats,
    scenario: Scenario,
    year: int,
    periods: tuple[float, ...] = PERIODS,
) -> ReturnLevels:
    """Return levels of the region in a year.

    Args:
        floods: catalogue, tables, base zones.
        zones: where the people live.
        people: (199,) persons.
        capital: (199,) 1e8 yuan.
        scenario: levers.
        year: whose climate and rules hold.
        periods: return periods in years.

    Raises:
        ValueError: a period is longer than the window, or no storm does damage.
    """
    rules, pairs = floods.rules(scenario, year), floods.pairs(scenario, year)
    number = multipliers(scenario.climate, floods.tables, year).tail_number
    if number <= 0.0:
        raise ValueError("no storm does damage on this path; there is no return level")
    window = int(floods.catalogue.size / (floods.catalogue.master_rate * number))
    if max(periods) > window:
        raise ValueError(f"the storms stand for {window} years; {max(periods):g} is beyond them")
    shares, damage = flood(rules, pairs.place, pairs.period, pairs.river, pairs.fill)
    place = pairs.place
    share = (shares * zones.shares[place]).sum(axis=1)
    affected = share * np.asarray(people, float)[place]
    loss = share * damage * capital[place] * scenario.climate.loss_scale
    seed = floods.tables.field.catalogue_seed
    events = np.arange(floods.catalogue.size, dtype=np.uint64)
    thrown = (uniforms(events, 0, CATALOGUE_YEAR, keys_of(seed, climate_seed=seed).climate) * window).astype(np.intp)
    when = thrown[pairs.event]
    losses, people_hit = (np.bincount(when, each, minlength=window) for each in (loss, affected))
    return ReturnLevels(
        year=year,
        window_years=window,
        periods=np.array(periods),
        loss=_levels(losses, periods),
        affected=_levels(people_hit, periods),
        mean_loss=float(losses.mean()),
    )


def _levels(totals: NDArray[np.generic], periods: tuple[float, ...]) -> Floats:
    """Totals exceeded with probability 1 / period, between the plotting positions rank / (n + 1)."""
    ordered = np.sort(np.asarray(totals, float))
    positions = np.arange(1, ordered.size + 1) / (ordered.size + 1.0)
    levels: Floats = np.interp(1.0 - 1.0 / np.array(periods), positions, ordered)
    return levels
