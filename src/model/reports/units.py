"""Units of levers in both languages."""

from model.reports.words import Words
from model.scenario.schema.units import CHINESE


def unit_words(unit: str) -> Words:
    """A lever's unit in both languages."""
    return Words(CHINESE.get(unit, unit), unit)
