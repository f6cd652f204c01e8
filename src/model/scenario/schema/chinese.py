"""Meanings and sources of levers in Chinese, by the English sentence; names of files, keys and authors stay."""

import csv
from collections.abc import Mapping
from functools import cache
from pathlib import Path

TABLE = Path(__file__).with_name("chinese.csv")


@cache
def sentences() -> Mapping[str, str]:
    """English sentence to Chinese sentence."""
    with TABLE.open(encoding="utf-8", newline="") as file:
        return {row["english"]: row["chinese"] for row in csv.DictReader(file)}


def in_chinese(text: str) -> str:
    """The sentence in Chinese; as it is where there is none."""
    return sentences().get(text, text)
