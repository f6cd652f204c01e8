"""A job moved by order has one holder: in the labour market, and in the zone where its holder comes to live."""

from dataclasses import replace

import numpy as np
import pytest

from model.chunks import Crew
from model.firms.relocation.holders import holders_of
from model.people.count import take_census
from model.scenario import load_scenario
from model.simulation.labour import offers_seen, pay_of_holders
from model.simulation.model import JingJinJi
from model.simulation.year import YEAR, jobs_meet_workers

OFFICE = {"id": "T1", "what": "a large office", "sector": "public_services", "jobs": 40_000, "from": "beijing"}
ORDER = {**OFFICE, "to": "xiongan", "start": 2021, "years": 1, "accompany": "xiongan"}


@pytest.fixture(scope="module")
def ordered():
    """Three years with one large order, sited where it floods; followers by place, and the last year's labour force."""
    settings = {
        "scale.residents": 1000,
        "scale.firms": 100,
        "relocation.directed": [ORDER],
        "relocation.siting": "nearest",
    }
    model = JingJinJi(load_scenario("baseline", set=settings), rng=1)
    followed = np.zeros(199, np.int64)
    for _ in range(3):
        force = take_census(model.residents, Crew()).labour_force
        model.step()
        followed += model.world.book.moves.by_cause["follow"].sum(axis=0)[:199]
    return model, followed, force


def test_every_desired_job_is_one_position_whoever_holds_it(ordered):
    world = ordered[0].world
    assert holders_of(world.ledger, 2020).work.sum() > 30_000
    assert np.allclose(world.labour.positions.sum(axis=1), world.cells.desired(world.firms).sum(axis=1), rtol=1e-9)
    skills = world.labour.positions.sum(axis=0)
    assert (world.labour.filled.sum(axis=0) <= skills).all()


def test_holders_of_moved_jobs_are_workers_once(ordered):
    world, force = ordered[0].world, ordered[2]
    workers = force * world.frozen.labour.supply[:, None]  # supply: one within a few per cent, place by place
    assert world.labour.workers.sum() == pytest.approx(workers.sum(), rel=1e-4)
    assert (world.labour.employed <= world.labour.workers + 1e-6).all()


def test_who_keeps_a_job_keeps_the_pay_of_where_it_came_from(ordered):
    world = ordered[0].world
    region, directed, wage = world.region, holders_of(world.ledger, 2020), world.labour.wage
    paid = pay_of_holders(directed, wage, region)
    lower = wage.copy()
    lower[region.places.members("xiongan")] *= 0.5
    np.testing.assert_array_equal(pay_of_holders(directed, lower, region), paid)
    fewer = wage.copy()
    fewer[region.places.members("beijing")] *= 0.5
    xiongan = region.places.members("xiongan")
    assert pay_of_holders(directed, fewer, region)[xiongan].sum() == pytest.approx(paid[xiongan].sum() / 2)
    holders = directed.home[xiongan].sum()
    local = (wage[xiongan] @ region.economy.skill_share[10]).mean() * region.economy.wage_coverage
    assert paid[xiongan].sum() * 1e8 / holders > 1.3 * local


def test_residents_see_the_jobs_that_are_offered_and_not_those_that_are_filled(ordered):
    world = ordered[0].world
    desired = world.cells.desired(world.firms, world.book.desired)
    directed = holders_of(world.ledger, 2020)
    moved = directed.home - directed.work
    assert world.offers.sum() == pytest.approx(desired.sum())
    assert world.offers.sum() > world.labour.filled.sum() * 1.01
    still = np.flatnonzero(moved.sum(axis=1) == 0)
    np.testing.assert_allclose(offers_seen(desired, directed)[still], desired.sum(axis=1)[still])


def test_who_goes_away_takes_no_job_from_those_who_stay():
    lost, filled = [], []
    for parts in (1, 2):
        world = JingJinJi(load_scenario("baseline", set={"scale.residents": 1000, "scale.firms": 100}), rng=1).world
        for process in YEAR[: YEAR.index(jobs_meet_workers)]:
            process(world, 2021)
        work = world.census.by_work.copy()
        work[world.region.places.members("hengshui")] //= parts
        world.census = replace(world.census, by_work=work)
        jobs_meet_workers(world, 2021)
        lost.append(world.signals.job_loss)
        filled.append(world.signals.jobs[world.region.places.members("hengshui")].sum())
    assert filled[1] < 0.9 * filled[0]
    np.testing.assert_array_equal(lost[0], lost[1])


def test_those_who_come_with_a_job_live_in_the_zone_that_its_move_names(ordered):
    model, followed, _ = ordered
    sited = model.world.zones.sited
    assert followed.sum() > 10_000
    assert np.allclose(sited.sum(axis=1), followed)
    zone = {move.destination: move.zone for move in model.world.ledger.moves if move.order.id == "T1"}
    ((place, named),) = zone.items()
    assert sited[place, named] > 0.9 * followed[place] > 0
    assert sited[place].argmax() == named != 0


def test_with_moves_off_nobody_changes_place_though_jobs_do(small_run):
    result = small_run(settings={"migration.enabled": False, "relocation.directed": [ORDER]})
    assert "people" not in set(result.flows["kind"])
    rows = result.indicators[result.indicators["level"] == "place"]
    wide = rows.pivot_table(index=["area_id", "year"], columns="indicator", values="value", observed=True)
    change = wide["population"].groupby("area_id", observed=True).diff()
    natural = wide["births"] - wide["deaths"]
    assert (change[natural.notna()] == natural[natural.notna()]).all()
    last = result.indicators[(result.indicators["year"] == 2024) & (result.indicators["level"] == "region")]
    states = last.set_index("indicator")["value"]
    begun = result.indicators[(result.indicators["year"] == 2020) & (result.indicators["level"] == "region")]
    assert states["directed_jobs_follows"] == begun.set_index("indicator")["value"]["directed_jobs_follows"]
    assert states["directed_jobs_vacant"] > 0


def test_a_job_whose_holder_stays_at_home_draws_nobody_to_where_it_went():
    base = {"scale.residents": 1000, "scale.firms": 100, "relocation.follow": 0.0, "economy.feedback": False}
    seen = {}
    for label, order in {"without": [], "with": [ORDER]}.items():
        model = JingJinJi(load_scenario("baseline", set={**base, "relocation.directed": order}), rng=1)
        model.step()
        new_area = model.world.region.places.members("xiongan")
        seen[label] = model.world.signals.jobs[new_area].sum(), model.world.jobs[new_area].sum() / 256
    assert seen["with"][1] - seen["without"][1] > 30_000
    assert seen["with"][0] == pytest.approx(seen["without"][0], rel=0.005)


def test_no_two_firms_bear_one_id_though_several_orders_cut_one():
    settings = {"scale.residents": 1000, "scale.firms": 100}
    model = JingJinJi(load_scenario("baseline", set=settings), rng=1)
    while model.year < 2028:
        model.step()
    ids = model.firms.get("id")
    assert np.unique(ids).size == ids.size
    people = model.residents.get("id")
    assert np.unique(people).size == people.size
