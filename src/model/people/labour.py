"""Who works: probabilities by place, sex, age, education and kind of work, matched to the census of 2020.

A resident is, for life, of one of two kinds: if at work, then as an employee, or as a farmer or self-employed. The
employed share is sigma(logit shape(kind, sex, age) + education + level(province, sex, age group) + level(place));
the two levels are solved once so that province profiles and the employed share of every place are met, and stay.
Those at school or university hardly work. Of retirement only employees know: their shape is read at an age set back
by the years that the statutory age has risen since 2020. Past it the profile falls by 14 to 18 % a year.
Level census, shapes recalled or assumed: no finding by age should rest on them.
"""

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Final

import numpy as np
from numpy.typing import NDArray

from model.people import census
from model.people.grouping import sum_groups
from model.people.labour_kernels import active_table
from model.people.retirement import AGES_BEFORE
from model.products import product
from model.region.people import PeopleTables

if TYPE_CHECKING:
    from model.region.profiles import Profiles

Floats = NDArray[np.float64]

AGES: Final = np.arange(15, 101)
GROUP: Final = np.minimum(AGES // 5, 17) - 3
EDUCATION_EFFECT: Final = np.array([-0.15, 0.0, 0.25, 0.4])
"""Logit of being employed, against senior school (assumption)."""
OWN_ACCOUNT_ODDS: Final = np.array([1.0, 0.7, 0.3, 0.15])
"""Odds of being a farmer or self-employed, against junior school (assumption)."""
WORKING_WHILE_ENROLLED: Final = 0.02
ADJUSTS_BEFORE: Final = 10.0
"""Employees answer a later retirement age from this many years before it."""
STEPS: Final = 12


@dataclass(frozen=True, eq=False)
class LabourBase:
    """The census of 2020, frozen for the run."""

    own_account: Floats
    """(199, 4) probability of the kind `farmer or self-employed`, by education."""
    employee_logit: Floats
    """(3, 3, 86) province x (men, women, women with college or more) x age: shape at the ages before the reform."""
    own_logit: Floats
    """(3, 2, 86) province x sex x age."""
    place_logit: Floats
    """(199,)."""
    unemployment: Floats
    """(2, 15) unemployed over active by sex and age group."""
    unemployment_place: Floats
    """(199,) the same by place at the base: what a signal of the economy is measured against."""


@lru_cache(maxsize=4)
def labour_base(tables: PeopleTables) -> LabourBase:
    """Solve the levels on the census of 2020."""
    profiles, places = tables.profiles, tables.places
    persons = census.education(tables, 2020)[:, :, 15:]
    own = _own_account(tables, persons)
    employee, own_shape = _employee_shape(profiles), _logit(_own_shape(profiles))
    employee_logit = np.repeat(_logit(employee)[None], 3, axis=0)
    own_logit = np.repeat(own_shape[None], 3, axis=0)
    place_logit = np.zeros(len(places.ids))
    level = np.zeros((3, 2, 15))
    free = ~enrolled()
    wanted = profiles.employed * _by_province_and_group(persons, tables)
    for _ in range(STEPS):
        share = _employed_share(
            own, employee_logit + _cadre(level), own_logit + level[:, :, GROUP], place_logit, tables
        )
        reached = _by_province_and_group(persons * share, tables)
        slope = _by_province_and_group(persons * share * (1 - share) * free, tables)
        level += np.clip((wanted - reached) / np.maximum(slope, 1e-9), -1.0, 1.0)
    employee_logit, own_logit = employee_logit + _cadre(level), own_logit + level[:, :, GROUP]
    most = (1 - profiles.unemployment[:, GROUP])[None, :, :, None]
    all_places = persons.sum((1, 2, 3))
    for _ in range(STEPS):
        share = np.minimum(_employed_share(own, employee_logit, own_logit, place_logit, tables), most)
        gap = tables.employed_share_2020 * all_places - (persons * share).sum((1, 2, 3))
        slope_place = (persons * share * (1 - share) * free).sum((1, 2, 3))
        place_logit = place_logit + np.clip(gap / slope_place, -1.0, 1.0)
    share = np.minimum(_employed_share(own, employee_logit, own_logit, place_logit, tables), most)
    employed = (persons * share).sum(3)
    active = employed / (1 - profiles.unemployment[:, GROUP])
    return LabourBase(
        own_account=own,
        employee_logit=employee_logit,
        own_logit=own_logit,
        place_logit=place_logit,
        unemployment=profiles.unemployment,
        unemployment_place=1 - employed.sum((1, 2)) / active.sum((1, 2)),
    )


def active_thresholds(base: LabourBase, tables: PeopleTables, retirement_ages: Floats) -> NDArray[np.uint32]:
    """P(active) as u32 thresholds (200, 2, 101, 4, 2) by place, sex, age, education, kind (employee, own account).

    P(active) = min(P(employed) / (1 - unemployment), 1); below 15 nobody is, nor at the last place: empty slots.

    Args:
        base: levels of the census.
        tables: the places' provinces.
        retirement_ages: (3,) men, women, women with college or more.
    """
    rise = retirement_ages - np.array(AGES_BEFORE)
    logit = np.empty_like(base.employee_logit)
    for who in range(3):
        before = AGES_BEFORE[who]
        felt = rise[who] * np.clip((AGES - (before - ADJUSTS_BEFORE)) / ADJUSTS_BEFORE, 0.0, 1.0)
        for province in range(3):
            logit[province, who] = np.interp(AGES - felt, AGES, base.employee_logit[province, who])
    return active_table(
        np.exp(_logits(logit, base.own_logit)),
        np.exp(base.place_logit),
        tables.places.province,
        enrolled(),
        WORKING_WHILE_ENROLLED,
        1 / (1 - base.unemployment[:, GROUP]),
    )


def employed_given_active(base: LabourBase, unemployment: Floats) -> Floats:
    """P(employed | active) (199, 2, 15): unemployment by sex and age group scaled to the place's rate (199,)."""
    scale = unemployment / base.unemployment_place
    rate: Floats = np.clip(base.unemployment[None] * scale[:, None, None], 0.0, 0.95)
    return 1 - rate


def enrolled() -> NDArray[np.bool_]:
    """(86, 4) who is at school or university, by age and highest level attended."""
    at = np.zeros((AGES.size, 4), np.bool_)
    at[0:3, 1:] = True
    at[3:6, 2] = True
    at[3:7, 3] = True
    return at


def _employed_share(
    own: Floats, employee_logit: Floats, own_logit: Floats, place_logit: Floats, tables: PeopleTables
) -> Floats:
    """P(employed) (199, 2, 86, 4), kinds mixed."""
    kinds = _by_kind(employee_logit, own_logit, place_logit, tables)
    mixed: Floats = kinds[..., 0] * (1 - own)[:, None, None, :] + kinds[..., 1] * own[:, None, None, :]
    return mixed


def _by_kind(employee_logit: Floats, own_logit: Floats, place_logit: Floats, tables: PeopleTables) -> Floats:
    """P(employed) (199, 2, 86, 4, 2) by kind of work."""
    eta = _logits(employee_logit, own_logit)[tables.places.province]
    share: Floats = 1 / (1 + np.exp(-(eta + place_logit[:, None, None, None, None])))
    share[:, :, enrolled()] = WORKING_WHILE_ENROLLED
    return share


def _logits(employee_logit: Floats, own_logit: Floats) -> Floats:
    """Logit of being employed (3, 2, 86, 4, 2) before the place: province, sex, age, education, kind."""
    eta = np.empty((3, 2, AGES.size, 4, 2))
    eta[:, 0, :, :, 0] = employee_logit[:, 0, :, None]
    eta[:, 1, :, :2, 0] = employee_logit[:, 1, :, None]
    eta[:, 1, :, 2:, 0] = employee_logit[:, 2, :, None]
    eta[..., 1] = own_logit[..., None]
    eta += EDUCATION_EFFECT[:, None]
    return eta


def _by_province_and_group(persons: Floats, tables: PeopleTables) -> Floats:
    """Sums (3, 2, 15) of an array over places, sex, age from 15 and education."""
    return sum_groups(sum_groups(persons.sum(3), tables.places.province, 3, 0), GROUP, 15, 2)


def _cadre(level: Floats) -> Floats:
    """Levels (3, 2, 15) spread over men, women, women with college or more, and single ages: (3, 3, 86)."""
    spread: Floats = level[:, [0, 1, 1]][:, :, GROUP]
    return spread


def _own_account(tables: PeopleTables, persons: Floats) -> Floats:
    """P(own account) (199, 4): the place's jobs outside legal units, shifted to the province's share, by education."""
    jobs = tables.workers_2020 / tables.workers_2020.sum(1, keepdims=True)
    raw = _logit(np.clip(product(jobs, 1 - tables.legal_unit_share), 0.01, 0.99))
    by_education = persons.sum((1, 2))
    shift = np.zeros(raw.size)
    for _ in range(STEPS * 2):
        now = 1 / (1 + np.exp(-(raw + shift)[:, None] - np.log(OWN_ACCOUNT_ODDS)))
        for p in range(3):
            inside = tables.places.province == p
            mean = (now * by_education)[inside].sum() / by_education[inside].sum()
            slope = (now * (1 - now) * by_education)[inside].sum() / by_education[inside].sum()
            shift[inside] += (tables.profiles.own_account_share[p] - mean) / slope
    share: Floats = 1 / (1 + np.exp(-(raw + shift)[:, None] - np.log(OWN_ACCOUNT_ODDS)))
    return share


def _employee_shape(profiles: "Profiles") -> Floats:
    """Employed share of employees (3, 86): men, women, women with college or more, at the ages before the reform.

    Linear between the middles of the groups up to the retirement age (held on from the last two groups below it),
    linear in the logarithm past it. Women with college or more have the shape of other women, five years later.
    """
    shape = np.zeros((3, AGES.size))
    for sex in range(2):
        middle = np.arange(15) * 5 + 17.5
        value = profiles.employee_shape[sex]
        limit = AGES_BEFORE[sex]
        below, above = middle < limit, middle > limit
        ages = AGES + 0.5
        last, before = value[below][-1], value[below][-2]
        young = np.where(
            ages <= middle[below][-1],
            np.interp(ages, middle[below], value[below]),
            last + (ages - middle[below][-1]) * min((last - before) / 5, 0.0) / 2,
        )
        decay = (np.log(value[above][1]) - np.log(value[above][0])) / 5
        old = np.exp(np.interp(ages, middle[above], np.log(value[above])))
        old = np.where(ages < middle[above][0], value[above][0] * np.exp(decay * (ages - middle[above][0])), old)
        shape[sex] = np.where(limit <= AGES, old, young)
    later = np.interp(AGES - 5, AGES, shape[1])
    shape[2] = np.where(AGES < 50, shape[1], np.where(AGES < 55, shape[1, 49 - 15], later))
    return shape


def _own_shape(profiles: "Profiles") -> Floats:
    middle = np.arange(15) * 5 + 17.5
    return np.stack([np.interp(AGES + 0.5, middle, profiles.own_account_shape[sex]) for sex in range(2)])


def _logit(share: Floats) -> Floats:
    clipped = np.clip(share, 1e-4, 1 - 1e-4)
    value: Floats = np.log(clipped / (1 - clipped))
    return value
