"""What a lever costs is said with its sign, in money and units that readers of either language know."""

import re
from types import SimpleNamespace

import pandas as pd
import pytest

from model.reports.reckoning import price_rows, three_figures
from model.reports.words import same

COLUMNS = ["scenario", "cost", "unit", "spent", "outcome", "area_id", "outcome_unit", "change", "per_unit"]
MONEY = "100 million yuan"
ROWS = [
    ("none", "cost_relocation_total", MONEY, -176.0, "jobs", "beijing", "jobs", 112_000.0, -176.0 / 112_000.0),
    ("none", "cost_relocation_total", MONEY, -176.0, "affected_expected", "bth", "persons a year", 440.0, -0.4),
    ("none", "cost_relocation_total", MONEY, -176.0, "loss_expected", "bth", f"{MONEY} a year", -0.08, 2200.0),
    ("none", "cost_relocation_total", MONEY, -176.0, "population", "beijing", "persons", 1.0, float("nan")),
    ("other", "cost_rail_total", MONEY, 3000.0, "population", "beijing", "persons", 9000.0, 3000.0 / 9000.0),
]


@pytest.fixture
def rows():
    comparison = SimpleNamespace(costs=pd.DataFrame(ROWS, columns=COLUMNS))
    batch = SimpleNamespace(comparison=comparison, title=same)
    return price_rows(batch, ["none"])


def test_only_the_scenarios_asked_for_and_prices_that_are_known(rows):
    assert [row.scenario.en for row in rows] == ["none"] * 3


def test_money_and_outcomes_have_sign_size_and_place(rows):
    jobs, affected, loss = rows
    assert (jobs.cost.en, jobs.spent.en, jobs.spent.zh) == ("relocation", "–17.6 bn yuan", "–176亿元")
    assert (jobs.outcome.en, jobs.change.en, jobs.change.zh) == ("Beijing: Jobs", "+112 thousand jobs", "+11.2万个")
    assert (jobs.each.en, jobs.each.zh) == ("–157 thousand yuan for a job", "–15.7万元/岗位")
    assert (affected.change.en, affected.each.en) == (
        "+440 persons a year",
        "–40.0 million yuan for one person a year",
    )
    assert (loss.change.en, loss.change.zh) == ("–8.00 million yuan a year", "–800万元/年")
    assert (loss.each.en, loss.each.zh) == ("+2.20 thousand yuan for one yuan a year", "+2200元/（元/年）")


def test_no_english_stands_in_the_chinese_rows(rows):
    for row in rows:
        for words in (row.cost, row.spent, row.outcome, row.change, row.each):
            assert not re.search("[A-Za-z]{2}", words.zh), words.zh


def test_three_figures():
    assert [three_figures(value) for value in (-1234.5, 0.01234, 0.0, 12.345)] == ["–1234", "+0.0123", "0", "+12.3"]
