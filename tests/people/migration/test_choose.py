import numpy as np
import pytest
from twins_of_moves import gumbel_choice

from model.chunks import Crew
from model.people.migration.choose import _ROUNDED, NO_CHOICE, choose, choose_place
from model.people.migration.destinations import CityList
from model.randomness.draws import keys_of
from model.randomness.registry import CHOOSE_CITY, CHOOSE_PLACE

KEY = keys_of(5).dynamics
IDS = np.arange(40_000, dtype=np.uint64) * np.uint64(7919)
NONE = np.full(IDS.size, -1)
UTILITY = np.sin(np.arange(15.0))[None, :].copy()


def pick(utility, bonus_at=NONE, bonus=0.0, crew=None):
    row = np.zeros(IDS.size, np.int64)
    return choose(IDS, row, utility, CHOOSE_CITY.block, 2021, KEY, bonus_at, bonus, crew or Crew())


def test_the_race_is_gumbel_max():
    twin = gumbel_choice(IDS, np.repeat(UTILITY, IDS.size, axis=0), CHOOSE_CITY.block, 2021, KEY)
    assert (pick(UTILITY) == twin).all()


def test_shares_are_those_of_the_logit():
    share = np.bincount(pick(UTILITY), minlength=15) / IDS.size
    logit = np.exp(UTILITY[0]) / np.exp(UTILITY[0]).sum()
    assert (np.abs(share - logit) < 4 * np.sqrt(logit / IDS.size)).all()


def test_a_little_more_appeal_changes_as_few_minds_as_it_must():
    more = UTILITY.copy()
    more[0, 4] += 0.1
    before, after = pick(UTILITY), pick(more)
    changed = before != after
    assert (after[changed] == 4).all()
    logit = [np.exp(u[0]) / np.exp(u[0]).sum() for u in (UTILITY, more)]
    least = logit[1][4] - logit[0][4]
    assert abs(changed.mean() - least) < 4 * np.sqrt(least / IDS.size)


def test_closed_alternatives_are_never_chosen_and_nothing_is_chosen_from_none():
    closed = UTILITY.copy()
    closed[0, :14] = -np.inf
    assert (pick(closed) == 14).all()
    closed[0, 14] = -np.inf
    assert (pick(closed) == NO_CHOICE).all()


def test_a_bonus_draws_those_who_have_it_alone():
    bonus_at = np.where(np.arange(IDS.size) % 2 == 0, 3, -1)
    with_bonus = pick(UTILITY, bonus_at, 2.0)
    plain = pick(UTILITY)
    assert (with_bonus[1::2] == plain[1::2]).all()
    assert (with_bonus[::2] == 3).mean() > 3 * (plain[::2] == 3).mean()


def test_places_are_chosen_in_the_city_and_never_the_own(region):
    cities = CityList.of(region.places)
    city = np.arange(IDS.size) % 14
    own = np.array([np.flatnonzero(region.places.city == c)[0] for c in range(14)])[city]
    utility = np.cos(np.arange(199.0))
    arguments = (IDS, city, utility, cities.members, cities.first, CHOOSE_PLACE.block, 2021, KEY, own)
    chosen = choose_place(*arguments, Crew())
    assert (region.places.city[chosen] == city).all()
    assert (chosen != own).all()
    assert (choose_place(*arguments, Crew(threads=2, chunk=999)) == chosen).all()
    inside = region.places.city[None, :] == city[:, None]
    inside[np.arange(IDS.size), own] = False
    twin = gumbel_choice(IDS, np.where(inside, utility, -np.inf), CHOOSE_PLACE.block, 2021, KEY)
    assert (chosen == twin).all()


@pytest.mark.parametrize("movers", [0, 1, 7, 8, 9, 127, 128, 129, 1000])
@pytest.mark.parametrize("alternatives", [1, 2, 4, 5, 30])
def test_any_number_of_movers_and_alternatives_runs_the_same_race(movers, alternatives):
    """Rows of every size, closed alternatives and a bonus: as if all scores were computed."""
    utility = 3.0 * np.sin(np.arange(3.0 * alternatives) * 7.0).reshape(3, alternatives)
    utility[1, ::3] = -np.inf
    ids, row = IDS[:movers], (np.arange(movers) // 5) % 3
    bonus_at = np.where(np.arange(movers) % 4 == 0, alternatives - 1, -1)
    own = utility[row]
    own[bonus_at >= 0, alternatives - 1] += 0.7
    twin = gumbel_choice(ids, own, CHOOSE_CITY.block, 2021, KEY)
    open_ = np.isfinite(own).any(axis=1)
    for crew in (Crew(), Crew(2, 33)):
        chosen = choose(ids, row, utility, CHOOSE_CITY.block, 2021, KEY, bonus_at, 0.7, crew)
        assert (chosen[open_] == twin[open_]).all()
        assert (chosen[~open_] == NO_CHOICE).all()


def test_all_that_can_be_drawn_lies_between_its_bounds():
    """The narrowest places: draws next to 0 and to 1, where rounding is as large as what separates the bounds."""
    words = np.concatenate([np.arange(5000.0), 2.0**32 - 1 - np.arange(5000.0), np.geomspace(1, 2.0**32 - 1, 5000)])
    u = (np.floor(words) + 0.5) / 2.0**32
    score, part = -np.log(u), (1.0 - u) / (u * (1.0 + u))
    assert (2.0 * u * part <= score * (1 + 1e-12)).all()
    assert (score <= _ROUNDED * (1.0 + u) * (1.0 + u) * part).all()
    assert (2.0 * u * part <= _ROUNDED * (1.0 + u) * (1.0 + u) * part).all()
