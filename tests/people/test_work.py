from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
import twins

from model.chunks import Crew
from model.people import census
from model.people.columns import ACTIVE, EDUCATION, EMPLOYED, NO_SECTOR, OWN_ACCOUNT, Residents
from model.people.count import employed_people, take_census
from model.people.grouping import sum_groups
from model.people.labour import active_thresholds, employed_given_active, labour_base
from model.people.retirement import retirement_age
from model.people.signals import Signals
from model.people.work import sector_changes, sector_shares, take_work
from model.randomness.draws import Keys
from model.scenario.schema.population import Retirement


@pytest.fixture
def work(region: Any, scenario_with: Callable[..., Any], keys: Keys) -> Callable[..., None]:
    def run(residents: Residents, signals: Signals, year: int = 2021, **options: Any) -> None:
        crew = options.pop("crew", Crew())
        take_work(residents, region, scenario_with(**options), year, signals, keys, crew)

    return run


def test_a_year_of_work_is_that_of_the_twin(
    region: Any, workers: Callable[..., Residents], work: Callable[..., None], signals_with: Any, keys: Keys
) -> None:
    residents = workers()
    residents.remove(np.arange(0, residents.used, 11))
    residents.years_since_move[: residents.used : 5] = 0
    residents.place[: residents.used : 5] = 30
    residents.traits[np.isin(residents.age, (15, 22, 40))] |= EDUCATION  # a degree since their kind was settled
    before = twins.columns(residents)
    work(residents, signals_with(1.4), 2030)
    base = labour_base(region.people)
    active = twins.active(base, region.people, retirement_age(Retirement(), 2030))
    given = employed_given_active(base, 1.4 * base.unemployment_place)
    traits, sector = twins.work(before, base.own_account, active, given, keys.population)
    found = twins.columns(residents)
    alive = before["place"] != twins.EMPTY
    assert (found["traits"][alive] == traits[alive]).all()
    assert ((found["sector"] == NO_SECTOR) == (traits & EMPLOYED == 0))[alive].all()
    stayed = (sector != NO_SECTOR) & (found["sector"] == sector) & alive
    assert stayed.sum() / ((sector != NO_SECTOR) & alive).sum() > 0.8


@pytest.mark.parametrize("year", [2020, 2031, 2050])
def test_the_table_of_activity_is_that_of_the_twin(region: Any, year: int) -> None:
    base, ages = labour_base(region.people), retirement_age(Retirement(), year)
    table = active_thresholds(base, region.people, ages)
    assert (table[:, :, :15] == 0).all()
    assert (table[199:] == 0).all()
    wanted = twins.active(base, region.people, ages)
    assert abs(table[:199, :, 15:] / 2.0**32 - wanted).max() < 1e-9


def test_the_start_has_the_employed_share_of_every_place(region: Any, workers: Callable[..., Residents]) -> None:
    counts = twins.count_work(workers(100))[:, :, 15:].sum((1, 2))
    people = counts.sum(1)
    share = counts[:, 2] / people
    error = np.sqrt(0.25 / (people / 100))
    assert (abs(share - region.people.employed_share_2020) < 5 * error).all()
    assert counts[:, 2].sum() / people.sum() == pytest.approx(
        np.average(region.people.employed_share_2020, weights=people), abs=0.002
    )


