"""The decade from 2010, with the moves of the model: what the fit has to carry, and what it must not need."""

from collections.abc import Callable

import numpy as np
import pytest
from numpy.typing import NDArray

from model.experiments.hindcast.snapshots import run_with_snapshots
from model.region.region import Region, load_region
from model.scenario import load_scenario

People = NDArray[np.int64]
COHORTS = ((20, 25), (30, 40), (60, 65))


@pytest.fixture(scope="module")
def region() -> Region:
    return load_region()


@pytest.fixture(scope="module")
def decade(region: Region) -> Callable[..., dict[int, People]]:
    def run(**settings: object) -> dict[int, People]:
        quiet = {"climate.feedback": "none", "years.start": 2010, "years.end": 2020, "scale.residents": 100}
        scenario = load_scenario("hindcast", set={**quiet, **settings})
        found = run_with_snapshots(scenario, 1, (2014, 2020), region)
        return {year: snapshot.people for year, snapshot in found.items()}

    return run


def dependency(by_age: People) -> tuple[float, float]:
    middle = by_age[15:65].sum()
    return 100 * by_age[65:].sum() / middle, 100 * by_age[:15].sum() / middle


def test_moves_keep_beijing_young_and_every_province_at_its_size(decade, region) -> None:
    people = decade()
    then, now = people[2010][:16].sum(0), people[2020][:16].sum(0)
    for low, high in COHORTS:
        for sex in range(2):
            found = now[sex, low:high].sum() / then[sex, low - 10 : high - 10].sum()
            counted = region.people.single_2020[0, sex, low:high].sum()
            ratio = counted / region.people.single_2010[0, sex, low - 10 : high - 10].sum()
            assert abs(found / ratio - 1) < 0.20, (low, sex)
    for index in range(3):  # without moves Beijing is 5.8 percent short, Hebei 5.8 percent over
        inside = region.places.province == index
        assert abs(people[2020][inside].sum() / region.places.population_2020[inside].sum() - 1) < 0.02
    assert abs(sum(dependency(now.sum(0))) - sum(dependency(region.people.single_2020[0].sum(0)))) < 1.5
    # The places were fitted to this very change: the stage can carry it, nothing is foretold.
    counted = region.places.population_2020
    error = np.abs(people[2020].sum((1, 2)) / counted - 1)
    assert np.average(error, weights=counted) < 0.05


def test_beijing_grows_before_its_control_and_hardly_after(decade, region) -> None:
    beijing = {year: people[:16].sum() for year, people in decade().items()}
    assert beijing[2014] / beijing[2010] - 1 > 0.06  # published: 19.62 to 21.71 million
    assert abs(beijing[2020] / beijing[2014] - 1) < 0.025  # 21.71 to 21.89


def test_the_control_empties_the_six_districts_and_nothing_else_does(decade, region) -> None:
    core = region.places.core6
    held, free = decade(), decade(**{"migration.six_districts.enabled": False})
    assert (held[2014] == free[2014]).all()  # the control begins in 2015
    before, after = held[2014][core].sum(), held[2020][core].sum()
    assert -0.18 < after / before - 1 < -0.11
    assert abs(before / region.migration.six_districts[2014] - 1) < 0.05
    assert free[2020][core].sum() > after * 1.05
