"""The trend of output per job is fitted to the accounts of 2018 alone, and ends with them."""

from dataclasses import replace

import numpy as np
import pytest

from model.experiments.calibration.output_trend import fitted_shares, write_trend
from model.experiments.hindcast.targets import load_targets
from model.region.names import PROVINCES
from model.region.output_trend import TREND_YEARS, read_output_trend, trend_of, trend_since
from model.region.region import load_region
from model.region.tables import TableError
from model.scenario import load_scenario
from model.simulation.model import JingJinJi


def test_the_fit_reads_no_held_out_figure_and_no_later_year():
    held_out = {target.id for target in load_targets(uses=("held_out",))}
    shares = fitted_shares()
    assert [target.area for target in shares] == list(PROVINCES)
    assert not held_out & {target.id for target in shares}
    assert {target.year for target in shares} == {2018}
    assert sum(target.value for target in shares) == pytest.approx(100.0, abs=0.01)


def test_the_trend_is_of_the_years_between_the_accounts_and_of_no_later_one():
    trend, province = np.array([0.02, -0.01, -0.02]), np.array([0, 2, 1])
    assert trend_of(trend, province, 2014).tolist() == [0.02, -0.02, -0.01]
    assert trend_of(trend, province, 2018).any()
    for year in (2013, 2019, 2021, 2050):
        assert not trend_of(trend, province, year).any()
    assert TREND_YEARS[-1] < 2020  # a run from 2020 knows nothing of it


def test_a_written_table_reads_back_and_a_missing_province_is_refused(tmp_path):
    path = tmp_path / "calibrated_output.csv"
    write_trend([0.02, -0.01, -0.015], "by hand", path)
    assert read_output_trend(tmp_path).tolist() == [0.02, -0.01, -0.015]
    path.write_text("\n".join(path.read_text(encoding="utf-8").splitlines()[:-1]) + "\n", encoding="utf-8")
    with pytest.raises(TableError, match="a province is missing"):
        read_output_trend(tmp_path)


def test_the_shipped_trend_leaves_the_whole_region_nearly_as_it_was():
    weights = np.array([target.value for target in fitted_shares()]) / 100.0
    assert abs(float(weights @ read_output_trend())) < 1e-4


def test_years_since_the_start_count_once_each_and_only_those_of_the_trend():
    trend, province = np.array([0.02, -0.01, -0.02]), np.array([0, 2])
    for start, year, years in ((2013, 2013, 0), (2013, 2014, 1), (2013, 2023, 5), (2016, 2018, 2), (2020, 2050, 0)):
        assert trend_since(trend, province, start, year) == pytest.approx([0.02 * years, -0.02 * years])


def test_output_follows_the_trend_and_pay_does_not():
    def ends(trend):
        region = load_region()
        region = replace(region, economy=replace(region.economy, output_trend=np.array(trend)))
        settings = {"years.start": 2013, "years.end": 2016, "scale.residents": 1000, "scale.firms": 100}
        model = JingJinJi(load_scenario("hindcast", set=settings), rng=1, region=region)
        while model.year < 2016:
            model.step()
        return model.indicator("gdp", "beijing"), model.indicator("wage", "beijing")

    output, pay = (after / before for after, before in zip(ends([0.05, 0, 0]), ends([0, 0, 0]), strict=True))
    assert output == pytest.approx(np.exp(0.15), abs=0.03)
    assert pay == pytest.approx(1.0, abs=0.02)
