"""Technology contracts from Beijing to places of Tianjin and Hebei, and the stock of knowledge.

    T_q = k c(t) K^0.8 H_q^0.6 (a_q R_q)^0.4 exp(z_q - theta t_q - b_q),   1e8 yuan, prices of the start year

K: knowledge of Beijing, H: high-tech firms, R: research of the receiver, t: minutes to the six districts, b: what
remains of the province border; levers: c `innovation.contract_intensity`, a `absorption_investment`, z
`corridor_bonus`. One constant k is fitted by least squares to 2013-2020; nothing in the rule knows a later value.
Research of a place grows with its GDP. A change of travel time is answered as by branches (`firms.links.choice`).

    K_p(t+1) = 0.85 K_p + R_p + 0.2 T_p

`received` acts a year later, on the productivity of the receiver, and only as far as it differs from `usual`: what the
same year would bring without a lever of `innovation` and without a cut of borders. So no lever, no effect, bit for bit.
"""

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from model.firms.links.choice import faster
from model.region.links import FIT_YEARS, YEARS, LinkTables
from model.region.names import corridors
from model.region.places import Places
from model.region.region import Region
from model.scenario.schema.scenario import Scenario

Floats = NDArray[np.float64]
Counts = NDArray[np.int64]

INNOVATION_CORRIDOR: Final = ("jing_jin", "jing_xiong_innovation")
"""Axes of cities.csv that the article joins to one corridor of innovation (M012)."""


@dataclass(frozen=True)
class ContractBase:
    """Frozen at the start, the same in all scenarios."""

    factor: float
    """k, so that contracts of the start are those of the fit, whatever the scale of the firms."""
    minutes: Floats
    """(199,) minutes to the nearest of the six districts at the start."""
    research: Floats
    """(199,) R&D spending of the start, 1e8 yuan."""
    gdp: Floats
    """(199,) GDP of the start, 1e8 yuan."""


@dataclass(frozen=True)
class Contracts:
    """Contracts and knowledge by place of 31 December; float64 (199,), 1e8 yuan at prices of the start year."""

    received: Floats
    """Of the year; zero in Beijing."""
    usual: Floats
    """The same without levers of `innovation` and cuts of borders."""
    knowledge: Floats


def start_contracts(
    high_tech: Counts, gdp: Floats, minutes: Floats, border: Floats, region: Region, year: int
) -> tuple[ContractBase, Contracts]:
    """Contracts, knowledge and constants of the start year, 2013 or 2020; no lever is read.

    Args:
        high_tech: (199,) high-tech firms.
        gdp: (199,) 1e8 yuan.
        minutes: (199, 199) fastest travel.
        border: (199, 199) share of the border that remains without a cut.
        region: the tables.
        year: the start year.
    """
    tables, places = region.links, region.places
    to_core = _to_core(minutes, places)
    research = _of_provinces(tables.research[:, YEARS.index(year)], region)
    knowledge = _of_provinces(knowledge_path(tables)[:, YEARS.index(year)], region)
    shape = _gravity(high_tech, research, knowledge, to_core, _of_beijing(border, region), region)
    fitted = fit_contracts(region, to_core)
    factor = float(fitted[YEARS.index(year)] / shape.sum())
    base = ContractBase(factor, to_core, research, gdp)
    return base, Contracts(factor * shape, factor * shape, knowledge)


def renew_contracts(
    contracts: Contracts,
    base: ContractBase,
    high_tech: Counts,
    gdp: Floats,
    minutes: Floats,
    border: Floats,
    region: Region,
    scenario: Scenario,
    year: int,
) -> Contracts:
    """Contracts and knowledge of a year; arguments as in `start_contracts`, `border` with its cuts."""
    tables, places, levers = region.links, region.places, scenario.innovation
    nearer = faster(base.minutes, _to_core(minutes, places), tables.rule("time_elasticity"))
    research = base.research * np.divide(gdp, base.gdp, out=np.ones(gdp.shape), where=base.gdp > 0)
    state = (high_tech, research, contracts.knowledge, base.minutes)
    scale = base.factor * nearer
    whole = (places.province[:, None] != places.province[None, :]).astype(float)
    usual = scale * _gravity(*state, _of_beijing(whole, region), region)
    with_border = scale * _gravity(*state, _of_beijing(border, region), region)
    received = with_border * lever_factor(region, scenario) * levers.contract_intensity.at(year)
    kept = 1.0 - tables.rule("knowledge_decay")
    knowledge = kept * contracts.knowledge + research + tables.rule("knowledge_absorbed") * received
    return Contracts(received, usual, knowledge)


