"""What commands tell on their way and at the end is Chinese on a Chinese terminal, and no table is wider than it."""

import re
from dataclasses import replace
from pathlib import Path
from unicodedata import east_asian_width

import numpy as np
import pytest

from model.cli.main import COMMANDS
from model.cli.tongue import LANGUAGE, page_said, warning_said
from model.experiments import batching, single, worker
from model.experiments.calibration.evaluations import Draw, fitted_targets
from model.experiments.calibration.pipeline import judged
from model.experiments.calibration.priors import draws, load_priors
from model.experiments.estimate import Measured

NAMES = {
    "jjj", "baseline", "emissions", "high", "medium", "low", "grid", "batch", "discovery", "regret", "compare", "out",
    "Python", "GDP", "SSP", "ns", "none", "null", "core", "sensitivity", "mine", "true", "false", "census", "geo",
}  # fmt: skip
"""Words that stand for themselves: scenarios, values, folders."""


@pytest.fixture(autouse=True)
def chinese(monkeypatch, simulation):
    monkeypatch.setenv(LANGUAGE, "zh")
    monkeypatch.setattr(worker, "model_simulation", lambda row=(): single._simulation())
    monkeypatch.setattr(batching, "measure", lambda scenario, threads: Measured(1.0, 0.1, 0.02, 400.0, 1e5))


def english(text):
    """Words of English in a text that are no names, keys, paths or units."""
    text = re.sub(r"`[^`]*`|“[^”]*”|\S*[/@._=:^]\S*|[a-z]+(?:-\w+)+|--[\w-]+", " ", text)
    return [word for word in re.findall(r"[A-Za-z]{3,}", text) if word not in NAMES]


def width(line):
    return sum(2 if east_asian_width(letter) in "WF" else 1 for letter in line)


def told(text, *, columns=80):
    """The text, if none of its lines is English or too wide."""
    for line in text.splitlines():
        assert not english(line), line
        assert width(line) <= columns, line
    return text


@pytest.fixture
def by_lever(simulation):
    """The made-up run, with losses that the levers of the design below move."""
    plain = single._simulation()

    def simulate(scenario, *rest):
        found = plain(scenario, *rest)
        table = found.indicators
        table.loc[table["indicator"].astype(str) == "loss_expected", "value"] *= float(scenario.climate.loss_scale)
        return replace(found, indicators=table)

    simulation(simulate)


GRID = (
    "factors: {climate.loss_scale: [0.5, 1, 2, 3], climate.pathway: [low, high]}\nset: {years.end: 2022}\n"
    "outcomes: [loss_expected@bth]\n"
)


def test_a_batch_and_what_is_asked_of_it(jjj, here, by_lever):
    Path("grid.yaml").write_text(GRID, encoding="utf-8")
    code, out, err = jjj("batch", "grid.yaml", "--seeds", "2", "--scale", "1000", "--workers", "1", "--out", "out")
    assert code == 0, err
    assert "次中完成" in told(err, columns=999)
    assert "16次运行中16次已完成" in told(out)
    assert "合计" in told(jjj("status", "out")[1])
    out = jjj("compare", "out", "--baseline", "grid-001", "--indicator", "loss_expected")[1]
    assert "暴雨直接损失" in told(out, columns=999)
    out = jjj("discover", "out", "loss_expected@bth")[1]
    assert "京津冀暴雨损失（期望）（loss_expected@bth）高于" in told(out)
    assert "损失倍数 climate.loss_scale" in out
    assert re.search(r"范围1：覆盖率\d+%，密度\d+%", out)
    out = jjj("regret", "out", "--outcome", "loss_expected@bth", "--policy", "climate.loss_scale")[1]
    assert "平均遗憾" in told(out)


def test_a_sensitivity_names_its_factors_and_outcomes(jjj, here, by_lever):
    text = (
        GRID.replace("[low, high]", "range").replace("[0.5, 1, 2, 3]", "{low: 0.5, high: 3}")
        + "design: morris\nsize: 4\n"
    )
    Path("grid.yaml").write_text(text, encoding="utf-8")
    code, out, err = jjj("sensitivity", "grid.yaml", "--scale", "1000", "--workers", "1", "--out", "out")
    assert code == 0, err
    assert "京津冀暴雨损失（期望）（loss_expected@bth），种子噪声" in told(out)
    assert re.search(r"因素 +份额 +总影响", out)
    told(err, columns=999)


def test_failed_runs_are_told(jjj, here, simulation):
    def fail(*_):
        raise RuntimeError("1 + 1")

    simulation(fail)
    words = ["batch", "baseline", "--seeds", "1", "--scale", "1000", "--workers", "1", "--set", "years.end=2022"]
    code, _, err = jjj(*words)
    assert code == 1
    assert "baseline，种子1失败：RuntimeError: 1 + 1" in err
    assert "重跑：jjj run baseline" in err
    assert "失败：RuntimeError" in jjj("status", "outputs")[1]


