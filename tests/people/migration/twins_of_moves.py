"""NumPy twins of the kernels: slow, plain, and the same bits."""

import numpy as np

from model.people.columns import REGISTERED_HERE, STUDENT
from model.people.migration.causes import CARE, GRADUATE, LEAVE, RETURN, STUDENT_AWAY, STUDENT_HERE, WITHIN
from model.randomness.draws import draws_u32
from model.randomness.registry import CARE_MOVE, LEAVE_CITY, MOVE_WITHIN_CITY, RETURN_HOME, STUDENT_PLACE, Draw


def causes(residents, city_of_place, thresholds, given, year, key):
    """The decision pass, one cause after the other, the later ones only where nothing was decided."""
    used = slice(0, residents.used)
    place, age, traits, home = (getattr(residents, name)[used] for name in ("place", "age", "traits", "home_city"))
    alive = place < 199
    spot = np.where(alive, place, 0)
    city = city_of_place[spot]
    ids = residents.id[used]
    cause = given.copy()
    free = alive & (cause == 0)
    student = ((traits & STUDENT) != 0) & thresholds.students
    cause[free & student & (age >= 21)] = GRADUATE
    free &= ~student
    draw = draws_u32(ids, year, STUDENT_PLACE, key)
    enters = free & (age == 17) & thresholds.students & (draw < thresholds.study_any[city])
    cause[enters] = np.where(draw < thresholds.study_here[city], STUDENT_HERE, STUDENT_AWAY)[enters]
    free &= ~enters
    chance = (thresholds.leave[city, age, traits & 31].astype(np.uint64) * thresholds.leave_factor[spot]) >> np.uint64(
        16
    )
    elsewhere = (age >= 45) & (age < 65) & ((traits & REGISTERED_HERE) == 0)
    for code, process, limit, may in (
        (LEAVE, LEAVE_CITY, chance, True),
        (RETURN, RETURN_HOME, thresholds.home[home, city], elsewhere),
        (CARE, CARE_MOVE, thresholds.care[spot, age], age >= 70),
        (WITHIN, MOVE_WITHIN_CITY, thresholds.within[city, age], True),
    ):
        goes = free & may & (draws_u32(ids, year, process, key) < limit)
        cause[goes] = code
        free &= ~goes
    return cause


def gumbel_choice(ids, utility, block, year, key):
    """Largest V_j - ln(-ln u_j) of each row; alternatives in blocks of four lanes; -1 where all are closed."""
    score = np.full(utility.shape, -np.inf)
    for j in range(utility.shape[1]):
        draw = Draw(block >> 24, (block & 0xFFFFFF) + j // 4, j % 4)
        u = (draws_u32(ids, year, draw, key).astype(float) + 0.5) / 2**32
        score[:, j] = utility[:, j] - np.log(-np.log(u))
    return np.where(np.isneginf(score).all(1), -1, score.argmax(1))
