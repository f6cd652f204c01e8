"""High-tech enterprises: a title that firms of some sectors gain, keep for three years and may renew.

    gain = q_r x (1 + subsidy) x (K_p / K_r)^0.3,  a year, for eligible firms without the title

Eligible: advanced manufacturing, information, science, and 1 % of general manufacturing. K_p is R&D spending of
the place per job, K_r its mean in the province. The level of the start lies between the provinces' recalled
numbers of 2013 and 2023. Up to 2023 q_r lets the number grow as between those years. No later number is known, and
growth by 11 to 30 % a year must end: left alone it ends only when the eligible without the title become few, at twice
the number of 2023. So from 2024 q_r is what keeps the share of eligible firms with the title where the record of 2023
has it (assumption); the number then follows the eligible firms.
"""

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from model.columns import NOWHERE
from model.firms.columns import HIGH_TECH, Firms
from model.randomness.blocks import BLOCK, fill_lanes_01
from model.randomness.draws import Keys, draws_u32, thresholds, uniforms
from model.randomness.kernel import kernel
from model.randomness.registry import FIRM_HIGH_TECH, START_FIRM_HIGH_TECH
from model.region.names import SECTORS
from model.region.places import N_PLACES
from model.region.region import Region
from model.scenario.schema.scenario import Scenario

Floats = NDArray[np.float64]
Counts = NDArray[np.int64]

ELIGIBLE: Final = np.array(
    [{"manuf_general": 0.01, "manuf_advanced": 1.0, "ict": 1.0, "science_tech": 1.0}.get(s, 0.0) for s in SECTORS]
)
"""Share of a sector's firms that may gain the title (assumption)."""
KNOWLEDGE_POWER: Final = 0.3
"""Rise of the log hazard with the log of research per job of the place (assumption)."""
TERM: Final = 3
"""Years for which the title is given."""
RECORD: Final = 2023
"""Last year for which the number of firms with the title is known."""
USUAL_EXIT: Final = 0.05
"""Exit a year of firms with the title, for the fit of q (assumption)."""
_ALL_U32: Final = 4294967296.0
_WORD = np.uint64(32)
_LOW_WORD = np.uint64(0xFFFF_FFFF)


@dataclass(frozen=True)
class HighTech:
    """Frozen at the start."""

    gain: Floats
    """(3,) hazard q_r of gaining the title by province, up to the last record."""
    keep: Floats
    """(3,) q_r after it, with which the share of titles among the eligible stays that of the record."""
    knowledge: Floats
    """(199,) (K_p / K_r)^0.3."""


def start_high_tech(firms: Firms, region: Region, scenario: Scenario, keys: Keys) -> HighTech:
    """Give the title to as many firms as the provinces had at the start (within one agent), and fit q_r.

    Larger firms of knowledge-rich places come first: score = uniform^(1 / (size^0.5 knowledge)).
    """
    year = scenario.years.start
    first, last = region.economy.high_tech[2013], region.economy.high_tech[2023]
    trend = np.log(last / first) / 10.0
    level = first * np.exp(trend * (year - 2013))
    knowledge = _knowledge(region)
    slots = firms.alive()
    ids = firms.id[slots]
    province = region.places.province[firms.place[slots]]
    chance = ELIGIBLE[firms.sector[slots]]
    draw = uniforms(ids, 0, START_FIRM_HIGH_TECH, keys.population)
    pull = chance * np.sqrt(firms.desired[slots].astype(float)) * knowledge[firms.place[slots]]
    score = np.where(pull > 0, np.log(draw) / np.maximum(pull, 1e-9), -np.inf)
    weight = firms.weight[slots].astype(np.int64)
    term = draws_u32(ids, 0, FIRM_HIGH_TECH, keys.population) % TERM
    gain, keep = np.zeros(3), np.zeros(3)
    path, years = region.economy.unit_path, region.economy.unit_path_years
    units = path[:, years.index(RECORD)] / path[:, years.index(year)]
    lost = USUAL_EXIT + (1.0 - scenario.economy.high_tech_renewal) / TERM
    for index in range(3):
        here = np.flatnonzero((province == index) & (pull > 0))
        order = here[np.argsort(-score[here], kind="stable")]
        taken = order[np.cumsum(weight[order]) <= level[index]]
        firms.flags[slots[taken]] |= HIGH_TECH
        firms.high_tech_expiry[slots[taken]] = 1 + term[taken]
        eligible = float((weight[here] * chance[here]).sum())
        gain[index] = level[index] * (trend[index] + lost) / max(eligible - level[index], 1.0)
        share = min(last[index] / max(eligible * units[index], 1.0), 0.5)
        keep[index] = lost * share / (1.0 - share)
    return HighTech(gain, keep, knowledge)


