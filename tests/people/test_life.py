from collections.abc import Callable
from dataclasses import replace
from typing import Any

import numpy as np
import pytest
import twins

from model.chunks import Crew
from model.people.columns import REGISTERED_HERE, Residents
from model.people.count import count_people
from model.people.life import LifeFlows, life_tables, live_one_year
from model.people.rates import death_probability, fertility
from model.people.signals import Hazard, calm
from model.randomness.draws import Keys, keys_of
from model.scenario.schema.base import Dated
from model.scenario.schema.population import Population

YEAR = 2026


@pytest.fixture
def live(region: Any, scenario_with: Callable[..., Any], keys: Keys) -> Callable[..., LifeFlows]:
    def run(residents: Residents, year: int = YEAR, hazard: Hazard | None = None, **options: Any) -> LifeFlows:
        crew = options.pop("crew", Crew())
        return live_one_year(residents, region, scenario_with(**options), year, hazard or calm(), keys, crew)

    return run


def flood(chance: float) -> Hazard:
    death = np.zeros((199, 101))
    death[20:25] = chance
    return replace(calm(), death=death)


@pytest.mark.parametrize("hazard", [calm(), flood(0.3)])
def test_a_year_is_that_of_the_twin(
    region: Any, fresh: Callable[..., Residents], live: Callable[..., LifeFlows], keys: Keys, hazard: Hazard
) -> None:
    residents = fresh()
    residents.remove(np.arange(0, residents.used, 13))  # holes to begin with
    before = twins.columns(residents)
    alive = before["place"] != twins.EMPTY
    women = np.zeros((14, 101), int)
    female = alive & (before["traits"] & 1 == 1)
    np.add.at(women, (region.places.city[before["place"][female]], before["age"][female]), 1)
    tables = life_tables(region.people, Population(), YEAR, women, hazard)
    expected, births, deaths, floods = twins.live(before, tables, region.places, YEAR, keys.dynamics)
    flows = live(residents, hazard=hazard)
    found = twins.columns(residents)
    occupied = expected["place"] != twins.EMPTY
    assert (found["place"] == expected["place"]).all()
    for name in ("id", "age", "traits", "sector", "home_city"):
        assert (found[name][occupied] == expected[name][occupied]).all(), name
    assert (flows.births == births * 1000).all()
    assert (flows.deaths == deaths * 1000).all()
    assert (flows.flood_deaths == floods * 1000).all()


def test_the_balance_closes_in_every_place(fresh: Callable[..., Residents], live: Callable[..., LifeFlows]) -> None:
    residents = fresh()
    for year in range(2021, 2031):
        before = count_people(residents, Crew())
        flows = live(residents, year)
        after = count_people(residents, Crew())
        balance = before.sum((1, 2)) + flows.births.sum(1) - flows.deaths.sum((1, 2))
        assert (after.sum((1, 2)) == balance).all()
        survivors = before - flows.deaths
        survivors[:, :, 0] = before[:, :, 0] - (flows.deaths[:, :, 0] - (flows.births - after[:, :, 0]))
        assert (after[:, :, 1:100] == survivors[:, :, 0:99]).all()


def test_without_deaths_and_births_the_histogram_shifts_by_one(
    fresh: Callable[..., Residents], live: Callable[..., LifeFlows]
) -> None:
    residents = fresh()
    before = count_people(residents, Crew())
    never = {"mortality_multiplier": Dated(0.0), "fertility_multiplier": Dated(0.0)}
    flows = live(residents, **never)
    after = count_people(residents, Crew())
    assert flows.births.sum() == flows.deaths.sum() == 0
    assert (after[:, :, 1:100] == before[:, :, :99]).all()
    assert (after[:, :, 100] == before[:, :, 99] + before[:, :, 100]).all()
    assert after[:, :, 0].sum() == 0


def test_threads_and_chunks_never_show(fresh: Callable[..., Residents], live: Callable[..., LifeFlows]) -> None:
    runs = []
    for crew in (Crew(1), Crew(2, 4_099), Crew(3, 1_001), Crew(1, 7_777)):
        residents = fresh()
        flows = [live(residents, year, flood(0.01), crew=crew) for year in (2021, 2022, 2023)]
        runs.append((twins.columns(residents), flows))
    first, flows = runs[0]
    for other, other_flows in runs[1:]:
        assert all((first[name] == other[name]).all() for name in first)
        assert all((a.deaths == b.deaths).all() for a, b in zip(flows, other_flows, strict=True))
        assert all((a.births == b.births).all() for a, b in zip(flows, other_flows, strict=True))


