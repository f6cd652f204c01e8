"""Since when, how much leaves the region, and at what cost: all of it follows from the paired differences."""

import json
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from made_up_batch import Made, write_batch

from model.experiments.answers import ratio, time_to_effect
from model.experiments.compare import Comparison, compare
from model.experiments.store import parquet


def differences(values: list[float], clear: list[bool]) -> pd.DataFrame:
    years = range(2021, 2021 + len(values))
    table = pd.DataFrame({"year": years, "difference": values, "clear": clear})
    return table.assign(scenario="a", level="region", area_id="bth", indicator="jobs")


@pytest.mark.parametrize(
    ("values", "clear", "first", "since"),
    [
        ([1, 1, 1], [False, True, True], 2022, 2022),
        ([1, 1, 1], [True, False, True], 2021, 2023),
        ([-1, -1, 1], [True, True, True], 2021, 2023),
        ([1, 1, 1], [True, True, False], 2021, None),
        ([1, 1, 1], [False, False, False], None, None),
    ],
)
def test_an_effect_counts_from_the_year_from_which_on_it_is_clear(
    values: list[float], clear: list[bool], first: int | None, since: int | None
) -> None:
    row = time_to_effect(differences(values, clear)).iloc[0]
    assert (None if pd.isna(row["first_clear"]) else row["first_clear"]) == first
    assert (None if pd.isna(row["clear_from"]) else row["clear_from"]) == since


def test_what_stays_in_the_region_does_not_leak() -> None:
    beijing = np.array([-100.0, -110.0, -90.0, -105.0])
    assert ratio(np.zeros(4), beijing) == (0.0, 0.0, 0.0)
    assert ratio(beijing, beijing) == pytest.approx((100.0, 100.0, 100.0))
    middle, low, high = ratio(beijing * 0.3 + np.array([1.0, -1.0, 2.0, -2.0]), beijing)
    assert low < 30 < high
    assert low < middle < high


def test_no_leak_is_told_of_a_difference_that_is_not_clear() -> None:
    assert np.isnan(ratio(np.ones(4), np.array([-1.0, 1.0, 2.0, -2.0]))).all()
    assert np.isnan(ratio(np.ones(1), np.array([5.0]))).all()


@pytest.fixture(scope="module")
def found(tmp_path_factory: pytest.TempPathFactory) -> Comparison:
    """A made-up batch whose runs count money: 5 a year, and 2 more where relocation is off."""
    out = write_batch(
        tmp_path_factory.mktemp("batch"),
        {"baseline": Made(), "none": Made(20.0, levers={"relocation.intensity": 0})},
        range(1, 7),
    )
    for path in out.glob("*/*/indicators.parquet"):
        table = pd.read_parquet(path)
        more = 2.0 if path.parts[-3] == "none" else 0.0
        seed = json.loads((path.parent / "manifest.json").read_text())["seed"]
        money = pd.DataFrame({"year": range(2021, 2026), "value": 5.0 + more + 1e-3 * seed * more})
        money = money.assign(level="region", area_id="bth", indicator="cost_relocation", unit="100 million yuan")
        path.write_bytes(
            parquet(pd.concat([table.astype({"level": str, "area_id": str, "indicator": str, "unit": str}), money]))
        )
    return compare(out)


def test_money_is_held_against_what_it_bought(found: Comparison) -> None:
    row = found.costs[(found.costs["outcome"] == "loss_expected") & (found.costs["scenario"] == "none")].iloc[0]
    assert row["cost"] == "cost_relocation_total"
    assert row["spent"] == pytest.approx(10.0, rel=0.01)
    assert row["per_unit"] == pytest.approx(row["spent"] / row["change"])


def test_runs_that_count_no_money_have_no_costs(tmp_path: Path) -> None:
    out = write_batch(tmp_path, {"baseline": Made(), "none": Made(20.0, levers={"relocation.intensity": 0})})
    assert compare(out).costs.empty


def test_timing_stands_beside_every_difference(found: Comparison) -> None:
    keys = ["scenario", "level", "area_id", "indicator"]
    assert len(found.timing) == len(found.differences.drop_duplicates(keys))
    row = found.timing[(found.timing["indicator"] == "population") & (found.timing["level"] == "region")].iloc[0]
    assert row["clear_from"] == 2021
