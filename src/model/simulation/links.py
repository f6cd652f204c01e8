"""Links and contracts in a run: their start, their year, their indicators and flows."""

import numpy as np
from numpy.typing import NDArray

from model.economy.contracts import ContractBase, Contracts, renew_contracts, start_contracts
from model.economy.labour import LabourMarket
from model.firms.columns import Firms
from model.firms.links.fitting import LinkBase, fit_links
from model.firms.links.opening import LinkConditions, renew_links
from model.firms.links.stock import Links, intra_shares, whole_links
from model.region.names import PROVINCES
from model.region.places import N_CITIES
from model.region.region import Region
from model.scenario.borders import cut_between_cities
from model.simulation.areas import LEVELS, Areas
from model.simulation.audit import audit_links
from model.simulation.indicators import Indicator, total
from model.simulation.tables import FlowTable
from model.simulation.world import Whole, World

Floats = NDArray[np.float64]
BACHELOR = 2
"""Index of the highest skill."""


def start_links(
    firms: Firms, high_tech: Whole, labour: LabourMarket, gdp: Floats, minutes: Floats, region: Region, year: int
) -> tuple[LinkBase, Links, ContractBase, Contracts]:
    """Links and contracts of the start year, and their constants; no lever is read.

    `high_tech` (199,) firms with the title, `gdp` (199, 12) and `minutes` (199, 199) are those of the start.
    """
    places = region.places
    base, links = fit_links(firms, region, year, _skilled(labour, region))
    border = (places.province[:, None] != places.province[None, :]).astype(float)
    contract_base, contracts = start_contracts(high_tech, gdp.sum(axis=1), minutes, border, region, year)
    return base, links, contract_base, contracts


def links_are_renewed(world: World, year: int) -> None:
    """Branches close and open, subsidiaries follow; contracts of the year; the balance of links is audited."""
    region, scenario, firms, between = world.region, world.scenario, world.firms, world.between(year)
    province = region.places.province_of_city
    cut = cut_between_cities(region, scenario, year, region.links.degrees)
    seen = LinkConditions(
        skilled=_skilled(world.labour, region),
        minutes=world.timetable.city_minutes(year),
        border=(province[:, None] != province[None, :]) - cut,
    )
    before = Links(world.links.branches, world.links.capital)
    world.book.links = renew_links(world.links, world.frozen.links, firms, seen, region, scenario, year)
    audit_links(year, region.places.city_ids, before, world.book.links, world.links)
    world.contracts = renew_contracts(
        world.contracts,
        world.frozen.contracts,
        world.high_tech,
        world.gdp.sum(axis=1),
        between.minutes,
        between.border,
        region,
        scenario,
        year,
    )


def link_indicators(world: World, areas: Areas) -> list[Indicator]:
    """Intra-region shares of branches and capital by region, province and city; contracts received."""
    shares = [
        _intra(f"intra_region_{name}_share", whole_links(stock), areas, world.region)
        for name, stock in (("branch", world.links.branches), ("capital", world.links.capital))
    ]
    return [*shares, total("tech_contracts", "100 million yuan", world.contracts.received)]


def note_links(table: FlowTable, world: World, year: int) -> None:
    """Flows of the year between cities: branches and their capital opened and closed, contracts from Beijing."""
    flows = world.book.links
    for kind, opened, closed in (
        ("branches", flows.opened, flows.closed),
        ("capital", flows.capital_opened, flows.capital_closed),
    ):
        table.add(year, kind, "opened", whole_links(opened), cities=True)
        table.add(year, kind, "closed", whole_links(closed), cities=True)
    contracts = np.zeros((N_CITIES + 1, N_CITIES + 1))
    beijing = world.region.places.city_ids.index("beijing")
    contracts[beijing, :N_CITIES] = np.bincount(world.region.places.city, world.contracts.received, N_CITIES)
    table.add(year, "contracts", "technology", contracts, cities=True)


def _intra(name: str, links: Floats, areas: Areas, region: Region) -> Indicator:
    """Per cent by area; no value for places."""
    by_area = np.full(len(areas.ids), np.nan)
    province = region.places.province_of_city
    here = np.zeros((1 + len(PROVINCES) + N_CITIES, N_CITIES + 1), np.bool_)
    here[0, :N_CITIES] = True
    here[1 : 1 + len(PROVINCES), :N_CITIES] = province == np.arange(len(PROVINCES))[:, None]
    here[1 + len(PROVINCES) :, :N_CITIES] = np.eye(N_CITIES)
    by_area[: len(here)] = intra_shares(links, here)
    return Indicator(name, "%", np.zeros(0), by_area=by_area, levels=LEVELS[:3])


def _skilled(labour: LabourMarket, region: Region) -> Floats:
    """(14,) workers with a bachelor degree by the city where they live."""
    return np.asarray(np.bincount(region.places.city, labour.workers[:, BACHELOR], N_CITIES), float)