def lever_factor(region: Region, scenario: Scenario) -> Floats:
    """(199,) a_q^0.4 exp(z_q): what receivers invest and the bonus of corridors; exactly 1 without them."""
    places, levers = region.places, scenario.innovation
    factor = np.ones(len(places.ids))
    power = region.links.rule("contract_research_power")
    for area, investment in levers.absorption_investment.items():
        factor[places.members(area)] *= investment**power
    on_axis = np.zeros(len(places.ids), np.bool_)
    for area in _on_corridor(scenario):
        on_axis[places.members(area)] = True
    return np.asarray(factor * np.where(on_axis, np.exp(levers.corridor_bonus), 1.0))


def _on_corridor(scenario: Scenario) -> tuple[str, ...]:
    """Areas of the scenario's own axes, or of the innovation corridor."""
    own = scenario.places.corridors
    axes = own.values() if own else [corridors()[name] for name in INNOVATION_CORRIDOR]
    return tuple(area for axis in axes for area in axis)


def fit_contracts(region: Region, to_core: Floats) -> Floats:
    """Contracts of 2013 to 2023 by the rule (11,), with k from least squares over 2013-2020.

    High-tech firms of the provinces grow at one rate between the recalled numbers of 2013 and 2023; firms and
    research lie over places as the research of 2023 does.
    """
    tables, places = region.links, region.places
    first, last = (region.economy.high_tech[year] for year in (YEARS[0], YEARS[-1]))
    spread = (
        region.economy.prices.research / np.bincount(places.province, region.economy.prices.research)[places.province]
    )
    border = _of_beijing((places.province[:, None] != places.province[None, :]).astype(float), region)
    knowledge = knowledge_path(tables)
    shape = np.zeros(len(YEARS))
    for k in range(len(YEARS)):
        firms = first * (last / first) ** (k / (len(YEARS) - 1))
        by_place = firms[places.province] * spread
        research = tables.research[places.province, k] * spread
        state = _of_provinces(knowledge[:, k], region)
        shape[k] = _rule(tables, places, by_place, research, state, to_core, border).sum()
    seen = shape[: len(FIT_YEARS)]
    return np.asarray(shape * float((seen * tables.contracts).sum() / (seen * seen).sum()))


def knowledge_path(tables: LinkTables) -> Floats:
    """(3, 11) knowledge of the provinces from their research: K(2013) = R / (0.15 + 0.08), then 0.85 K + R."""
    decay, growth = tables.rule("knowledge_decay"), tables.figure("knowledge_growth", "beijing", YEARS[0])
    path = np.empty_like(tables.research)
    path[:, 0] = tables.research[:, 0] / (decay + growth)
    for k in range(1, path.shape[1]):
        path[:, k] = (1.0 - decay) * path[:, k - 1] + tables.research[:, k]
    return path


def _gravity(
    high_tech: Counts,
    research: Floats,
    knowledge: Floats,
    minutes: Floats,
    border: Floats,
    region: Region,
) -> Floats:
    # One firm more than there are: at a coarse scale small places have none, and yet receive.
    firms = np.asarray(high_tech + 1.0, float)
    return _rule(region.links, region.places, firms, research, knowledge, minutes, border)


def _rule(
    tables: LinkTables,
    places: Places,
    high_tech: Floats,
    research: Floats,
    knowledge: Floats,
    minutes: Floats,
    border: Floats,
) -> Floats:
    source = float(knowledge[places.province == 0].sum()) ** tables.rule("contract_knowledge_power")
    mass = high_tech ** tables.rule("contract_high_tech_power") * research ** tables.rule("contract_research_power")
    cost = tables.rule("contract_minute_decay") * minutes + tables.rule("contract_border") * border
    return np.asarray(np.where(places.province == 0, 0.0, source * mass * np.exp(-cost)))


def _to_core(minutes: Floats, places: Places) -> Floats:
    return np.asarray(minutes[:, places.core6].min(axis=1))


def _of_beijing(border: Floats, region: Region) -> Floats:
    """(199,) border between a place and Beijing: the mean over Beijing's places by their research."""
    here = region.places.province == 0
    weight = region.economy.prices.research[here]
    return np.asarray((border[here] * weight[:, None]).sum(axis=0) / weight.sum())


def _of_provinces(values: Floats, region: Region) -> Floats:
    """A figure of the provinces (3,) over places (199,) as research lies (rule rd_spending)."""
    province, research = region.places.province, region.economy.prices.research
    return np.asarray(values[province] * research / np.bincount(province, research)[province])