def test_children_are_born_where_and_as_what_their_mothers_are(
    fresh: Callable[..., Residents], live: Callable[..., LifeFlows]
) -> None:
    residents = fresh()
    residents.place[: residents.used] = np.where(residents.traits[: residents.used] & 1, 3, 90)
    residents.home_city[: residents.used] = 14
    residents.traits[: residents.used] &= np.uint8(~REGISTERED_HERE & 0xFF)
    live(residents)
    child = residents.get("age") == 0
    assert child.sum() > 100
    assert (residents.get("place")[child] == 3).all()
    assert (residents.get("home_city")[child] == 14).all()
    assert (residents.get("traits")[child] & ~np.uint8(1) == 0).all()
    assert (residents.get("sector")[child] == 255).all()


def test_more_fertility_only_adds_children(fresh: Callable[..., Residents], live: Callable[..., LifeFlows]) -> None:
    few, many = fresh(), fresh()
    live(few)
    live(many, fertility_multiplier=Dated(1.3))
    children, more = (set(r.get("id")[r.get("age") == 0].tolist()) for r in (few, many))
    assert children < more
    assert (few.get("age") > 0).sum() == (many.get("age") > 0).sum()


def test_more_mortality_only_adds_deaths(fresh: Callable[..., Residents], live: Callable[..., LifeFlows]) -> None:
    mild, hard = fresh(), fresh()
    live(mild, fertility_multiplier=Dated(0.0))
    live(hard, fertility_multiplier=Dated(0.0), mortality_multiplier=Dated(1.5))
    assert set(hard.get("id").tolist()) < set(mild.get("id").tolist())


def test_floods_kill_where_they_are_and_none_changes_nothing(
    fresh: Callable[..., Residents], live: Callable[..., LifeFlows]
) -> None:
    dry, wet = fresh(), fresh()
    without, with_flood = live(dry), live(wet, hazard=flood(0.2))
    assert without.flood_deaths.sum() == 0
    extra = with_flood.deaths.sum((1, 2)) - without.deaths.sum((1, 2))
    assert (np.flatnonzero(with_flood.flood_deaths) == np.arange(20, 25)).all()
    elsewhere = np.delete(np.arange(199), np.arange(20, 25))
    assert (extra[elsewhere] == 0).all()
    exposed = count_people(fresh(), Crew()).sum((1, 2))[20:25].sum()
    assert with_flood.flood_deaths.sum() / exposed == pytest.approx(0.2, abs=0.02)


def test_women_who_die_in_the_year_bear_half_as_often(region: Any) -> None:
    tables = life_tables(region.people, Population(), YEAR, np.full((14, 101), 1000), calm())
    through, dying = tables.birth[0].astype(float), tables.birth[1].astype(float)
    assert through[:, 27] == pytest.approx(2 * dying[:, 27], rel=1e-6)  # within a group f is flat
    assert through[:, 14] == pytest.approx(dying[:, 15], rel=1e-6)
    assert (dying[:, 14] == 0).all()
    assert (through[:, 49] == dying[:, 49]).all()


def test_expected_births_are_those_of_the_total_fertility_rate(region: Any) -> None:
    women = np.random.default_rng(2).integers(1_000, 90_000, (14, 101))
    tables = life_tables(region.people, Population(), YEAR, women, calm())
    rates, province = region.people.rates, region.places.province_of_city
    p = death_probability(rates, Population(), YEAR)[province, 1, 1:]
    chance = ((1 - p) * tables.birth[0] + p * tables.birth[1]) / 2.0**32
    births = np.bincount(province, (women * chance).sum(1))
    by_age = fertility(rates, Population(), YEAR)
    for index in range(3):
        here = women[province == index].sum(0)
        after = np.append(0, (women * (1 - p))[province == index].sum(0))[:101]
        wanted = (by_age[index, :101] * (here + after) / 2).sum()
        assert births[index] == pytest.approx(wanted, rel=1e-6)


def test_dynamics_follow_their_seed(
    region: Any, fresh: Callable[..., Residents], scenario_with: Callable[..., Any]
) -> None:
    first, again, other = fresh(), fresh(), fresh()
    for residents, seed in ((first, 1), (again, 1), (other, 2)):
        live_one_year(residents, region, scenario_with(), YEAR, calm(), keys_of(seed), Crew())
    assert (first.get("id") == again.get("id")).all()
    assert len(other) != len(first) or (other.get("id") != first.get("id")).any()
