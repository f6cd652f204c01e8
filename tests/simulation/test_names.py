"""Whatever a run counts has a name and a unit in both languages."""

from model.reports.headline import LINES, named
from model.reports.names import OTHERS, UNITS, name_of
from model.reports.typeface import missing


def test_every_indicator_of_a_run_has_its_name_and_unit(small_run) -> None:
    units = small_run().indicators.groupby("indicator", observed=True)["unit"].first()
    lines = {line.key for line in LINES}
    assert not {name for name in units.index if name not in lines and name_of(name) is None}
    assert not set(units) - set(UNITS)
    for name, unit in units.items():
        label, measure = named(str(name), str(unit))
        assert any("\u4e00" <= letter <= "\u9fff" for letter in label.zh)
        assert "_" not in label.en
        assert not any(missing(text) for text in (label.zh, label.en, *measure.unit))


def test_no_name_is_there_for_what_no_run_counts(small_run) -> None:
    assert not set(OTHERS) - set(small_run().indicators["indicator"].unique())


def test_a_sum_over_the_years_says_so() -> None:
    assert named("births_total", "persons")[0].zh == "出生（累计）"
    assert named("tech_contracts_total", "100 million yuan")[0].en == "Technology contracts, total"
