"""Men and women among arrivals: what the cohorts of the decade ask for, and no more."""

from dataclasses import replace

import numpy as np
import pytest

from model.people.migration.gross import gross_flows, sexes_of_arrivals
from model.region.region import Region, load_region


@pytest.fixture(scope="module")
def region() -> Region:
    return load_region()


def with_nets(region: Region, nets: np.ndarray) -> Region:
    return replace(region, migration=replace(region.migration, net_by_sex=nets))


def test_shares_of_men_and_women_sum_to_one_and_neither_vanishes(region):
    shares = sexes_of_arrivals(region, gross_flows(region)[0])
    assert shares.shape == (14, 2, 101)
    assert np.allclose(shares.sum(1), 1.0)
    assert shares.min() >= 0.2


def test_cohorts_without_a_difference_arrive_half_and_half(region):
    alike = np.repeat(region.migration.net_by_sex[:, :1], 2, axis=1)
    assert (sexes_of_arrivals(with_nets(region, alike), gross_flows(region)[0]) == 0.5).all()


def test_the_arrivals_of_ten_years_carry_the_difference_of_each_cohort(region):
    into = gross_flows(region)[0]
    nets = np.zeros((14, 2, 18))
    nets[:, 1, 12] = 0.05 * into[:, 50:65].sum(1)  # women of 60 to 64 in 2020
    excess = np.diff(sexes_of_arrivals(with_nets(region, nets), into), axis=1)[:, 0] * into
    assert (excess[:, 51:65] > 0).all()
    assert not excess[:, :51].any()
    assert not excess[:, 65:].any()
    # Every year of the decade has cohorts of each of these ages: ten years carry the whole of it.
    assert 10 * excess.sum(1) == pytest.approx(nets[:, 1, 12])


def test_parents_who_join_their_children_are_mostly_mothers(region):
    beijing = sexes_of_arrivals(region, gross_flows(region)[0])[0]
    assert beijing[1, 50:62].min() > 0.5 > beijing[1, 19]
