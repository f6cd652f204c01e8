"""Exposure by path under three populations: an identity, and what follows from its terms."""

import numpy as np
import pytest

from model.experiments.hindcast.exposure import PATHS, PUBLISHED, compare, report, ssp_people
from model.region.names import PROVINCES
from model.region.region import load_region
from model.scenario import load_scenario


@pytest.fixture(scope="module")
def region():
    return load_region()


@pytest.fixture(scope="module")
def start(region):
    return region.places.population_2020.astype(float)


def on(path):
    return load_scenario("baseline", set={"years.end": 2050, "climate.pathway": path})


def test_the_parts_sum_to_the_change(region, start):
    draws = np.random.default_rng(1)
    calm, end = start * draws.uniform(0.7, 1.1, start.size), start * draws.uniform(0.7, 1.1, start.size)
    found = compare(region, on("high"), 50.0, (start, end), calm, ssp_people(region))
    assert sum(found.parts.values()) == pytest.approx(found.model)


def test_frozen_people_know_climate_alone_and_the_control_none(region, start):
    frozen = [compare(region, on(path), 20.0, (start, start), start, start) for path in PATHS]
    assert frozen[0].frozen == pytest.approx(0.0, abs=1e-9)
    assert [one.frozen for one in frozen] == sorted(one.frozen for one in frozen)
    for one in frozen:
        assert one.model == pytest.approx(one.frozen)
        assert one.parts["people"] == one.parts["induced"] == 0.0


def test_half_the_people_are_half_the_exposure(region, start):
    found = compare(region, on("control"), 50.0, (start, start / 2), start / 2, start / 2)
    assert (found.model, found.paper) == pytest.approx((-50.0, -50.0))


def test_people_of_the_paper_are_those_of_its_provinces(region):
    shares = ssp_people(region) / region.places.population_2020
    assert len(np.unique(np.round(shares, 12))) == len(PROVINCES)
    assert 0.5 < shares.min() < shares.max() < 1.5


def test_the_page_shows_what_was_published_beside_every_path(region, start):
    found = [compare(region, on(path), 50.0, (start, start), start, start) for path in PATHS]
    text = report(found, "made up")
    assert f"+{PUBLISHED[0]:.0f} to +{PUBLISHED[1]:.0f} %" in text
    assert all(f"| {path} |" in text for path in PATHS)