def renew_high_tech(
    firms: Firms,
    base: HighTech,
    region: Region,
    scenario: Scenario,
    year: int,
    keys: Keys,
    subsidy: Floats | None = None,
) -> None:
    """One year of gaining, renewing and losing the title. `subsidy` by place (199,), a share, raises the gain."""
    gain = base.gain if year <= RECORD else base.keep
    rate = gain[region.places.province] * base.knowledge * (1.0 if subsidy is None else 1.0 + subsidy)
    kept = np.uint32(min(scenario.economy.high_tech_renewal * _ALL_U32, _ALL_U32 - 1))
    block = FIRM_HIGH_TECH.block
    columns = (firms.id, firms.place, firms.sector, firms.flags, firms.high_tech_expiry, firms.used)
    _renew(*columns, ELIGIBLE > 0, thresholds(rate[:, None] * ELIGIBLE), kept, year, block, keys.dynamics)


def count_high_tech(firms: Firms) -> Counts:
    """Firms with the title by place, int64 (199,)."""
    holders = np.flatnonzero((firms.flags[: firms.used] & HIGH_TECH) != 0)
    holders = holders[firms.place[holders] != NOWHERE]
    return np.bincount(firms.place[holders], firms.weight[holders], N_PLACES).astype(np.int64)


def _knowledge(region: Region) -> Floats:
    province = region.places.province
    jobs = region.economy.stocks[2020].jobs.sum(axis=1).astype(float)
    research = region.economy.prices.research
    mean = np.bincount(province, research, 3) / np.bincount(province, jobs, 3)
    return np.asarray((research / jobs / mean[province]) ** KNOWLEDGE_POWER)


@kernel
def _renew(
    ids: NDArray[np.uint64],
    place: NDArray[np.uint16],
    sector: NDArray[np.uint8],
    flags: NDArray[np.uint16],
    expiry: NDArray[np.uint8],
    used: int,
    eligible: NDArray[np.bool_],
    gain: NDArray[np.uint32],
    renewal: np.uint32,
    year: int,
    block: int,
    key: np.uint64,
) -> None:
    """Lane 0 of the block says who gains the title, lane 1 who renews one that ends this year.

    Those who need a draw are gathered first, so that draws are made a block at a time.
    """
    title, term = np.uint16(HIGH_TECH), np.uint8(TERM)
    slots, some, pairs = np.empty(BLOCK, np.int64), np.empty(BLOCK, np.uint64), np.empty(BLOCK, np.uint64)
    for start in range(0, used, BLOCK):
        n = 0
        for i in range(start, min(start + BLOCK, used)):
            if not eligible[sector[i]] or place[i] == 65535:
                continue
            if flags[i] & title != 0 and expiry[i] > 1:
                expiry[i] -= np.uint8(1)
                continue
            slots[n], some[n] = i, ids[i]
            n += 1
        fill_lanes_01(some[:n], year, block, key, pairs)
        for j in range(n):
            i = slots[j]
            gains, renews = pairs[j] & _LOW_WORD, pairs[j] >> _WORD
            has = flags[i] & title != 0
            if (has and renews < renewal) or (not has and gains < gain[place[i], sector[i]]):
                flags[i] |= title
                expiry[i] = term
            else:
                flags[i] &= ~title
                expiry[i] = 0
