"""Quotas: firms that Beijing asks to close or leave, exactly as many as the scenario says."""

from dataclasses import dataclass, field
from typing import Final

import numpy as np
from numpy.typing import NDArray

from model.firms.columns import IN_PARK, MOVED, PERSON, Firms
from model.firms.location import Conditions
from model.firms.relocation.appeal import NEST_SCALE, Appeal
from model.firms.relocation.choice import choose_places, gumbel
from model.firms.relocation.destination import guidance
from model.firms.relocation.flows import CLOSED, OUTSIDE, Moves
from model.firms.relocation.origins import undirected_at
from model.firms.relocation.plan import zone_of_site
from model.firms.relocation.splitting import QUOTA, drop, separate, unit_ids
from model.randomness.draws import draws_u32, thresholds, uniforms
from model.randomness.registry import FIRM_CLOSE_OR_MOVE, FIRM_FOLLOWS_POLICY, FIRM_QUOTA, FIRM_ZONE
from model.region.names import SECTORS
from model.region.region import Region
from model.scenario.schema.scenario import Scenario

SITES: Final = "trade_logistics_sites"
ITEMS: Final = (*SECTORS[1:], SITES)
RINGS: Final = ("outer", "core6")
"""The order in which quotas are met: a firm led from the six districts to Tongzhou is not taken again there."""
LAND_POWER: Final = 0.7
"""Land of a firm grows with its staff to this power (assumption), so ln(land per job) = -0.3 ln L + constant."""
SITE_STAFF: Final = 20
"""Operators of markets and depots have at least this staff (assumption), where a ring has enough of them."""


@dataclass
class Taken:
    """Single firms that a quota takes: agents, the number of the firm inside the agent, its id for draws."""

    slots: NDArray[np.intp]
    unit: NDArray[np.int64]
    ids: NDArray[np.uint64]
    item: str


@dataclass
class QuotaYear:
    """What the quotas of a year did."""

    moves: Moves
    asked: dict[str, int] = field(default_factory=dict)
    short: dict[str, int] = field(default_factory=dict)
    came: list[NDArray[np.intp]] = field(default_factory=list)
    """Slots of the firms that moved to another place of the region."""


def numbers_asked(scenario: Scenario, year: int) -> dict[tuple[str, str], int]:
    """Firms or sites by (item, ring).

    number = round(intensity x quota); the six districts bear round(share x number), the other ten the rest.
    """
    relocation = scenario.relocation
    intensity = relocation.intensity.at(year)
    asked: dict[str, dict[str, int]] = {ring: {} for ring in RINGS}
    for item in ITEMS:
        number = round(intensity * relocation.quota.of(item, year))
        asked["core6"][item] = core = round(number * relocation.ring_weights.core_share(item)) if number else 0
        asked["outer"][item] = number - core
    return {(item, ring): asked[ring][item] for ring in RINGS for item in ITEMS if asked[ring][item] > 0}


def apply_quotas(
    firms: Firms,
    region: Region,
    scenario: Scenario,
    year: int,
    conditions: Conditions,
    appeal: Appeal,
    key: np.uint64,
) -> QuotaYear:
    """Close or move the firms of every quota.

    In each ring the firms with the largest a ln(land per job) - b log productivity + Gumbel noise go; an agent
    is split where a quota takes a part of it. A taken firm closes with probability `close_share`, else it leaves
    Beijing: by its own choice of place, or (`share_following`) by the same choice with the guidance of the
    destination policy added. Where that names a place of Beijing outside the six districts, firms of the six
    districts may go there.
    """
    asked = numbers_asked(scenario, year)
    if not asked:
        return QuotaYear(Moves.joined([]))
    result = QuotaYear(Moves.joined([]), {f"{item}.{ring}": number for (item, ring), number in asked.items()})
    traders = conditions.traders.copy()
    parts = []
    for (item, ring), number in asked.items():
        taken = _take(firms, region, scenario, item, ring, number, year, key)
        if taken.slots.size < number:
            result.short[f"{item}.{ring}"] = number - taken.slots.size
        if taken.slots.size:
            moves, came = _carry_out(firms, region, scenario, year, conditions, appeal, key, taken, traders)
            parts.append(moves)
            result.came.append(came)
    result.moves = Moves.joined(parts)
    return result


def _take(
    firms: Firms, region: Region, scenario: Scenario, item: str, ring: str, number: int, year: int, key: np.uint64
) -> Taken:
    places, site = region.places, item == SITES
    sector = SECTORS.index("trade_logistics" if site else item)
    in_ring = np.zeros(len(places.ids), np.bool_)
    beijing = places.members("beijing")
    in_ring[beijing] = places.core6[beijing] == (ring == "core6")
    slots = undirected_at(firms, in_ring, sector)
    if site:
        large = slots[firms.desired[slots] >= SITE_STAFF * PERSON]
        slots = large if firms.weight[large].sum(dtype=np.int64) >= number else slots
    weight = firms.weight[slots].astype(np.int64)
    owner = np.repeat(slots, weight)
    unit = np.arange(owner.size) - np.repeat(np.cumsum(weight) - weight, weight)
    ids = unit_ids(firms.id[owner], unit, key)
    chosen = scenario.relocation.selection
    staff = np.log(np.maximum(firms.desired[slots], 1) / PERSON)
    score = chosen.land * (LAND_POWER - 1.0) * staff - chosen.low_productivity * firms.log_productivity[slots]
    score = np.repeat(score, weight) + gumbel(ids, year, FIRM_QUOTA, key)
    if number < score.size:
        near = np.flatnonzero(score >= np.partition(score, score.size - number)[score.size - number])
    else:
        near = np.arange(score.size)
    first = near[np.lexsort((ids[near], -score[near]))[:number]]
    first = first[np.argsort(owner[first], kind="stable")]
    return Taken(owner[first], unit[first], ids[first], item)


