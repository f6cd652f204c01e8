import numpy as np
import pytest

from model.region.places import load_places
from model.simulation.areas import areas_of
from model.simulation.indicators import IndicatorTable, crossing, mean, percent, total


@pytest.fixture(scope="module")
def areas():
    return areas_of(load_places())


def test_cities_sum_to_provinces_and_provinces_to_the_region(areas):
    table = IndicatorTable(areas)
    table.add(2020, [total("population", "persons", np.arange(199))])
    frame = table.frame()
    by_level = frame.groupby("level", observed=True)["value"].sum()
    assert by_level.nunique() == 1
    assert by_level.iloc[0] == 198 * 199 / 2


def test_a_regional_share_is_the_share_of_sums_not_the_mean_of_shares(areas):
    part, whole = np.zeros(199), np.ones(199)
    part[0], whole[0] = 1.0, 1000.0
    table = IndicatorTable(areas)
    table.add(2020, [percent("share_65p", part, whole)])
    assert table.value(2020, "share_65p") == pytest.approx(100 * 1 / 1198)


def test_a_mean_is_weighted(areas):
    value, weight = np.full(199, 2.0), np.ones(199)
    value[0], weight[0] = 10.0, 199.0
    table = IndicatorTable(areas)
    table.add(2020, [mean("wage", "yuan", value, weight)])
    assert table.value(2020, "wage") == pytest.approx((1990 + 2 * 198) / 397)


def test_undefined_rates_have_no_row(areas):
    table = IndicatorTable(areas)
    bottom = np.ones(199)
    bottom[5] = 0.0
    table.add(2020, [percent("rate", np.ones(199), bottom)])
    frame = table.frame()
    assert len(frame) == 216
    assert np.isfinite(frame["value"]).all()


def test_who_moves_inside_an_area_does_not_enter_it(areas):
    places = load_places()
    names = ("beijing.haidian", "beijing.chaoyang", "tianjin.heping", "handan.congtai", "baoding.jingxiu")
    haidian, chaoyang, heping, handan, baoding = (places.index(name) for name in names)
    moves = np.zeros((200, 200), np.int64)
    moves[haidian, chaoyang], moves[haidian, heping], moves[handan, baoding] = 1, 10, 100
    moves[199, chaoyang], moves[heping, 199] = 1000, 10_000
    table = IndicatorTable(areas)
    entering, leaving = areas.crossings(moves)
    table.add(2021, [crossing("in", "persons", entering), crossing("out", "persons", leaving)])
    found = {area: (table.value(2021, "in", area), table.value(2021, "out", area)) for area in areas.ids}
    assert found["bth"] == (1000, 10_000)
    assert (found["beijing"], found["tianjin"], found["hebei"]) == ((1000, 10), (10, 10_000), (0, 0))
    assert (found["handan"], found["baoding"]) == ((0, 100), (100, 0))
    assert (found["beijing.haidian"], found["beijing.chaoyang"]) == ((0, 11), (1001, 0))
