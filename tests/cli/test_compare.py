"""`jjj compare`, `jjj trace` and `jjj report` of a batch, with made-up runs."""

from collections.abc import Callable
from pathlib import Path

import pandas as pd
import pytest

import model
from model import reports

Jjj = Callable[..., tuple[int, str, str]]
Use = Callable[[object], None]


@pytest.fixture
def batch(jjj: Jjj, here: Path, simulation: Use) -> Path:
    for name in ("baseline", "emissions/high"):
        for seed in ("1", "2", "3"):
            assert jjj("run", name, "--scale", "1000", "--seed", seed, "--out", "out")[0] == 0
    return here / "out"


def test_differences_fit_eighty_columns_and_are_written_beside_the_batch(jjj: Jjj, batch: Path) -> None:
    code, out, _ = jjj("compare", "out")
    assert code == 0
    assert max(map(len, out.splitlines())) <= 80
    assert "emissions-high less baseline, 3 paired seeds" in out
    assert "lever climate.pathway: medium -> high" in out
    assert "Identity" in out
    assert "for learning" in out
    table = pd.read_csv(batch / "compare" / "differences.csv")
    last = table[(table["year"] == 2055) & (table["indicator"] == "population") & (table["level"] == "region")]
    assert float(last["difference"].iloc[0]) == pytest.approx(0.1 * 1e8 * 1.035)
    assert (batch / "compare" / "differences.parquet").is_file()


def test_the_screen_has_the_order_that_was_asked_for(jjj: Jjj, batch: Path) -> None:
    _, out, _ = jjj("compare", "out", "--indicator", "jobs", "--indicator", "population")
    assert out.index("Jobs") < out.index("Residents")
    _, out, _ = jjj("compare", "out")
    assert out.index("Residents") < out.index("Share aged 65") < out.index("Jobs") < out.index("Storm loss")


def test_one_pair_is_one_and_has_no_interval(jjj: Jjj, here: Path, simulation: Use) -> None:
    for name in ("baseline", "emissions/high"):
        assert jjj("run", name, "--scale", "1000", "--out", "out")[0] == 0
    code, out, _ = jjj("compare", "out")
    assert code == 0
    assert "emissions-high less baseline, 1 paired seed," in out
    assert "the one pair is the same bits" in " ".join(out.split())


def test_python_gives_the_same_table(jjj: Jjj, batch: Path) -> None:
    assert jjj("compare", "out")[0] == 0
    told = pd.read_parquet(batch / "compare" / "differences.parquet")
    found = model.open_batch(batch).compare("baseline")
    pd.testing.assert_frame_equal(found, told, check_dtype=False)


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (("--baseline", "nobody"), "nobody"),
        (("--indicator", "jbos"), "did you mean jobs?"),
        (("--precision", "none"), "half-width"),
        (("--year", "1990"), "2020 to 2055"),
        (("--scenario", "never-run"), "never-run"),
    ],
)
def test_a_question_that_cannot_be_answered_is_bad_input(
    jjj: Jjj, batch: Path, options: tuple[str, ...], said: str
) -> None:
    code, out, err = jjj("compare", "out", *options)
    assert code == 2
    assert out == ""
    assert said in err
    assert len(err.splitlines()) == 1


@pytest.mark.parametrize("words", [("compare", "nowhere"), ("regret", "nowhere"), ("discover", "nowhere", "jobs@bth")])
def test_a_folder_that_is_not_there_is_bad_input(jjj: Jjj, here: Path, words: tuple[str, ...]) -> None:
    code, out, err = jjj(*words)
    assert (code, out) == (2, "")
    assert "nowhere is no folder of runs" in err


def test_a_gap_is_named(jjj: Jjj, batch: Path) -> None:
    assert jjj("run", "baseline", "--scale", "1000", "--seed", "4", "--out", "out")[0] == 0
    code, _, err = jjj("compare", "out")
    assert code == 2
    assert "emissions-high seed 4" in err


def test_a_folder_of_several_scenarios_has_one_report(jjj: Jjj, batch: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[tuple[Path, str, str | None]] = []

    def report_batch(folder: Path, lang: str = "both", baseline: str | None = None) -> list[Path]:
        asked.append((folder, lang, baseline))
        return [folder / "figures" / "map.png", folder / "report.html"]

    monkeypatch.setattr(reports, "report_batch", report_batch)
    code, out, _ = jjj("report", "out", "--lang", "en", "--baseline", "emissions-high")
    assert code == 0
    assert asked == [(Path("out"), "en", "emissions-high")]
    assert "out/report.html" in out


def test_a_trace_of_years_that_are_not_simulated_is_bad_input(jjj: Jjj, here: Path) -> None:
    code, _, err = jjj("trace", "baseline", "emissions/high", "--year", "2099")
    assert code == 2
    assert "2020 to 2055" in err
