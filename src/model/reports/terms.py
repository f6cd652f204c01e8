"""Single words in Chinese: heads and cells of tables, and areas by their names."""

import re
from functools import cache
from typing import Final

from model.region.names import read_ids
from model.reports.clauses.pages import WORDS

_AREAS: Final = {"bth": "京津冀", "hebei": "河北省"}


def term(text: str) -> str:
    """A word, an area's id, or a place's English name without its kind; as it is where nothing is known."""
    return WORDS.get(text) or areas().get(text, text)


def terms(text: str) -> str:
    """A text with the ids of its areas as names."""
    return re.sub(r"[a-z]+", lambda found: areas().get(found[0], found[0]), text)


def span(text: str) -> str:
    """`1 to 5`; anything else as it is."""
    return re.sub(r"(\S+) to (\S+)", r"\1至\2", text) if re.fullmatch(r"\S+ to \S+", text) else text


@cache
def areas() -> dict[str, str]:
    """Chinese names by id of a city, province or the region, and by the English name of a place without its kind."""
    cities = dict(zip(read_ids("cities.csv", "city_id"), read_ids("cities.csv", "name_zh"), strict=True))
    names = zip(read_ids("places.csv", "name_en"), read_ids("places.csv", "name_zh"), strict=True)
    return {name.removesuffix(" District"): zh for name, zh in names} | cities | _AREAS
