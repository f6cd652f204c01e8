import doctest

import pytest

from model.reports import numbers
from model.reports.numbers import JOBS, MONEY, PERCENT, PERSONS, fitted, number
from model.reports.typeface import CLOSING, OPENING, drawable, missing, width, wrap
from model.reports.words import Words, same

CHINESE = (
    "左：2021–2055年迁离北京（或由中心六区迁往郊区）的岗位与企业，按去向；右：城市之间及与区外之间最大的十条人口流。"
)
ENGLISH = "Left: jobs and firms that left Beijing, or its six central districts, 2021–2055, by destination."


def test_examples_in_the_text_hold() -> None:
    assert doctest.testmod(numbers).failed == 0


def test_chinese_counts_in_ten_thousands_and_english_in_millions() -> None:
    assert PERSONS.text(110_369_000, "zh") == "11 037万人"
    assert PERSONS.text(110_369_000, "en") == "110.37 million"
    assert JOBS.text(53_300_000, "zh") == "5330万个"
    assert MONEY.text(85_965, "en") == "8596 bn yuan"


def test_a_share_changes_by_points() -> None:
    assert PERCENT.change(5.25, "zh") == "+5.2个百分点"
    assert PERCENT.change(-5.0, "en") == "–5.0 points"


def test_there_is_no_negative_zero_and_nan_is_a_dash() -> None:
    assert number(-0.04, 1, signed=True) == "0.0"
    assert number(float("nan")) == "–"


@pytest.mark.parametrize("size", [7, 950, 43_210, 987_654, 8_386_237, 44_772_000])
def test_a_fitted_measure_shows_three_figures_but_not_eight(size: int) -> None:
    for lang in ("zh", "en"):
        digits = [char for char in fitted(size).number(size, lang) if char.isdigit()]  # type: ignore[arg-type]
        assert min(3, len(str(size))) <= len(digits) <= 4


def test_words_join_language_by_language() -> None:
    assert Words("人口", "people") + same(" 5") == Words("人口 5", "people 5")


def test_the_face_knows_what_it_lacks() -> None:
    assert missing("京津冀 Jingjinji, 65岁以上 →") == set()
    assert missing("a\u2009b") == {"\u2009"}
    assert drawable("雄安\U0001f600") == "雄安?"


@pytest.mark.parametrize("text", [CHINESE, ENGLISH])
@pytest.mark.parametrize("room", [60.0, 133.0, 400.0])
def test_lines_fit_and_keep_every_character(text: str, room: float) -> None:
    lines = wrap(text, 7.0, room)
    assert "".join(lines).replace(" ", "") == text.replace(" ", "")
    assert all(width(line, 7.0) <= room + 7.0 * 2 for line in lines)
    assert not any(line[0] in CLOSING for line in lines)
    assert not any(line[-1] in OPENING for line in lines)


def test_width_grows_with_size_and_text() -> None:
    assert width("人口", 10.0) == 20.0
    assert width("人口", 5.0) * 2 == width("人口", 10.0)
    assert width("iii", 10.0) < width("mmm", 10.0)
