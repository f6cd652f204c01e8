"""Cells follow their paths; relocation, the list and labour bend them."""

from collections.abc import Callable

import numpy as np
import pytest

from model.economy.cells import growth_of_cells, start_cells, within_water
from model.economy.paths import JobsPath, jobs_growth, output_growth, productivity_growth
from model.firms.columns import PERSON
from model.firms.jobs import count_desired
from model.firms.relocation.negative_list import restriction
from model.firms.start import start_firms
from model.region.names import SECTORS
from model.region.region import Region
from model.scenario.schema.base import Dated
from model.scenario.schema.economy import Economy as Levers
from model.scenario.schema.negative_list import NegativeList, Rings

Make = Callable[..., object]
FREE = NegativeList(**{name: Rings() for name in NegativeList.model_fields})


def test_jobs_of_the_start_sum_to_53_3_million(economy: Make) -> None:
    world = economy()
    assert world.cells.jobs(world.firms).sum() == 53_300_000 * PERSON
    np.testing.assert_array_equal(world.cells.jobs(world.firms), world.region.economy.stocks[2020].jobs * PERSON)


@pytest.mark.parametrize("year", [2014, 2021, 2030, 2050])
def test_sectors_part_from_each_other_and_their_sum_keeps_the_lever(region: Region, year: int) -> None:
    levers = Levers(jobs_growth=Dated(0.01))
    growth = jobs_growth(region.economy, levers, year)
    assert growth[SECTORS.index("ict")] > growth[SECTORS.index("agriculture")]
    base = 2020 if year > 2020 else 2013
    jobs = region.economy.stocks[base].jobs.sum(axis=0).astype(float)
    for each in range(base + 1, year):
        jobs *= np.exp(jobs_growth(region.economy, levers, each))
    assert np.average(growth, weights=jobs) == pytest.approx(0.01, abs=1e-12)


def test_a_path_that_goes_on_from_its_last_year_is_the_path_from_the_start(region: Region) -> None:
    levers = Levers(jobs_growth=Dated(0.01, {2035: -0.02}))
    path = JobsPath(region.economy, levers)
    for year in (2021, 2022, 2022, 2036, 2030, 2015, 2018, 2012, 2050):
        np.testing.assert_array_equal(path.growth(year), jobs_growth(region.economy, levers, year))


def test_trends_fade_and_a_strength_of_zero_has_none(region: Region) -> None:
    spread = [np.ptp(jobs_growth(region.economy, Levers(), year)) for year in (2021, 2030, 2050)]
    assert spread[0] > spread[1] > spread[2]
    assert np.ptp(jobs_growth(region.economy, Levers(trend_strength=0.0), 2030)) == 0.0


def test_output_per_job_is_what_output_grows_beyond_jobs(region: Region) -> None:
    sums = jobs_growth(region.economy, Levers(), 2030) + productivity_growth(region.economy, Levers(), 2030)
    np.testing.assert_allclose(sums, output_growth(region.economy, Levers(), 2030))
    more = Levers(jobs_growth=Dated(0.02))
    np.testing.assert_array_equal(
        productivity_growth(region.economy, more, 2030), productivity_growth(region.economy, Levers(), 2030)
    )
    low, high = (output_growth(region.economy, Levers(national_growth=path), 2030) for path in ("low", "high"))
    assert (low < high).all()


def decay(economy: Make, shock: Callable[[object], None], years: int = 12) -> tuple[np.ndarray, np.ndarray]:
    """Jobs on the path (log) and unemployment against an unshocked run, year by year."""
    shocked, base = economy(negative_list=FREE), economy(negative_list=FREE)
    shock(shocked)
    jobs, idle = [], []
    for _ in range(years):
        shocked.step()
        base.step()
        jobs.append(np.log(shocked.cells.installed().sum() / base.cells.installed().sum()))
        idle.append(shocked.labour.regional_rate - base.labour.regional_rate)
    return np.array(jobs), np.array(idle)


def test_one_per_cent_fewer_jobs_come_back_without_a_cycle_of_two_years(economy: Make) -> None:
    def lose(world: object) -> None:
        world.cells.path *= 0.99
        world.cells.pool_path *= 0.99

    jobs, idle = decay(economy, lose)
    assert jobs[0] < -0.006
    assert (np.diff(jobs) > -1e-4).all()
    assert abs(jobs[-1]) < 0.15 * abs(jobs[0])
    rate = (jobs[5:] / jobs[4:-1]).mean()
    assert 0.6 < rate < 0.95  # the largest eigenvalue of the loop of jobs, incomes and pay
    assert abs(idle[-1]) < 0.3 * idle.max()


def test_one_per_cent_more_workers_find_one_per_cent_more_jobs_in_the_end(economy: Make) -> None:
    def more(world: object) -> None:
        world.force = np.rint(world.force * 1.01).astype(np.int64)

    jobs, idle = decay(economy, more, 15)
    assert idle[0] > 0.004
    assert (np.diff(jobs) > -1e-4).all()
    assert jobs[-1] == pytest.approx(0.01, abs=0.002)
    assert abs(idle[-1]) < 0.15 * idle[0]


