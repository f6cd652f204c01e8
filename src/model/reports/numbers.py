"""Numbers as readers of either language expect them: 万人 and 亿元, million and billion; thin groups; true minus.

The shipped font has an ordinary narrow space but no U+2009 and no U+2212: groups are parted by the first, negative
numbers carry an en dash.
"""

from dataclasses import dataclass
from math import isfinite

from model.reports.words import LANGS, Lang, Words

MINUS = "–"
_BESIDE = {"亿人次": "100 million person-events", "万人次": "10 000 person-events", "亿元": "100 million yuan"} | {
    f"万{each}": "10 000" for each in "人个家"
}
"""Chinese units in English: a sheet in both languages shows its figures in them."""


@dataclass(frozen=True, slots=True)
class Measure:
    """How an amount is shown: per language the divisor, the unit's name and the digits after the point.

    `divisor`, `unit` and `digits` are in the order Chinese, English. `points` is the name of a difference where
    that is not the unit itself (per cent and percentage points).
    """

    divisor: tuple[float, float]
    unit: tuple[str, str]
    digits: tuple[int, int]
    points: tuple[str, str] | None = None

    def number(self, value: float, lang: Lang, *, signed: bool = False) -> str:
        """The figure alone."""
        side = LANGS.index(lang)
        return number(value / self.divisor[side], self.digits[side], signed=signed)

    def text(self, value: float, lang: Lang, *, signed: bool = False) -> str:
        """The figure with its unit."""
        return joined(self.number(value, lang, signed=signed), self.unit[LANGS.index(lang)], lang)

    def change(self, value: float, lang: Lang) -> str:
        """A signed difference with its unit."""
        unit = (self.points or self.unit)[LANGS.index(lang)]
        return joined(self.number(value, lang, signed=True), unit, lang)

    def words(self, value: float, *, signed: bool = False) -> Words:
        """The figure with its unit in both languages."""
        return Words(self.text(value, "zh", signed=signed), self.text(value, "en", signed=signed))

    def numbers(self, value: float, *, signed: bool = False) -> Words:
        """The figure alone in both languages."""
        return Words(self.number(value, "zh", signed=signed), self.number(value, "en", signed=signed))

    def units(self) -> Words:
        """The unit's name in both languages, and in English beside figures in the Chinese unit."""
        return Words(*self.unit, _BESIDE.get(self.unit[0], ""))


def number(value: float, digits: int = 0, *, signed: bool = False) -> str:
    """A figure with groups of three from five digits on, an en dash as minus, no negative zero.

    >>> number(10950.4), number(-0.04, 1), number(1200), number(3.25, 1, signed=True)
    ('10 950', '0.0', '1200', '+3.2')
    """
    if not isfinite(value):
        return MINUS
    shown = round(value, digits)
    body = f"{abs(shown):,.{digits}f}".replace(",", " " if abs(shown) >= 10_000 else "")
    if shown == 0:
        return body
    return (MINUS if shown < 0 else "+" if signed else "") + body


def joined(figure: str, unit: str, lang: Lang) -> str:
    """Figure and unit: a space before English words and before %, none before Chinese words."""
    if not unit:
        return figure
    return figure + unit if lang == "zh" and not unit.startswith("%") else f"{figure} {unit}"


def fitted(largest: float, chinese: str = "人", english: str = "") -> Measure:
    """The measure for a list of counts whose largest is `largest`, so that three figures are seen.

    Args:
        largest: the largest count, in units of one.
        chinese: classifier after 万: 人, 个, 家.
        english: noun after thousand or million, if the sentence does not give it.
    """
    size = abs(largest)
    noun = f" {english}" if english else ""
    if size < 1e4:
        return Measure((1.0, 1.0), (chinese, english or "in all"), (0, 0))
    zh_digits = 0 if size >= 1e7 else 1 if size >= 1e5 else 2
    en = (
        (1e6, f"million{noun}", 1 if size >= 1e7 else 2)
        if size >= 1e6
        else (1e3, f"thousand{noun}", 0 if size >= 1e5 else 1)
    )
    return Measure((1e4, en[0]), (f"万{chinese}", en[1]), (zh_digits, en[2]))


PERSONS = Measure((1e4, 1e6), ("万人", "million"), (0, 2))
PERSONS_FINE = Measure((1e4, 1e3), ("万人", "thousand"), (1, 0))
JOBS = Measure((1e4, 1e6), ("万个", "million"), (0, 2))
JOBS_FINE = Measure((1e4, 1e3), ("万个", "thousand"), (1, 0))
FIRMS = Measure((1e4, 1e3), ("万家", "thousand"), (1, 0))
MONEY = Measure((1.0, 10.0), ("亿元", "bn yuan"), (0, 0))
MONEY_FINE = Measure((1.0, 10.0), ("亿元", "bn yuan"), (1, 2))
PERCENT = Measure((1.0, 1.0), ("%", "%"), (1, 1), ("个百分点", "points"))
PERSON_EVENTS = Measure((1e4, 1e6), ("万人次", "million person-events"), (0, 0))
COUNT = Measure((1.0, 1.0), ("人", "persons"), (0, 0))
PLAIN = Measure((1.0, 1.0), ("", ""), (0, 0))
