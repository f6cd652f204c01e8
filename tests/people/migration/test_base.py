import numpy as np
import pytest

from model.chunks import Crew
from model.people.life import live_one_year
from model.people.migration.base import expected_leavers, freeze_base
from model.people.migration.gross import gross_flows, usual_ages
from model.people.migration.tally import count_classes
from model.people.migration.utility import destination_utility, log_sum, shares
from model.people.signals import calm
from model.people.start import start_population
from model.randomness.draws import keys_of


@pytest.fixture(scope="module")
def stage(region, signals, scenario_with):
    scenario, keys = scenario_with(scale=100), keys_of(2)
    residents = start_population(region, scenario, keys, Crew())
    return residents, freeze_base(residents, region, scenario, signals, Crew()), scenario, keys


def test_hazards_carry_the_fitted_gross_flows(stage, region):
    residents, base, _, _ = stage
    counts = count_classes(residents, region.places.city, Crew()).astype(float) * residents.scale
    out = (base.leave * counts).sum((1, 2))
    assert (out < region.migration.gross_out).all()  # students, returns and care take their part
    assert out.sum() > 0.6 * region.migration.gross_out.sum()


def test_an_ageing_population_with_frozen_hazards_moves_less(stage, region):
    residents, base, scenario, keys = stage
    counts = count_classes(residents, region.places.city, Crew()).astype(float)
    by_age = (base.leave * counts).sum(-1) / np.maximum(counts.sum(-1), 1)  # of people as they are at the base
    frozen, mean_age = base.leave.copy(), residents.agg("age", np.mean)
    for year in range(2021, 2051):
        live_one_year(residents, region, scenario, year, calm(), keys, Crew())
    older = count_classes(residents, region.places.city, Crew()).astype(float)
    assert (base.leave == frozen).all()
    assert residents.agg("age", np.mean) > mean_age + 8

    def rate(people):
        return (by_age * people.sum(-1)).sum() / people.sum()

    assert rate(older) < 0.9 * rate(counts)
    beijing = [(by_age[0] * people[0].sum(-1)).sum() / people[0].sum() for people in (counts, older)]
    assert beijing[1] < 0.85 * beijing[0]


def test_the_young_leave_most_and_the_registered_least(stage):
    base = stage[1]
    by_age = base.leave.mean((0, 2))
    assert 17 <= by_age[:60].argmax() <= 30
    classes = np.arange(32)
    registered = (classes & 8) != 0
    assert (base.leave[:, :, registered] < base.leave[:, :, ~registered]).all()


def test_leavers_are_divided_without_loss(stage, region):
    residents, base, _, _ = stage
    counts = count_classes(residents, region.places.city, Crew()).astype(float)
    outside = region.migration.xi_outside[region.places.province_of_city]
    flows = expected_leavers(base.leave, counts, destination_utility(base.appeal, base.tie, np.zeros(14), outside))
    assert np.allclose(flows.sum(1), (base.leave * counts).sum((1, 2)))
    assert (np.diag(flows) == 0).all()


def test_log_sum_and_shares():
    utility = np.array([[0.0, 1.0, -np.inf], [700.0, 701.0, 2.0]])
    assert np.allclose(log_sum(utility)[0], np.log(1 + np.e))
    assert np.allclose(shares(utility).sum(-1), 1)
    assert shares(utility)[0, 2] == 0


def test_usual_ages_lie_between_the_censuses(region):
    people = usual_ages(region)[:, :85].sum(1)
    city = region.places.city
    low = np.bincount(city, region.people.pyramid_2010[:, :, :17].sum((1, 2)), 14)
    high = np.bincount(city, region.people.pyramid_2020[:, :, :17].sum((1, 2)), 14)
    assert (people > 0.98 * np.minimum(low, high)).all()
    assert (people < 1.02 * np.maximum(low, high)).all()


def test_the_cut_of_old_turnover_leaves_the_net(region):
    tables = region.migration
    into, out = gross_flows(region)
    net = tables.gross_in[:, None] * tables.schedule_in - tables.gross_out[:, None] * tables.schedule_out
    assert np.allclose(into - out, net)
    assert (into >= 0).all()
    assert (out >= 0).all()
    assert (out[0, 70:] / usual_ages(region)[0, 70:]).max() <= 0.0101
    assert np.allclose(out[:, :60], (tables.gross_out[:, None] * tables.schedule_out)[:, :60])
