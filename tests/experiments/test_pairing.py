"""Runs are compared over the years that they share."""

from pathlib import Path

import pytest

from model.experiments.pairing import CompareError, RunRow, pair


def row(name: str, last: int, start: int = 2020) -> RunRow:
    return RunRow(name, 1, name, Path(name), "code", (1000, 100), (start, last))


def test_the_last_year_is_the_last_that_all_have():
    assert pair([row("baseline", 2030), row("short", 2025)]).years == (2020, 2025)


def test_runs_that_start_apart_are_refused():
    with pytest.raises(CompareError, match="start in different years"):
        pair([row("baseline", 2030), row("other", 2030, start=2013)])
