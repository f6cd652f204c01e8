"""A unit's name and its divisor say the same, in both languages."""

import pytest

from model.reports import numbers
from model.reports.numbers import Measure

MEASURES = {name: value for name, value in vars(numbers).items() if isinstance(value, Measure)}
OF_MONEY = ("MONEY", "MONEY_FINE")
"""Kept in 1e8 yuan."""


@pytest.mark.parametrize("name", MEASURES)
def test_the_name_of_a_unit_is_its_size(name):
    measure = MEASURES[name]
    chinese, english = measure.unit
    kept = 1e8 if name in OF_MONEY else 1.0
    assert kept * measure.divisor[0] == (1e8 if chinese.startswith("亿") else 1e4 if chinese.startswith("万") else 1.0)
    sizes = {"thousand": 1e3, "million": 1e6, "bn": 1e9}
    assert kept * measure.divisor[1] == sizes.get(english.split(" ")[0], 1.0)


@pytest.mark.parametrize("largest", [3.0, 2e4, 4e5, 3e6, 2e8])
def test_a_fitted_measure_shows_the_same_amount_in_both_languages(largest):
    measure = numbers.fitted(largest)
    sizes = {"thousand": 1e3, "million": 1e6}
    assert measure.divisor[1] == sizes.get(measure.unit[1], 1.0)
    assert measure.divisor[0] == (1e4 if measure.unit[0].startswith("万") else 1.0)


@pytest.mark.parametrize("name", MEASURES)
def test_beside_chinese_figures_the_english_unit_is_that_of_the_figures(name: str) -> None:
    measure, unit = MEASURES[name], MEASURES[name].units()
    by = measure.divisor[1] / measure.divisor[0]
    sizes = {"10 000": 1e4, "100 million": 1e8, "thousand": 1e3, "million": 1e6, "bn": 1e9}
    shown, own = (
        next((size for word, size in sizes.items() if text.startswith(word)), 1.0)
        for text in (unit.english_beside, unit.en)
    )
    assert own / shown == pytest.approx(by)
