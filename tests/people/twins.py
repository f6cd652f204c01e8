"""NumPy twins of the kernels: the same rules, all residents at once, no loop. Slow, short, and written apart."""

import numpy as np

from model.randomness.draws import draws_u32, new_ids, thresholds
from model.randomness.registry import (
    ACTIVE,
    BIRTH,
    DEATH,
    EMPLOYED,
    NEWBORN_DEATH,
    NEWBORN_ID,
    NEWBORN_SEX,
    OWN_ACCOUNT_WORK,
)

EMPTY = 0xFFFF


def columns(residents):
    """Every column by name, a copy, over the used slots."""
    return {name: getattr(residents, name)[: residents.used].copy() for name in residents.dtypes}


def count_work(residents):
    """Persons (199, 2, 101, 3) by place, sex, age and work: inactive, unemployed, employed."""
    counts = np.zeros((199, 2, 101, 3), int)
    traits = residents.get("traits")
    state = np.where(traits & 16, 2, np.where(traits & 64, 1, 0))
    np.add.at(counts, (residents.get("place"), traits & 1, residents.get("age"), state), residents.scale)
    return counts


def live(before, tables, places, year, key):
    """Columns and flows after a year of life, from columns before it; births into holes, then the tail."""
    after = {name: column.copy() for name, column in before.items()}
    alive = before["place"] != EMPTY
    place = np.where(alive, before["place"], 0).astype(int)
    age = before["age"].astype(int)
    sex = (before["traits"] & 1).astype(int)
    draw = draws_u32(before["id"], year, DEATH, key)
    natural = tables.death[places.province[place], sex, age]
    limit = tables.flood[place, sex, age] if len(tables.flood) else natural
    dies = alive & (draw < limit)
    drowns = dies & (draw >= natural)
    chance = np.where(dies, tables.birth[1][places.city[place], age], tables.birth[0][places.city[place], age])
    mothers = np.flatnonzero(alive & (sex == 1) & (draws_u32(before["id"], year, BIRTH, key) < chance))
    after["place"][dies] = EMPTY
    after["age"][alive & ~dies] = np.minimum(age + 1, 100)[alive & ~dies]
    deaths = np.zeros((199, 2, 101), int)
    np.add.at(deaths, (place[dies], sex[dies], age[dies]), 1)
    births = np.zeros((199, 2), int)
    holes = list(np.flatnonzero(after["place"] == EMPTY))
    for mother in mothers:
        identity = before["id"][mother : mother + 1]
        where = place[mother]
        province = places.province[where]
        girl = int(draws_u32(identity, year, NEWBORN_SEX, key)[0] >= tables.boys[province])
        births[where, girl] += 1
        if draws_u32(identity, year, NEWBORN_DEATH, key)[0] < tables.newborn_death[province, girl]:
            deaths[where, girl, 0] += 1
            continue
        child = {
            "id": new_ids(identity, np.zeros(1, np.uint64), year, NEWBORN_ID, key)[0],
            "place": where,
            "age": 0,
            "traits": girl | (before["traits"][mother] & 0b1000),
            "sector": 255,
            "home_city": before["home_city"][mother],
            "years_since_move": 255,
        }
        for name, value in child.items():
            if holes:
                after[name][holes[0]] = value
            else:
                after[name] = np.append(after[name], np.array([value], after[name].dtype))
        holes = holes[1:]
    return after, births, deaths, np.bincount(place[drowns], minlength=199)


def work(before, own_account, active, employed, key, *, everyone=False):
    """Traits and sectors after activity and employment; tables as shares, ages from 15."""
    alive = before["place"] != EMPTY
    place = np.where(alive, before["place"], 0).astype(int)
    age = before["age"].astype(int)
    traits = before["traits"].copy()
    sex, level = (traits & 1).astype(int), (traits >> 1 & 3).astype(int)
    settles = alive & (everyone | (age == 15) | (age == 22) | (before["years_since_move"] == 0))
    own = draws_u32(before["id"], 0, OWN_ACCOUNT_WORK, key) < thresholds(own_account)[place, level]
    traits = np.where(settles, np.where(own, traits | 128, traits & 127), traits)
    kind = traits >> 7
    of_age = alive & (age >= 15)
    row = np.maximum(age - 15, 0)
    is_active = of_age & (draws_u32(before["id"], 0, ACTIVE, key) < thresholds(active)[place, sex, row, level, kind])
    group = np.clip(age // 5, 3, 17) - 3
    given = thresholds(employed)[place, sex, group]
    is_employed = is_active & (draws_u32(before["id"], 0, EMPLOYED, key) < given)
    traits = np.where(alive, traits & ~np.uint8(64 | 16), traits)
    traits = np.where(is_active, traits | 64, traits)
    traits = np.where(is_employed, traits | 16, traits).astype(np.uint8)
    sector = np.where(is_employed, before["sector"], 255).astype(np.uint8)
    return traits, sector


def active(base, tables, retirement_ages):
    """P(active) (199, 2, 86, 4, 2) from the levels of the census; who is at school or university hardly works."""
    ages = np.arange(15, 101)
    province = tables.places.province
    share = np.zeros((199, 2, 86, 4, 2))
    for sex in range(2):
        for level in range(4):
            who = 0 if sex == 0 else 1 if level < 2 else 2
            old = (60, 50, 55)[who]
            felt = (retirement_ages[who] - old) * np.clip((ages - old + 10) / 10, 0, 1)
            employee = np.array([np.interp(ages - felt, ages, base.employee_logit[p, who]) for p in range(3)])
            effect = (-0.15, 0.0, 0.25, 0.4)[level] + base.place_logit[:, None]
            share[:, sex, :, level, 0] = 1 / (1 + np.exp(-(employee[province] + effect)))
            share[:, sex, :, level, 1] = 1 / (1 + np.exp(-(base.own_logit[province, sex] + effect)))
    share[:, :, :3, 1:] = 0.02
    share[:, :, 3:6, 2:] = 0.02
    share[:, :, 6, 3] = 0.02
    group = np.minimum(ages // 5, 17) - 3
    return np.minimum(share / (1 - base.unemployment[:, group])[None, :, :, None, None], 1)
