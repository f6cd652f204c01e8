"""Runs are compared over the years that they share; a lever counts from the first year in which it differs."""

from pathlib import Path

import pytest

from model.experiments.pairing import CompareError, RunRow, pair
from model.experiments.sameness import first_year


def row(name: str, last: int, start: int = 2020) -> RunRow:
    return RunRow(name, 1, name, Path(name), "code", (1000, 100), (start, last))


def test_the_last_year_is_the_last_that_all_have():
    assert pair([row("baseline", 2030), row("short", 2025)]).years == (2020, 2025)


def test_runs_that_start_apart_are_refused():
    with pytest.raises(CompareError, match="start in different years"):
        pair([row("baseline", 2030), row("other", 2030, start=2013)])


@pytest.mark.parametrize(
    ("one", "two", "first"),
    [
        (1.0, 2.0, 2021),
        ({2021: 1.0}, {2021: 2.0}, 2021),
        ({"before": 1.0, 2025: 2.0}, {"before": 1.0, 2026: 2.0}, 2025),
        (1.0, {"before": 1.0, 2030: 3.0}, 2030),
        (1.0, {"before": 1.0, 2031: 3.0}, 2031),
    ],
)
def test_a_lever_counts_from_the_first_simulated_year_in_which_it_differs(one, two, first):
    assert first_year(one, two, (2020, 2030)) == first