def test_without_feedback_firms_do_not_answer_people(economy: Make) -> None:
    levers = Levers(feedback=False)
    one, two = economy(economy=levers), economy(economy=levers)
    two.force = (two.force * 1.2).astype(np.int64)
    for _ in range(3):
        one.step()
        two.step()
    np.testing.assert_array_equal(one.firms.get("desired"), two.firms.get("desired"))
    np.testing.assert_array_equal(one.firms.get("staff"), two.firms.get("staff"))
    assert two.labour.regional_rate > one.labour.regional_rate


def test_unemployment_stays_in_a_band_when_workers_keep_to_the_path(economy: Make) -> None:
    world = economy()
    for _ in range(20):
        world.step()
        growth = world.scenario.economy.jobs_growth.at(world.year)
        world.force = np.rint(world.force * np.exp(growth)).astype(np.int64)
        assert 0.03 < world.labour.regional_rate < 0.07


def test_a_full_list_holds_what_demand_asks_of_firms_and_of_the_self_employed(economy: Make) -> None:
    shut = NegativeList(**{name: Rings(core6=Dated(1.0), outer=Dated(1.0)) for name in NegativeList.model_fields})
    world = economy(economy=Levers(jobs_growth=Dated(0.03), trend_strength=0.0), negative_list=shut)
    cells, before = world.cells, (world.cells.path.copy(), world.cells.pool_path.copy())
    held = restriction(world.region, world.scenario, 2021)
    growth_of_cells(cells, world.firms, world.region, world.scenario, 2021, held)
    beijing = world.region.places.city == 0
    for was, now in zip(before, (cells.path, cells.pool_path), strict=True):
        np.testing.assert_array_equal(now[beijing], was[beijing])
        np.testing.assert_allclose(now[~beijing], was[~beijing] * np.exp(0.03), rtol=1e-12)


def test_the_negative_list_holds_growth(economy: Make) -> None:
    sector = SECTORS.index("ict")
    strict = NegativeList().model_copy(update={"ict": Rings(core6=Dated(0.9), outer=Dated(0.9))})
    held, free = economy(negative_list=strict), economy(negative_list=FREE)
    for _ in range(6):
        held.step()
        free.step()
    beijing = held.region.places.province == 0
    jobs = [count_desired(each.firms)[beijing, sector].sum() for each in (held, free)]
    assert jobs[0] < 0.8 * jobs[1]
    tianjin = held.region.places.province == 1
    others = [count_desired(each.firms)[tianjin, sector].sum() for each in (held, free)]
    assert 0.99 < others[0] / others[1] < 1.1  # those who bought in Beijing buy some of it next door


@pytest.mark.parametrize("share", [0.0, 0.4, 1.0])
def test_water_holds_the_net_growth_of_an_area_and_no_sector_alone(share: float) -> None:
    generator = np.random.default_rng(3)
    jobs, growth = generator.uniform(100, 900, (199, 12)), generator.normal(0.02, 0.05, (199, 12))
    area = np.arange(20)
    held = within_water(growth, jobs, [(area, share)])
    free, kept = ((jobs[area] * np.expm1(each[area])).sum() for each in (growth, held))
    assert free > 0
    assert kept == pytest.approx((1.0 - share) * free)
    assert (held[area][growth[area] > 0] > 0).all() or share == 1.0
    np.testing.assert_array_equal(held[growth < 0], growth[growth < 0])
    np.testing.assert_array_equal(held[20:], growth[20:])


def test_water_leaves_an_area_that_shrinks_as_it_is() -> None:
    growth = np.tile([0.02, -0.05], (199, 6))
    np.testing.assert_array_equal(within_water(growth, np.ones((199, 12)), [(np.arange(20), 1.0)]), growth)


def test_history_without_the_list_leaves_a_residual_of_the_right_sign(economy: Make) -> None:
    """From 2013 without a list, industry of the six districts stands above the census of 2020; with it, nearer."""
    industry = [SECTORS.index("manuf_general"), SECTORS.index("manuf_advanced")]
    found = {}
    for name, levers in (("list", NegativeList()), ("none", FREE)):
        world = economy(start=2013, negative_list=levers)
        while world.year < 2020:
            world.step()
        jobs = world.cells.jobs(world.firms) / PERSON
        found[name] = jobs[world.region.places.core6][:, industry].sum()
    census = economy().region.economy.stocks[2020].jobs
    census = census[world.region.places.core6][:, industry].sum()
    assert census < found["list"] < found["none"]
    assert found["none"] > 1.25 * census


def test_a_start_without_output_is_refused(economy: Make, region: Region) -> None:
    world = economy()
    scenario = world.scenario.model_copy(update={"years": world.scenario.years.model_copy(update={"start": 2010})})
    firms = start_firms(region, world.scenario, world.keys)
    with pytest.raises(ValueError, match="no jobs and output of 2010"):
        start_cells(region, scenario, firms)
