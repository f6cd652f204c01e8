"""What stands behind a plus-minus sign is half of the interval, in the unit of the row."""

import pandas as pd
import pytest
from rich.console import Console

from model.cli.comparing import difference_table


def test_a_half_width_is_half_of_the_interval(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LC_ALL", "C")
    row = {
        "indicator": "population", "unit": "persons", "level": "region", "area_id": "bth", "year": 2030,
        "baseline_mean": 1.1e8, "difference": 4e6, "low": 3e6, "high": 5e6, "unpaired_low": -2e6, "unpaired_high": 10e6,
        "variance_ratio": 30.0, "seeds_needed": 4.0, "clear": True,
    }  # fmt: skip
    console = Console(width=120)
    with console.capture() as said:
        console.print(difference_table(pd.DataFrame([row]), "other", "baseline", 5))
    line = next(line for line in said.get().splitlines() if "110.00" in line)
    assert line.split()[-6:] == ["110.00", "+4.00", "1.00", "6.00", "30", "4"]
