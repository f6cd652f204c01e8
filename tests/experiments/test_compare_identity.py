from pathlib import Path

import pandas as pd
import pytest
from made_up_batch import Made, write_batch

from model.experiments.compare import Question, compare
from model.experiments.sameness import first_year

QUESTION = Question(("population",))


def test_runs_are_the_same_until_a_lever_differs(tmp_path: Path) -> None:
    late = Made(5.0, since=2023, levers={"relocation.intensity": {"before": 1.0, 2023: 0.0}})
    write_batch(tmp_path, {"baseline": Made(), "late": late}, (1, 2))
    found = compare(tmp_path, question=QUESTION).identity
    assert list(found["first_lever_year"]) == [2023, 2023]
    assert list(found["first_differing_year"]) == [2023, 2023]
    assert found["holds"].all()
    assert "population" in found["differs_in"].iloc[0]


def test_what_differs_is_told_of_the_first_year_alone(tmp_path: Path) -> None:
    late = Made(5.0, since=2023, levers={"relocation.intensity": {"before": 1.0, 2023: 0.0}})
    write_batch(tmp_path, {"baseline": Made(), "late": late}, (1, 2))
    for path in tmp_path.glob("*/*/indicators.parquet"):
        table = pd.read_parquet(path)
        later = table[(table["indicator"] == "population") & (table["year"] > 2023)].assign(indicator="later")
        later["value"] += len(path.parent.parent.name)
        pd.concat([table, later], ignore_index=True).to_parquet(path)
    found = compare(tmp_path, question=QUESTION).identity
    assert list(found["first_differing_year"]) == [2023, 2023]
    assert "population" in found["differs_in"].iloc[0]
    assert "later" not in found["differs_in"].iloc[0]


def test_a_difference_before_any_lever_differs_is_told(tmp_path: Path) -> None:
    early = Made(5.0, since=2022, levers={"relocation.intensity": {"before": 1.0, 2023: 0.0}})
    write_batch(tmp_path, {"baseline": Made(), "early": early}, (1, 2))
    found = compare(tmp_path, question=QUESTION).identity
    assert list(found["first_differing_year"]) == [2022, 2022]
    assert not found["holds"].any()


def test_a_difference_without_a_lever_is_told(tmp_path: Path) -> None:
    write_batch(tmp_path, {"baseline": Made(), "same": Made(), "other": Made(1.0)}, (1, 2))
    found = compare(tmp_path, question=QUESTION).identity.set_index("scenario")
    assert found.loc["same", "holds"].all()
    assert not found.loc["other", "holds"].any()


@pytest.mark.parametrize(
    ("one", "two", "year"),
    [
        (1.0, 0.0, 2021),
        ({2021: 1.0}, {2021: 2.0}, 2021),
        ({"before": 1.0, 2030: 0.0}, 1.0, 2030),
        ({"before": 1.0, 2030: 0.0}, {"before": 1.0, 2030: 0.0, 2040: 1.0}, 2040),
        ({2010: 2.0, 2025: 1.0}, {2010: 3.0, 2020: 2.0, 2025: 1.0}, 2056),
        ("medium", "high", 2021),
    ],
)
def test_the_first_year_of_a_lever_is_where_its_steps_part(one: object, two: object, year: int) -> None:
    assert first_year(one, two, (2020, 2055)) == year
