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
    """The text in Chinese, paragraph by paragraph; as it is where there is none."""
    if text in sentences():
        return sentences()[text]
    paragraphs = [" ".join(part.split()) for part in text.split("\n\n")]
    return "\n\n".join(sentences()[part] for part in paragraphs) if all(map(sentences().get, paragraphs)) else text
