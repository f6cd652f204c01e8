"""`jjj demo`, `jjj report` and `jjj status`, with made-up runs and a made-up page."""

from collections.abc import Callable
from pathlib import Path

import pandas as pd
import pytest

from model import reports

Jjj = Callable[..., tuple[int, str, str]]
Use = Callable[[object], None]


@pytest.fixture
def pages(monkeypatch: pytest.MonkeyPatch) -> list[tuple[Path, str]]:
    """Which reports were asked for."""
    asked: list[tuple[Path, str]] = []

    def report(folder: Path, lang: str = "both") -> list[Path]:
        asked.append((folder, lang))
        (folder / "figures").mkdir(exist_ok=True)
        files = [folder / "figures" / "map.png", folder / "figures" / "map.svg", folder / "report.html"]
        for file in files:
            file.write_text("", encoding="utf-8")
        return files

    monkeypatch.setattr(reports, "report", report)
    return asked


def test_the_demo_compares_three_runs_and_says_where_they_are(
    jjj: Jjj, here: Path, simulation: Use, pages: list[tuple[Path, str]]
) -> None:
    code, out, _ = jjj("demo")
    assert code == 0
    runs = sorted(path.parent.parent.name for path in here.glob("outputs/*/*/manifest.json"))
    assert len(runs) == 3
    assert "baseline" in runs
    assert [folder.parent.name for folder, _ in pages] == ["baseline"]
    for path in (*here.glob("outputs/*/*"), here / "outputs" / "comparison.csv"):
        assert str(path.relative_to(here)) in out
    assert "report.html" in out
    assert max(len(line) for line in out.splitlines() if not line.startswith("  outputs")) <= 80
    assert len(out.splitlines()) < 40


def test_differences_of_the_demo_are_those_of_the_runs(
    jjj: Jjj, here: Path, simulation: Use, pages: list[tuple[Path, str]]
) -> None:
    jjj("demo")
    told = pd.read_csv(here / "outputs" / "comparison.csv").set_index(["scenario", "indicator"])
    high = next(name for name in told.index.get_level_values("scenario") if "high" in name)
    base, other = told.loc[("baseline", "population")], told.loc[(high, "population")]
    assert base["difference"] == 0
    assert other["difference"] == pytest.approx(other["value"] - base["value"])
    assert other["value"] / base["value"] == pytest.approx(1.11 / 1.01)


def test_the_demo_twice_runs_once(jjj: Jjj, here: Path, simulation: Use, pages: list[tuple[Path, str]]) -> None:
    _, first, _ = jjj("demo")
    runs = set(here.glob("outputs/*/*"))

    def never(*arguments: object) -> object:
        raise AssertionError(arguments)

    simulation(never)
    code, again, _ = jjj("demo")
    assert code == 0
    assert set(here.glob("outputs/*/*")) == runs
    assert again.splitlines()[:20] == first.splitlines()[:20]


def test_a_report_is_written_for_a_run_or_for_all_below(
    jjj: Jjj, here: Path, simulation: Use, pages: list[tuple[Path, str]]
) -> None:
    jjj("run", "baseline", "--scale", "1000")
    jjj("run", "baseline", "--scale", "1000", "--seed", "2")
    one, two = sorted(here.glob("outputs/baseline/*"))
    code, out, _ = jjj("report", str(one.relative_to(here)), "--lang", "zh")
    assert code == 0
    assert pages == [(one.relative_to(here), "zh")]
    assert "1 figures" not in out
    assert str(one.relative_to(here) / "report.html") in out
    pages.clear()
    for folder in ("outputs", "outputs/baseline"):
        assert jjj("report", folder)[0] == 0
    assert [(here / folder, lang) for folder, lang in pages] == [(one, "both"), (two, "both")] * 2


@pytest.mark.parametrize("command", ["report", "status"])
def test_a_folder_that_is_not_there_is_bad_input(jjj: Jjj, command: str) -> None:
    code, out, err = jjj(command, "nowhere")
    assert code == 2
    assert out == ""
    assert "nowhere is no folder" in err


def test_a_folder_without_runs_is_told(jjj: Jjj, here: Path) -> None:
    (here / "empty").mkdir()
    assert jjj("report", "empty")[0] == 2
    code, out, _ = jjj("status", "empty")
    assert code == 0
    assert "There are no runs in empty." in out


def test_a_language_that_is_none_is_refused(jjj: Jjj) -> None:
    code, _, err = jjj("report", "outputs", "--lang", "fr")
    assert code == 2
    assert "both" in err


def test_the_status_lists_runs_and_what_was_abandoned(jjj: Jjj, here: Path, simulation: Use) -> None:
    jjj("run", "baseline", "--scale", "1000")
    jjj("run", "baseline", "--scale", "1000", "--seed", "2")
    from model.experiments.workshop import workshop

    with workshop(here / "outputs"):
        code, out, _ = jjj("status")
    assert code == 0
    assert out.count("done") == 2
    assert "seed 2, 1:1000" in out
    assert "1 at work" in out


def test_runs_of_other_code_are_marked(jjj: Jjj, here: Path, simulation: Use, monkeypatch: pytest.MonkeyPatch) -> None:
    jjj("run", "baseline", "--scale", "1000")
    _, out, _ = jjj("status")
    assert out.count("other code") == 0
    for module in ("identity", "provenance"):
        monkeypatch.setattr(f"model.experiments.{module}.sources_sha256", lambda: "later")
    jjj("run", "baseline", "--scale", "1000")
    assert len(list(here.glob("outputs/baseline/*"))) == 2
    _, out, _ = jjj("status")
    assert out.count("done") == 2
    assert out.count("other code") == 1
