import pandas as pd
import pytest

from model.reports.headline import LINES, headline
from model.reports.run_folder import Run


def table(rows: list[tuple[int, str, str, str, float]]) -> pd.DataFrame:
    frame = pd.DataFrame(rows, columns=["year", "level", "area_id", "indicator", "value"])
    frame["unit"] = "persons"
    return frame


def test_a_level_compares_first_and_last_year() -> None:
    (row,) = headline(table([(2030, "region", "bth", "population", 9e7), (2020, "region", "bth", "population", 1e8)]))
    assert (row.first_year, row.last_year, row.start, row.end) == (2020, 2030, 1e8, 9e7)
    assert row.change == -1e7
    assert row.change_percent == pytest.approx(-10)
    assert row.texts("zh") == ("常住人口", "10 000万人", "9000万人", "–10.0 %")


def test_a_share_changes_in_points_not_per_cent() -> None:
    (row,) = headline(table([(2020, "region", "bth", "share_65p", 14.0), (2030, "region", "bth", "share_65p", 21.0)]))
    assert row.change_percent is None
    assert row.texts("en")[3] == "+7.0 points"


def test_relocated_jobs_are_summed_over_the_years() -> None:
    (row,) = headline(table([(y, "region", "bth", "relocated_jobs", 10_000.0 * y) for y in (1, 2, 3)]))
    assert row.end == 60_000
    assert row.start is None
    assert row.change is None


def test_net_migration_of_beijing_is_in_less_out_and_counts_beijing_once() -> None:
    rows = []
    for level in ("province", "city"):
        rows += [
            (2021, level, "beijing", "in_migration", 50_000.0),
            (2021, level, "beijing", "out_migration", 80_000.0),
        ]
    (row,) = headline(table(rows))
    assert row.key == "net_migration_beijing"
    assert row.end == -30_000
    assert row.texts("zh")[2].startswith("–3.0")


def test_what_a_run_lacks_is_left_out() -> None:
    assert headline(table([])) == []
    assert headline(table([(2020, "region", "bth", "unheard_of", 1.0)])) == []


def test_keys_pick_and_order_rows(run: Run) -> None:
    keys = ["firms", "population", "share_65p"]
    assert [row.key for row in headline(run.indicators, keys)] == keys


def test_every_line_speaks_both_languages() -> None:
    for line in LINES:
        assert line.label.zh
        assert line.label.en
        assert line.label.zh != line.label.en