def test_labour_levels_meet_the_profiles_and_the_places(region: Any) -> None:
    tables = region.people
    base = labour_base(tables)
    persons = census.education(tables, 2020)[:, :, 15:]
    active = twins.active(base, tables, retirement_age(Retirement(), 2020))
    own = base.own_account[:, None, None, :]
    groups = np.minimum(np.arange(15, 101) // 5, 17) - 3
    employed = (active[..., 0] * (1 - own) + active[..., 1] * own) * (1 - base.unemployment[:, groups])[..., None]
    share = (persons * employed).sum((1, 2, 3)) / persons.sum((1, 2, 3))
    assert abs(share - tables.employed_share_2020).max() < 5e-4
    by_age = sum_groups(sum_groups((persons * employed).sum(3), tables.places.province, 3, 0), groups, 15, 2)
    everyone = sum_groups(sum_groups(persons.sum(3), tables.places.province, 3, 0), groups, 15, 2)
    assert abs(by_age / everyone - tables.profiles.employed).max() < 0.03
    mean = [
        np.average(
            base.own_account[tables.places.province == p], weights=persons.sum((1, 2))[tables.places.province == p]
        )
        for p in range(3)
    ]
    assert mean == pytest.approx(tables.profiles.own_account_share, abs=1e-6)


def test_what_stays_the_same_leaves_everybody_as_they_were(
    workers: Callable[..., Residents], work: Callable[..., None], signals_with: Any
) -> None:
    residents = workers()
    start = twins.columns(residents)
    work(residents, signals_with(), 2021)
    first = twins.columns(residents)
    work(residents, signals_with(), 2022)
    second = twins.columns(residents)
    assert (start["traits"] == first["traits"]).all()
    assert (start["traits"] == second["traits"]).all()
    employed = (start["sector"] != NO_SECTOR).sum()
    assert (start["sector"] != first["sector"]).sum() < 0.03 * employed  # chance of the start, put right
    assert (first["sector"] != second["sector"]).sum() < 0.001 * employed


def test_more_unemployment_only_takes_jobs_away(
    workers: Callable[..., Residents], work: Callable[..., None], signals_with: Any
) -> None:
    good, bad = workers(), workers()
    work(good, signals_with(1.0))
    work(bad, signals_with(3.0))
    lost = (good.traits & EMPLOYED > 0) & (bad.traits & EMPLOYED == 0)
    gained = (good.traits & EMPLOYED == 0) & (bad.traits & EMPLOYED > 0)
    assert gained.sum() == 0
    assert (good.traits & ACTIVE == bad.traits & ACTIVE).all()
    active = (good.traits & ACTIVE > 0).sum()
    base = 1 - (good.traits & EMPLOYED > 0).sum() / active
    assert lost.sum() / active == pytest.approx(2 * base, abs=0.006)


def test_retirement_binds_employees_and_nobody_else(
    workers: Callable[..., Residents], work: Callable[..., None], signals_with: Any
) -> None:
    reformed, as_before = workers(), workers()
    work(reformed, signals_with(), 2045)
    work(as_before, signals_with(), 2045, retirement=Retirement(reform=False))
    more = (reformed.traits & ACTIVE > 0) & (as_before.traits & ACTIVE == 0)
    less = (reformed.traits & ACTIVE == 0) & (as_before.traits & ACTIVE > 0)
    assert less.sum() == 0
    assert more.sum() > 300
    assert (reformed.traits[more] & OWN_ACCOUNT == 0).all()
    assert reformed.age[more].min() >= 40
    until_2024 = workers()
    plain = twins.columns(until_2024)
    work(until_2024, signals_with(), 2024)
    assert (twins.columns(until_2024)["traits"] == plain["traits"]).all()


def test_sectors_are_those_of_the_place(region: Any, workers: Callable[..., Residents]) -> None:
    residents = workers(100)
    found = employed_people(residents)
    assert found.sum() == take_census(residents, Crew()).work[:, 2].sum()
    kinds = sector_shares(region.people, None)
    own = (residents.get("traits") & OWN_ACCOUNT > 0) & (residents.get("traits") & EMPLOYED > 0)
    for place in (0, 50, 150):
        here = own & (residents.get("place") == place)
        share = np.bincount(residents.get("sector")[here], minlength=12) / max(here.sum(), 1)
        assert abs(share - kinds[place, 1]).max() < 5 / np.sqrt(max(here.sum(), 1))
    jobs = region.people.workers_2020
    agriculture = found[:, 0].sum() / found.sum()
    assert agriculture == pytest.approx(np.average(jobs[:, 0] / jobs.sum(1), weights=found.sum(1)), abs=0.05)


def test_a_crowded_sector_gives_people_up(
    region: Any, workers: Callable[..., Residents], work: Callable[..., None], signals_with: Any
) -> None:
    residents = workers(100)
    jobs = region.people.workers_2020.copy()
    jobs[:, 2] *= 0.5
    kept = twins.columns(residents)
    work(residents, signals_with(sector_jobs=jobs), 2021)
    before, after = kept["sector"], residents.sector[: residents.used]
    ratio = (after == 2).sum() / (before == 2).sum()
    shares = [sector_shares(region.people, table)[:, 0, 2].mean() for table in (None, jobs)]
    assert ratio == pytest.approx(shares[1] / shares[0], abs=0.06)
    joined = (after == 2) & (before != 2)
    assert joined.sum() < 0.01 * (after == 2).sum()


def test_changes_of_sector_fill_what_is_missing() -> None:
    held = np.zeros((1, 2, 13), np.int64)
    held[0, 0, 0], held[0, 0, 1], held[0, 0, 12] = 80, 10, 10
    shares = np.zeros((1, 2, 12))
    shares[0, :, :2] = 0.5
    leave, enter = sector_changes(held, shares)
    assert leave[0, 0, 0] == pytest.approx(30 / 80)
    assert leave[0, 0, 1] == 0
    assert leave[0, 0, 12] == 1
    assert enter[0, 0, 0] == 0
    assert enter[0, 0, 1] == 1


def test_threads_and_chunks_never_show(
    workers: Callable[..., Residents], work: Callable[..., None], signals_with: Any
) -> None:
    runs = []
    for crew in (Crew(1), Crew(2, 3_001), Crew(3, 1_013)):
        residents = workers()
        work(residents, signals_with(2.0), 2035, crew=crew)
        runs.append(twins.columns(residents))
    assert all((runs[0][name] == other[name]).all() for other in runs[1:] for name in other)


def test_counts_agree_with_one_another(workers: Callable[..., Residents]) -> None:
    residents = workers()
    census, by_work = take_census(residents, Crew(2, 999)), twins.count_work(residents)
    assert (by_work.sum(3) == census.people).all()
    assert (by_work[:, :, :15, 1:] == 0).all()
    assert (by_work.sum((1, 2)) == census.work).all()
    assert (census.labour_force.sum(1) == by_work[..., 1:].sum((1, 2, 3))).all()
    active, level = residents.get("traits") & ACTIVE > 0, residents.get("traits") >> 1 & 3
    for skill, levels in enumerate(((0, 1), (2,), (3,))):
        found = np.bincount(residents.get("place")[active & np.isin(level, levels)], minlength=199)
        assert (census.labour_force[:, skill] == 1000 * found).all()
    assert (employed_people(residents).sum(1) == by_work[..., 2].sum((1, 2))).all()
