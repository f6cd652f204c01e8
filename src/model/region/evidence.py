"""How well the shipped figures are known: tables, rows by grade, and the notes that name their sources.

A grade is the first word of a cell of a `grade` or `provenance` column. Tables of the census have none; for them
census_dictionary.csv grades whole columns.
"""

import csv
import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from model.region.names import DATA

GRADES: Final = ("seed", "verified", "derived", "recalled", "assumption", "other")
"""From best to least known; `other` is a word of its own, such as `gap` or `interpolated-by-judgement`."""
_GRADE_COLUMN: Final = re.compile(r"(.*_)?(grade|provenance)")
_SOURCE_ROW: Final = re.compile(r"^\|\s*(?P<keys>[\w, -]+?)\s*\|\s*(?P<text>.+?)\s*\|?\s*$")
_DICTIONARY: Final = "census_dictionary.csv"


@dataclass(frozen=True)
class TableEvidence:
    """What is known of one shipped table."""

    name: str
    """File name below the data folder, such as `geo/adjacency.csv`."""
    rows: int
    columns: tuple[str, ...]
    grades: Mapping[str, Mapping[str, int]]
    """Grade column -> grade -> rows. For a table of the census the columns are those of the dictionary."""
    documents: tuple[str, ...]
    """Notes that speak of the table."""
    source_keys: Mapping[str, int]
    """Key in the `source` column -> rows."""

    @property
    def counts(self) -> dict[str, int]:
        """Figures by grade, over all grade columns, best grade first."""
        total: Counter[str] = Counter()
        for column in self.grades.values():
            total.update(column)
        return {grade: total[grade] for grade in GRADES if total[grade]}


def table_names(folder: Path = DATA) -> tuple[str, ...]:
    """Shipped tables, those of geography last."""
    return tuple(
        sorted(path.name for path in folder.glob("*.csv"))
        + sorted(f"geo/{path.name}" for path in (folder / "geo").glob("*.csv"))
    )


def table_evidence(name: str, folder: Path = DATA) -> TableEvidence:
    """Rows, columns, grades and sources of one table.

    Raises:
        FileNotFoundError: there is no such table.
    """
    rows = read_rows(name, folder)
    columns = tuple(rows[0]) if rows else ()
    grades = {
        column: _counted(Counter(grade_of(row[column]) for row in rows if row[column]))
        for column in columns
        if _GRADE_COLUMN.fullmatch(column)
    }
    keys: Counter[str] = Counter()
    if "source" in columns:
        keys.update(key for row in rows for key in re.split(r"[;,]\s*", row["source"]) if key)
    return TableEvidence(
        name=name,
        rows=len(rows),
        columns=columns,
        grades=grades or _from_dictionary(name, folder),
        documents=tuple(path.name for path in documents(folder) if name in path.read_text(encoding="utf-8")),
        source_keys=dict(keys.most_common()),
    )


def all_evidence(folder: Path = DATA) -> tuple[TableEvidence, ...]:
    """The evidence of every shipped table."""
    return tuple(table_evidence(name, folder) for name in table_names(folder))


def grade_of(cell: str) -> str:
    """The grade in a cell: its first word, `other` if that is none of the grades."""
    word = re.split(r"[^a-z]", cell.strip().lower(), maxsplit=1)[0]
    return word if word in GRADES else "other"


def documents(folder: Path = DATA) -> list[Path]:
    """The notes on sources."""
    return sorted(folder.glob("SOURCES-*.md"))


def passages(name: str, folder: Path = DATA) -> list[tuple[str, str]]:
    """Lines of the notes that speak of a table: (document, line), headings and lists alike."""
    return [
        (path.name, line.strip().lstrip("-#").strip())
        for path in documents(folder)
        for line in path.read_text(encoding="utf-8").splitlines()
        if name in line
    ]


def source_texts(table: TableEvidence, folder: Path = DATA) -> dict[str, str]:
    """What the keys of a table's `source` column stand for, as the notes that speak of it explain them."""
    known: dict[str, str] = {}
    for document in table.documents:
        for line in (folder / document).read_text(encoding="utf-8").splitlines():
            row = _SOURCE_ROW.match(line)
            if row:
                for key in re.split(r",\s*", row["keys"]):
                    known.setdefault(key, row["text"])
    return {key: known[key] for key in table.source_keys if key in known}


def read_rows(name: str, folder: Path = DATA) -> list[dict[str, str]]:
    """The rows of a table as text."""
    with (folder / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _from_dictionary(name: str, folder: Path) -> dict[str, dict[str, int]]:
    if not (folder / _DICTIONARY).is_file():
        return {}
    return {
        row["columns"]: {grade_of(row["provenance"]): 1}
        for row in read_rows(_DICTIONARY, folder)
        if row["file"] == name
    }


def _counted(counts: Mapping[str, int]) -> dict[str, int]:
    return {grade: counts[grade] for grade in GRADES if counts.get(grade)}
