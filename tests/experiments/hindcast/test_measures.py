"""Figures are read from the stocks of a run as the record has them."""

import numpy as np
import pytest

from model.experiments.hindcast.measures import measured
from model.experiments.hindcast.snapshots import Snapshot
from model.experiments.hindcast.targets import load_targets
from model.region.places import load_places


def stocks(**given: np.ndarray) -> Snapshot:
    """Stocks of a year: nobody, one job and one unit everywhere, unless given."""
    ones = np.ones((199, 12))
    usual = {"people": np.zeros((199, 2, 101), np.int64), "jobs": ones, "units": ones.astype(np.int64)}
    return Snapshot(**{**usual, "gdp": ones, "gdp_current": ones, **given}, indicators={})


@pytest.mark.parametrize("sex", ["male", "female"])
def test_a_cohort_is_followed_from_the_age_that_it_had_at_the_start(sex: str) -> None:
    target = next(each for each in load_targets() if each.measure == f"cohort_{sex}_20" and each.area == "beijing")
    side, years = ["male", "female"].index(sex), target.year - target.start
    then, now = np.full((199, 2, 101), 7), np.full((199, 2, 101), 9)
    then[:16, side, 20 - years : 25 - years] = 100
    now[:16, side, 20:25] = 150
    found = measured({target.start: stocks(people=then), target.year: stocks(people=now)}, target, load_places())
    assert found == pytest.approx(150.0)


@pytest.mark.parametrize("measure", ["gdp_share_of_region", "gdp_share_secondary"])
def test_shares_of_gdp_are_read_at_relative_prices_of_the_year(measure: str) -> None:
    target = next(each for each in load_targets() if each.measure == measure and each.area == "beijing")
    constant, current = np.ones((199, 12)), np.ones((199, 12))
    current[:, 1:5] *= 0.5
    current[:16] *= 2.0
    snapshot = stocks(gdp=constant, gdp_current=current)
    found = measured({target.year: snapshot}, target, load_places())
    expected = {"gdp_share_of_region": 3200.0 / (32.0 + 183.0), "gdp_share_secondary": 20.0}[measure]
    assert found == pytest.approx(expected)