def test_tables_of_data_are_told_within_eighty_columns(jjj):
    out = told("\n".join(line for line in jjj("data")[1].splitlines() if not re.match(r"[a-z_]+ {2,}", line)))
    assert re.search(r"表 +行数 +原文 +已核实", out)
    assert not any(line.startswith(tuple("，。；：、）")) for line in out.splitlines())
    out = jjj("data", "census_dictionary")[1]
    assert out.startswith("census_dictionary.csv：51行，")
    for head in ("可信度", "前几行"):
        assert f"\n{head}\n" in out or f"\n{head} " in out, out


def test_a_measurement_is_told(jjj, measured):
    code, out, err = jjj("bench", "--scales", "100,1000")
    assert code == 0
    for words in ("1:100时一年的各项调用", "逐位相同", "个线程复制：", "增长N^"):
        assert words in out, words
    assert "测速：1:100，2个线程" in told(err)
    assert not set(english(out)) - {"people", "live", "move", "model", "name", "Xeon", "CPU", "AMD", "EPYC", "Intel"}, (
        out
    )


def test_a_calibration_is_told(jjj, here, monkeypatch):
    from model.experiments.calibration import pipeline

    priors = load_priors()
    drawn = [Draw(each, values) for each, values in enumerate(draws(priors, 30, 1), 1)]
    answers = {
        draw.number: {target.id: target.value * (1 + draw.number / 50) for target in fitted_targets()} for draw in drawn
    }

    def calibrate(plan, say, note):
        say(f"{plan.draws} draws of 22 parameters, each from 2010, 2013 and 2020 at 1:{plan.scale}")
        for draw in drawn:
            note(draw)
        return judged(priors, drawn, answers, fitted_targets(), 1000)

    monkeypatch.setattr(pipeline, "calibrate", calibrate)
    code, out, err = jjj("calibrate", "--draws", "30")
    assert code == 0, err
    assert "22个参数试30组" in told(out, columns=100)
    assert "已试10组" in out
    assert re.search(r"参数 +中位数 +90 % +先验 +宽度比 +可识别", out)
    assert "30组中接受" in out


def test_the_board_of_a_hindcast_is_told():
    import pandas as pd

    from model.cli.hindcast import _held_out
    from model.cli.show import console, print_table
    from model.experiments.hindcast.board import families
    from model.region.names import DATA

    screen = console()
    with screen.capture() as said:
        print_table(screen, _held_out(families(pd.read_csv(DATA / "scoreboard.csv"))))
    out = told(said.get())
    assert "自2013年" in out
    assert out.startswith("模型与未用于拟合的记录对照")


def pages():
    """What the parts beside the board say."""
    from model.experiments.hindcast import control, exposure, places, storms
    from model.region.region import load_region

    region = load_region()
    people = np.ones((16, 2, 101)) * np.arange(1, 17)[:, None, None]
    side = {year: people * (1 + (year - 2010) / 100) for year in (2010, 2014, 2020)}
    other = {year: each * np.linspace(1.1, 1.2, 16)[:, None, None] for year, each in side.items()}
    names = (
        "model, constants held out",
        "regression on covariates, held out",
        "model as fitted (no evidence)",
        "no moves",
    )
    yield places.report([places.PlaceScore(name, 0.4, 14, 199, {"beijing": 0.8, "baoding": 0.4}) for name in names])
    yield control.report(region, control.Control(side, other))
    parts = dict.fromkeys(exposure.PARTS, 1.0)
    rows = [exposure.Exposure(path, 20.0, 1.0, 2.0, 3.0, parts) for path in exposure.PATHS]
    yield exposure.report(rows, "baseline, 6 seeds at 1:1000")
    yield storms.report(storms.replayed(region))


@pytest.mark.parametrize("number", range(4))
def test_the_other_parts_of_a_hindcast_are_told(number):
    text = list(pages())[number]
    said = page_said(text)
    for line in said.splitlines():
        assert not set(english(line)), line
    assert said.count("|") == text.count("|")


def test_a_warning_is_said_in_chinese_with_and_without_its_place():
    assert warning_said("seed: is missing") == "seed: 缺失"
    assert warning_said("/a b/mine.yaml:1:2: seed: is missing") == "/a b/mine.yaml:1:2: seed: 缺失"
    assert warning_said("is missing") == "缺失"


def test_a_new_scenario_has_chinese_comments_and_works(jjj, here):
    assert jjj("new", "mine")[1] == "mine.yaml已写好。下一步：jjj check mine.yaml\n"
    text = Path("mine.yaml").read_text(encoding="utf-8")
    for comment in re.findall(r"#(.*[\u4e00-\u9fff].*)", text):
        assert not set(english(comment)) - {"concentrated", "market", "corridor", "dispersed", "control", *COMMANDS}, (
            comment
        )
    assert jjj("check", "mine.yaml")[1] == "mine.yaml: 无误（mine，2020至2055年，1:100）\n"


def test_both_templates_say_the_same(jjj, here, monkeypatch):
    from model.scenario import load_scenario
    from model.scenario.differing import differences

    jjj("new", "mine")
    monkeypatch.setenv(LANGUAGE, "en")
    jjj("new", "yours")
    assert not differences(load_scenario("mine.yaml"), load_scenario("yours.yaml"))