def _carry_out(
    firms: Firms,
    region: Region,
    scenario: Scenario,
    year: int,
    conditions: Conditions,
    appeal: Appeal,
    key: np.uint64,
    taken: Taken,
    traders: NDArray[np.int64],
) -> tuple[Moves, NDArray[np.intp]]:
    origin = firms.place[taken.slots].astype(np.intp)
    sector = firms.sector[taken.slots].astype(np.intp)
    jobs = firms.desired[taken.slots].astype(np.int64)
    share = thresholds(np.array([scenario.relocation.close_share]))[0]
    closes = draws_u32(taken.ids, year, FIRM_CLOSE_OR_MOVE, key) < share
    destination = np.full(origin.size, CLOSED)
    goes = np.flatnonzero(~closes)
    if goes.size:
        factor = _factor(region, scenario, conditions, taken.ids[goes], origin[goes], year, key)
        destination[goes] = choose_places(taken.ids[goes], origin[goes], sector[goes], appeal, year, key, factor)
    zone = zones_of(taken.ids, destination, region, scenario, year, key)
    inside = destination < OUTSIDE
    drop(firms, taken.slots[~inside])
    there = (destination[inside], zone[inside])
    came = place_firms(firms, taken.slots[inside], taken.unit[inside], *there, QUOTA, year, key)
    carried = _traders(region, taken, origin, traders)
    ones = np.ones(origin.size, np.int64)
    columns = {"sector": sector, "origin": origin, "destination": destination, "zone": zone}
    return Moves.of(QUOTA, {**columns, "firms": ones, "jobs": jobs, "traders": carried}), came


def place_firms(
    firms: Firms,
    slots: NDArray[np.intp],
    unit: NDArray[np.int64],
    destination: NDArray[np.intp],
    zone: NDArray[np.intp],
    cause: int,
    year: int,
    key: np.uint64,
) -> NDArray[np.intp]:
    """Put single firms of agents at their new places, as agents of weight 1; returns their slots."""
    moved = separate(firms, slots, unit, cause, year, key)
    firms.place[moved] = destination.astype(np.uint16)
    firms.zone[moved] = zone.astype(np.uint8)
    firms.flags[moved] = (firms.flags[moved] & ~np.uint16(IN_PARK)) | np.uint16(MOVED)
    return moved


def zones_of(
    ids: NDArray[np.uint64],
    destination: NDArray[np.intp],
    region: Region,
    scenario: Scenario,
    year: int,
    key: np.uint64,
    *,
    by_policy: bool = True,
) -> NDArray[np.intp]:
    """Exposure zone of arriving firms, (n,): by siting policy, or by the mix of the place (`plan`, chosen moves)."""
    zone = np.zeros(ids.size, np.intp)
    inside = np.flatnonzero(destination < OUTSIDE)
    share = region.relocation.zone_share[destination[inside]]
    if by_policy and scenario.relocation.siting != "plan":
        siting = scenario.relocation.siting
        zone[inside] = [zone_of_site(siting, float(row[2])) for row in share]
        return zone
    draw = uniforms(ids[inside], year, FIRM_ZONE, key)
    first, second = share[:, 0], share[:, 0] + share[:, 1]
    zone[inside] = (draw >= first).astype(np.intp) + (draw >= second)
    return zone


def _factor(
    region: Region,
    scenario: Scenario,
    conditions: Conditions,
    ids: NDArray[np.uint64],
    origin: NDArray[np.intp],
    year: int,
    key: np.uint64,
) -> NDArray[np.float64]:
    """(n, 199) factor of exp(V / 0.6): Beijing is closed; the guidance holds for those who follow it."""
    places = region.places
    omega = guidance(region, scenario, conditions)
    follows = draws_u32(ids, year, FIRM_FOLLOWS_POLICY, key) < thresholds(
        np.array([scenario.relocation.destination.share_following])
    )
    factor = np.where(follows[:, None], np.exp(omega / NEST_SCALE), 1.0)
    beijing = np.zeros(len(places.ids), np.bool_)
    beijing[places.members("beijing")] = True
    named = beijing & ~places.core6 & (omega > 0)
    may_stay = follows & places.core6[origin]
    closed = beijing & ~(named & may_stay[:, None])
    allowed: NDArray[np.float64] = np.where(closed, 0.0, factor)
    return allowed


def _traders(region: Region, taken: Taken, origin: NDArray[np.intp], traders: NDArray[np.int64]) -> NDArray[np.int64]:
    """Self-employed who go with each site: 480, or what the place still has; `traders` is reduced."""
    carried = np.zeros(origin.size, np.int64)
    if taken.item == SITES:
        for row, place in enumerate(origin):
            carried[row] = min(region.relocation.site_traders, int(traders[place]))
            traders[place] -= carried[row]
    return carried
