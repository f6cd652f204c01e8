"""Subsidies to firms that come: what each city pays when cities compete, and when they agree.

Few firms are free to choose their city. Of those, city c gets the share

    w_cs e^(k r_c) / Z_s,   Z_s = sum_j w_js e^(k r_j) + w_out

of sector s: the logit of location choice (`firms.relocation.appeal`), with rates r, k = 5 x years / 3, the share
w_out = 0.727 of the rest of China (of the firms that leave Beijing) and w_cs the city's units over the region's x
(1 - w_out). A job brings the city 0.11 of its value added, less the schools and doctors of those who live on it (the
city's spending on services over its jobs), over a term of five years; and it costs r of its wage bill for as long as
the subsidy is paid. Both are discounted at 4 %.

- *Compete*: each city takes the rate of a grid of six, up to `subsidy.rate_max`, at which the gain is highest,
  given last year's rates of the others.
- *Cooperate*: cities agree on a schedule: each takes the rate at which the gain of all cities together is highest,
  given last year's rates of the others, and none pays more than it would by itself.

Rates move halfway from last year's. Beijing, which is to shed firms, pays none.
"""

from dataclasses import dataclass
from typing import Final, Literal

import numpy as np
from numpy.typing import NDArray

from model.firms.relocation.appeal import STAYING_IN_REGION, SUBSIDY
from model.governments.money import TO_YUAN, annuity, by_city
from model.region.names import PROVINCES, SECTORS
from model.region.places import N_CITIES, Places
from model.scenario.schema.scenario import Scenario

Floats = NDArray[np.float64]

ELIGIBLE: Final = np.isin(
    SECTORS,
    (
        "manuf_general",
        "manuf_advanced",
        "trade_logistics",
        "finance",
        "business_realestate",
        "ict",
        "science_tech",
    ),
)
"""(12,) sectors whose firms can serve other places; the others go where their customers are (assumption)."""
FOOTLOOSE: Final = 0.1
"""Share of new firms of those sectors whose founders choose among cities; most open where the founder lives
(assumption, range 0.05 to 0.3)."""
RATES: Final = 6
TERM: Final = 5
"""Years of tax that a government counts: an official's term (assumption)."""
INERTIA: Final = 0.5
"""Part of last year's rate that stays (assumption)."""
USUAL_YEARS: Final = 3.0
"""Years of wage bill in which the weight of a subsidy in location choice is counted."""


@dataclass(frozen=True)
class Market:
    """What governments know of the firms that choose a city; sectors that are not eligible have no jobs."""

    share: Floats
    """(14, 12) share of the footloose that a city gets when nobody pays; the rest of China has what is left of one."""
    jobs: Floats
    """(12,) footloose units, of which only the proportions matter."""
    worth: Floats
    """(14, 12) 1e8 yuan that a job brings over a term, tax less services."""
    wage: Floats
    """(14, 12) 1e8 yuan that a job costs at a rate of one."""
    pays: NDArray[np.bool_]
    """(14,) cities that may pay."""
    weight: float
    """k, the log odds that a rate of one adds."""


def market_of(
    places: Places,
    scenario: Scenario,
    units: Floats,
    jobs: Floats,
    output: Floats,
    wage: Floats,
    services: Floats,
    revenue_share: float,
) -> Market:
    """The market of footloose firms as of last year.

    Args:
        places: the places.
        scenario: `subsidy.years` is read.
        units: (199, 12) legal units.
        jobs: (199, 12) jobs.
        output: (199, 12) value added, 1e8 yuan.
        wage: (199, 12) yuan a worker and year.
        services: (14,) 1e8 yuan a year that cities spend on services.
        revenue_share: revenue over value added.
    """
    here, work = by_city(units, places), np.maximum(by_city(jobs, places), 1.0)
    region = np.maximum(here.sum(axis=0), 1.0)
    years = scenario.subsidy.years
    return Market(
        share=STAYING_IN_REGION * here / region,
        jobs=np.where(ELIGIBLE, region, 0.0),
        worth=annuity(TERM) * (revenue_share * by_city(output, places) / work - (services / work.sum(axis=1))[:, None]),
        wage=annuity(years) * by_city(wage * jobs, places) / work / TO_YUAN,
        pays=places.province_of_city != PROVINCES.index("beijing"),
        weight=SUBSIDY * years / USUAL_YEARS,
    )


