"""Protection against floods: works that raise the standard of a place, and households that protect their homes.

`adaptation.strategy` says how governments keep their works:

- *maintain*: as they are (the upkeep is paid);
- *none*: no upkeep, and the standard falls by 1.5 % a year;
- *reactive*: a place whose works were overtopped last year is raised by one class;
- *proactive*: every five years, places are raised by one class where that saves more than it costs: the expected
  loss that is avoided over 30 years, growing by 3 % a year and discounted at 4 %, against the works and their upkeep.

Classes are those of GB 50201-2014 in their round figures. Half of what is missing is built each year, and the next
class is asked for when the last one is nearly built.
"""

from typing import Final

import numpy as np
from numpy.typing import NDArray

from model.climate.measures import HOMES, PROOFING_SAVES
from model.climate.memory import FLOODED_SHARE
from model.governments.money import DISCOUNT, TO_YUAN, annuity
from model.region.governments import UnitCosts
from model.special import ndtr

Floats = NDArray[np.float64]

CLASSES: Final = (10.0, 20.0, 50.0, 100.0, 200.0)
"""Years of return period."""
BUILT: Final = 0.5
"""Part of what is missing that is built in a year (assumption; Hebei rebuilt in two years after 2023)."""
NEARLY_BUILT: Final = 0.05
"""Part of a planned standard that may be missing when the next class can be planned: four years on (assumption)."""
DECAY: Final = 0.015
"""Fall of a standard without upkeep, a year (assumption, range 0.005 to 0.03)."""
PLAN_YEARS: Final = 5
PLANNED_FROM: Final = 2021
"""Five-year plans begin in 2021, 2026, ..."""
HORIZON: Final = 30
"""Years over which a government counts avoided losses."""
GROWTH: Final = 0.03
"""Yearly growth of what floods can damage that an appraisal counts on (assumption; range 0.02 to 0.04)."""
HOME_YEARS: Final = 15
HOME_DISCOUNT: Final = 0.032
"""Horizon and discount of a household (DYNAMO-M)."""
ACTS: Final = 0.12
"""Part of those who mean to protect their home that do so in a year (DYNAMO-M, of the intention to move)."""
UNLIKE: Final = 0.5
"""Standard deviation of the log benefit over households (assumption)."""
WORN: Final = 1.0 / HOME_YEARS
"""Part of the protected homes whose protection wears out in a year."""


def next_class(standard: Floats) -> Floats:
    """The lowest class above a standard; the standard itself where there is none."""
    ladder = np.append(CLASSES, np.inf)
    above = ladder[np.searchsorted(np.array(CLASSES), standard, side="right")]
    return np.where(np.isfinite(above), above, standard)


def building_cost(people: Floats, before: Floats, after: Floats, costs: UnitCosts) -> Floats:
    """(199,) 1e8 yuan to raise standards: by resident and doubling; nothing where they do not rise."""
    doublings = np.log2(np.maximum(after, before) / before)
    return np.asarray(people * costs.works_per_head * doublings / TO_YUAN)


def upkeep_cost(people: Floats, standard: Floats, costs: UnitCosts) -> Floats:
    """(199,) 1e8 yuan a year: a share of what works of that standard cost."""
    value = people * costs.works_per_head * np.log2(np.maximum(standard, 1.0)) / TO_YUAN
    return np.asarray(costs.upkeep_share * value)


def worthwhile(people: Floats, before: Floats, after: Floats, saved: Floats, costs: UnitCosts) -> NDArray[np.bool_]:
    """Places (199,) where avoided losses a year (`saved`, 1e8 yuan) are worth more than the works."""
    more_upkeep = upkeep_cost(people, after, costs) - upkeep_cost(people, before, costs)
    growing = annuity(HORIZON, (1.0 + DISCOUNT) / (1.0 + GROWTH) - 1.0)
    value = growing * saved - annuity(HORIZON) * more_upkeep - building_cost(people, before, after, costs)
    return np.asarray(value > 0)


def overtopped(felt_shares: Floats, share_onset: Floats) -> NDArray[np.bool_]:
    """Places (199,) of which more was flooded last year than rain floods inside works that hold."""
    return np.asarray(felt_shares > share_onset)


def years_since_flood(memory: Floats) -> Floats:
    """(199,) years since a flood in the memory (10, 199), the latest year 0; 10 where there is none."""
    flooded = memory >= FLOODED_SHARE
    years: Floats = np.where(flooded.any(axis=0), flooded.argmax(axis=0), memory.shape[0]).astype(np.float64)
    return years


def next_proofed(proofed: Floats, damaged: Floats, memory: Floats, subsidy: float, costs: UnitCosts) -> Floats:
    """(199, 3) share of homes that are flood-proofed, by zone, a year later.

        b = 0.5 x perception x damage a year x annuity(15 years, 3.2 %) / (0.05 (1 - subsidy))
        perception = 2 x 1.6^(-0.5 years since the last flood) + 0.01
        p(t) = p (1 - 1/15) + 0.12 max(F(ln b / 0.5) - p, 0),   F the normal distribution

    Damage is the expected share of the value of homes a year; the form is that of DYNAMO-M.

    Args:
        proofed: (199, 3) share now.
        damaged: (199, 3) expected damage a year over the value at stake.
        memory: (10, 199) affected shares of the last ten years, the latest first.
        subsidy: share of the cost that governments pay.
        costs: unit costs.
    """
    perception = 2.0 * 1.6 ** (-0.5 * years_since_flood(memory)) + 0.01
    worth = PROOFING_SAVES * perception[:, None] * damaged * annuity(HOME_YEARS, HOME_DISCOUNT)
    own = costs.proofing_share * (1.0 - subsidy)
    if own <= 0.0:
        willing = (worth > 0).astype(float)
    else:
        willing = np.asarray(ndtr(np.log(np.maximum(worth, 1e-12) / own) / UNLIKE))
    return np.asarray(proofed * (1.0 - WORN) + ACTS * np.maximum(willing - proofed, 0.0))


def aid_to_homes(before: Floats, after: Floats, value: Floats, subsidy: float, costs: UnitCosts) -> Floats:
    """(199,) 1e8 yuan paid to the homes that protected themselves in the year.

    Args:
        before: (199, 3) share proofed a year ago.
        after: (199, 3) share proofed now.
        value: (199, 3) capital that floods can damage, 1e8 yuan.
        subsidy: share of the cost that governments pay.
        costs: unit costs.
    """
    new = np.maximum(after - before * (1.0 - WORN), 0.0)
    return np.asarray((new * HOMES * value).sum(axis=1) * costs.proofing_share * subsidy)
