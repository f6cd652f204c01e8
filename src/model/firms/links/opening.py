"""A year of branches: old ones close, large firms open new ones, and subsidiaries follow head offices that move."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from model.firms.columns import Firms
from model.firms.links.choice import appeal, destinations
from model.firms.links.fitting import LinkBase, mean_capital
from model.firms.links.head_offices import HeadOffices, head_offices
from model.firms.links.stock import ENDS, GROUP_OF, GROUPS, LINK, LinkFlows, Links
from model.firms.relocation.plan import directed_moves
from model.region.names import SECTORS
from model.region.places import N_CITIES, Places
from model.region.region import Region
from model.scenario.schema.scenario import Scenario

Floats = NDArray[np.float64]
Counts = NDArray[np.int64]

_PUBLIC = SECTORS.index("public_services")


@dataclass(frozen=True)
class LinkConditions:
    """What links see of a year."""

    skilled: Floats
    """(14,) workers with a bachelor degree."""
    minutes: Floats
    """(14, 14) fastest minutes between cities."""
    border: Floats
    """(14, 14) share of the province border that remains."""


def renew_links(
    links: Links,
    base: LinkBase,
    firms: Firms,
    seen: LinkConditions,
    region: Region,
    scenario: Scenario,
    year: int,
) -> LinkFlows:
    """Close four in a hundred branches, open those of the year, and change `links` by both.

        opened = rate x sum of (staff / 50)^0.5 over firms of 50 persons and more, by city and group

    Who opens is said by the large firms there are, how many by the jobs of the group: the size law of the firms thins
    out the large ones with time, which is no statement about branches, so the sum over cities moves with jobs. Firms
    of the rest of China open as many as at the start, times exp of the growth of its appeal, where the mass is. The
    mass of a city moves with its share of the region's workers with a degree: growth common to all draws nobody.

    Args:
        links: changed in place.
        base: the constants.
        firms: the stock of the year.
        seen: travel times, borders and mass of the year.
        region: the tables.
        scenario: `economy.outside_growth_gap` and the directed moves are read.
        year: the year.
    """
    tables = region.links
    offices = head_offices(firms, base.by_size, region.places.city)
    power, capital = _by_jobs(offices, base.offices)
    mass = base.mass * (seen.skilled / np.maximum(base.skilled, 1.0))
    mass = mass * (base.mass.sum() / mass.sum())
    shares = destinations(appeal(mass, base.minutes, seen.minutes, seen.border, tables), base.outside)
    opened, worth = np.zeros((ENDS, ENDS, len(GROUPS))), np.zeros((ENDS, ENDS, len(GROUPS)))
    opened[:N_CITIES] = base.rate * power[:, None, :] * shares[:, :, None]
    worth[:N_CITIES] = base.rate * capital[:, None, :] * shares[:, :, None]
    gap = scenario.economy.outside_growth_gap * (year - scenario.years.start)
    coming = (mass / mass.sum())[:, None] * (base.inbound * np.exp(gap))
    weight = mean_capital(base.offices)
    opened[N_CITIES, :N_CITIES], worth[N_CITIES, :N_CITIES] = coming, coming * weight[N_CITIES]
    following = subsidiaries(region, scenario, year)
    opened += following
    worth += following * weight[:, None, :]
    attrition = tables.rule("attrition")
    flows = LinkFlows(
        opened=_parts(opened),
        closed=np.rint(links.branches * attrition).astype(np.int64),
        capital_opened=_parts(worth),
        capital_closed=np.rint(links.capital * attrition).astype(np.int64),
    )
    links.branches = links.branches + flows.opened - flows.closed
    links.capital = links.capital + flows.capital_opened - flows.capital_closed
    return flows


def subsidiaries(region: Region, scenario: Scenario, year: int) -> Floats:
    """Branches that follow head offices ordered to Xiong'an, (15, 15, 4), of the year.

    Units of the same owner that stay at the origin open branches beside it: 50 a head office of 1,000 staff over eight
    years (verified: 400 for 8). A head office is a directed move of the class `xiongan` that is no public service and
    ends in another city. They are links and hold no jobs; firms that move by choice move as they did.
    """
    tables, places = region.links, region.places
    following = np.zeros((ENDS, ENDS, len(GROUPS)))
    years = int(tables.rule("subsidiary_years", "xiongan"))
    per_job = tables.rule("subsidiaries", "xiongan") / tables.rule("head_office_staff", "xiongan") / years
    for move in directed_moves(region, scenario):
        if move.accompany != "xiongan" or move.sector == _PUBLIC:
            continue
        origin, destination = _city(places, move.origin), _city(places, move.destination)
        if origin == destination:
            continue
        moved = move.jobs_until(year) - move.jobs_until(year - years)
        group = GROUP_OF[move.sector] if GROUP_OF[move.sector] >= 0 else GROUPS.index("finance_business")
        following[origin, destination, group] += moved * per_job
    return following


def _by_jobs(offices: HeadOffices, start: HeadOffices) -> tuple[Floats, Floats]:
    """Power and capital by city and group, their sums over cities moved with the jobs of the group."""
    growth = offices.jobs.sum(axis=0) / np.maximum(start.jobs.sum(axis=0), 1)
    scaled = []
    for now, then in ((offices.power, start.power), (offices.capital, start.capital)):
        total = np.maximum(now.sum(axis=0), 1)
        scaled.append(now / total * (then.sum(axis=0) / 1024.0) * growth)
    return scaled[0], scaled[1]


def _city(places: Places, area: str) -> int:
    return int(places.city[places.members(area)[0]])


def _parts(links: Floats) -> Counts:
    parts: Counts = np.rint(links * LINK).astype(np.int64)
    return parts