def lift(market: Market, rates: Floats) -> Floats:
    """Footloose firms of a city over those that it has when nobody pays, (..., 14, 12); `rates` (..., 14)."""
    pull = np.exp(market.weight * rates)[..., None]
    total = 1.0 + (market.share * (pull - 1.0)).sum(axis=-2, keepdims=True)
    lifted: Floats = pull / total
    return lifted


def arrivals(market: Market, rates: Floats) -> Floats:
    """Footloose firms by city and sector, (..., 14, 12)."""
    return np.asarray(market.jobs * market.share * lift(market, rates))


def cost(market: Market, rates: Floats) -> Floats:
    """What each city pays in the end to the firms of a year, (..., 14)."""
    return np.asarray((arrivals(market, rates) * rates[..., None] * market.wage).sum(axis=-1))


def gain(market: Market, rates: Floats) -> Floats:
    """What cities gain: the worth of the jobs less subsidies, (..., 14)."""
    return np.asarray((arrivals(market, rates) * market.worth).sum(axis=-1) - cost(market, rates))


def best_rates(market: Market, last: Floats, rate_max: float) -> Floats:
    """(14,) each city's best answer to last year's rates of the others; of equal ones the lowest."""
    grid = np.linspace(0.0, rate_max, RATES)
    own = np.arange(N_CITIES)
    found = gain(market, _each_rate(last, grid))[own, :, own].argmax(axis=1)
    return np.where(market.pays, grid[found], 0.0)


def agreed_rates(market: Market, last: Floats, best: Floats, rate_max: float) -> Floats:
    """(14,) for each city the rate that is best for all together, given last year's of the others, `best` at most."""
    grid = np.linspace(0.0, rate_max, RATES)
    found = gain(market, _each_rate(last, grid)).sum(axis=2).argmax(axis=1)
    return np.asarray(np.minimum(grid[found], best))


def _each_rate(last: Floats, grid: Floats) -> Floats:
    """(14, 6, 14) last year's rates, with each city in turn at each rate of the grid."""
    trial = np.tile(last, (N_CITIES, grid.size, 1))
    own = np.arange(N_CITIES)
    trial[own, :, own] = grid
    return trial


def next_rates(
    market: Market, last: Floats, mode: Literal["compete", "cooperate"], coordination: float, rate_max: float
) -> Floats:
    """(14,) rates of the year: halfway from last year's to those that the cities aim at.

    Cities that compete aim at (1 - c) best answer + c agreed rate, with the coordination c; cities that cooperate at
    the agreed rate.
    """
    if rate_max == 0.0:
        return np.zeros(N_CITIES)
    best = best_rates(market, last, rate_max)
    agreed = agreed_rates(market, last, best, rate_max)
    agreement = 1.0 if mode == "cooperate" else coordination
    aim = (1.0 - agreement) * best + agreement * agreed
    return np.asarray(INERTIA * last + (1.0 - INERTIA) * aim)


def attraction(market: Market, rates: Floats) -> Floats:
    """(14, 12) log factor of entry: ln(1 - f + f lift), with the footloose share f of eligible sectors."""
    footloose = np.where(ELIGIBLE, FOOTLOOSE, 0.0)
    return np.asarray(np.log1p(footloose * (lift(market, rates) - 1.0)))


def footloose_share(market: Market, rates: Floats) -> Floats:
    """(14, 12) share of a year's new firms that chose the city among others: f lift / (1 - f + f lift)."""
    chosen = np.where(ELIGIBLE, FOOTLOOSE, 0.0) * lift(market, rates)
    return np.asarray(chosen / (1.0 - np.where(ELIGIBLE, FOOTLOOSE, 0.0) + chosen))
