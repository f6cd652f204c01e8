from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from projection import PROVINCES, project, rows

from model.chunks import Crew
from model.people.count import count_people
from model.people.life import live_one_year
from model.people.signals import calm
from model.people.start import census_population
from model.randomness.draws import keys_of
from model.scenario.schema.base import Dated

LAST = 2050


def deviations(
    region: Any, scenario: Any, seeds: range, scale: int, first: int = 2020, **options: Any
) -> tuple[np.ndarray, np.ndarray]:
    """(seeds, years, 3): population in %, share 65+ in points, against the projection."""
    paths = [project(name, first, LAST, **options) for name in PROVINCES]
    years = range(first, LAST + 1)
    total = np.array([[path[year].total for path in paths] for year in years])
    share = np.array([[path[year].share_65p for path in paths] for year in years])
    runs = []
    for seed in seeds:
        keys, crew = keys_of(seed), Crew(2)
        residents = census_population(region.people, first, scale, keys, crew)
        run = []
        for year in years:
            if year > first:
                live_one_year(residents, region, scenario, year, calm(), keys, crew)
            counts = count_people(residents, crew)
            run.append([counts[region.places.province == p].sum(0) for p in range(3)])
        runs.append(run)
    people = np.array(runs, float)
    old = 100 * people[..., 65:].sum((3, 4)) / people.sum((3, 4))
    return 100 * (people.sum((3, 4)) / total - 1), old - share


def test_the_projection_gives_the_published_totals() -> None:
    paths = [project(name, 2020, LAST) for name in PROVINCES]
    for year, total, old in ((2030, 10784, 21.0), (2040, 10338, 27.6), (2050, 9612, 33.0)):
        people = sum(path[year].people for path in paths)
        assert people.sum() / 1e4 == pytest.approx(total, abs=1)
        assert 100 * people[:, 65:].sum() / people.sum() == pytest.approx(old, abs=0.06)


def test_births_and_deaths_of_the_record_are_met_within_six_percent() -> None:
    record = {
        (row["area_id"], int(row["year"]), row["indicator"]): float(row["value"]) / 1000
        for row in rows("population_history.csv")
        if row["indicator"] in ("birth_rate", "death_rate")
    }
    for name in PROVINCES:
        path = project(name, 2020, 2024)
        for year in (2021, 2022, 2023):
            people = (path[year - 1].total + path[year].total) / 2
            assert path[year].births / people == pytest.approx(record[name, year, "birth_rate"], rel=0.06)
            assert path[year].deaths / people == pytest.approx(record[name, year, "death_rate"], rel=0.06)


@pytest.mark.parametrize(
    ("first", "population", "options"),
    [
        (2020, {}, {}),
        (2020, {"fertility": "high", "mortality_multiplier": Dated(1.2)}, {"variant": "high", "mortality": 1.2}),
        (2010, {"fertility": "low"}, {"variant": "low"}),
    ],
)
def test_residents_follow_the_projection_within_chance(
    region: Any, scenario_with: Callable[..., Any], first: int, population: Any, options: Any
) -> None:
    scenario = scenario_with(**population)
    people, old = deviations(region, scenario, range(1, 7), 1000, first, **options)
    for values, least in ((people, 0.1), (old, 0.05)):
        error = values.std(0, ddof=1).max(0) / np.sqrt(len(values))
        assert (abs(values.mean(0)).max(0) < np.maximum(4 * error, least)).all()


@pytest.mark.slow
def test_residents_meet_the_bar_at_one_to_a_hundred(region: Any, scenario_with: Callable[..., Any]) -> None:
    people, old = deviations(region, scenario_with(), range(1, 9), 100)
    for values, bar, single in ((people, 0.1, 0.5), (old, 0.05, 0.3)):
        error = values.std(0, ddof=1).max(0) / np.sqrt(len(values))
        # eight seeds estimate their own error: four of it are as rare as three of a known one
        assert (abs(values.mean(0)).max(0) < np.maximum(4 * error, bar)).all()
        assert abs(values).max() < single
