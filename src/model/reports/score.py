"""How the model did against what no fit has read: the block that every page carries."""

from dataclasses import dataclass
from pathlib import Path
from typing import Final

import pandas as pd

from model.experiments.hindcast.board import families
from model.region.names import DATA
from model.reports.numbers import PERCENT, joined, number
from model.reports.words import Words, same

FILE: Final = "scoreboard.csv"
FAMILIES: Final = {
    "residents": Words("常住人口（市）", "Residents by city"),
    "ageing": Words("年龄结构", "Ageing"),
    "cohorts": Words("年龄组（队列）", "Cohorts"),
    "output": Words("各市GDP占比", "Cities' shares of GDP"),
    "branches": Words("三次产业占比", "Branches of GDP"),
    "units": Words("法人单位", "Legal units"),
    "shares of units": Words("单位在北京内的分布", "Units within Beijing"),
    "jobs": Words("六区制造业岗位", "Industry of the six districts"),
    "links": Words("城市间联系", "Links between cities"),
}
NAIVE: Final = {
    "no moves": Words("无迁移", "no moves"),
    "given flows": Words("沿用上个十年的迁移", "flows of the decade before"),
    "persistence": Words("不变", "no change"),
    "trend": Words("趋势外推", "trend"),
}


POINTS: Final = ("个百分点", "pt")


@dataclass(frozen=True)
class ScoreRow:
    """One family of recorded figures, from one start."""

    what: Words
    span: str
    targets: int
    error: Words
    """Mean absolute error with its unit."""
    rival: Words
    """Best naive forecast and its error."""
    skill: str
    """1 - error / error of the best naive forecast; below 0 is worse than naive."""
    better: bool
    covered: str
    """Share of records inside the 90 % band over seeds, and over seeds, parameters and structure where that was run."""


def score_rows(folder: Path = DATA) -> list[ScoreRow]:
    """Held-out scores of the shipped scoreboard, by start and family; nothing where none is shipped."""
    path = folder / FILE
    if not path.is_file():
        return []
    table = pd.read_csv(path, keep_default_na=True)
    table = table[table["use"] == "held_out"]
    rows = []
    for row in families(table).itertuples():
        unit = PERCENT.unit if row.unit == "%" else POINTS
        best = str(row.best_naive)
        rival = float(getattr(row, f"mean_{best.replace(' ', '_')}")) if best else float("nan")
        mine = table[(table["start"] == row.start) & (table["family"] == row.family)]
        rows.append(
            ScoreRow(
                FAMILIES.get(str(row.family), Words(str(row.family), str(row.family))),
                f"{row.start}–{mine['year'].max()}",
                int(row.targets),
                _figure(float(row.mean_error), unit),
                NAIVE[best] + same(" ") + _figure(rival, unit) if best else Words("无", "none"),
                number(row.skill, 2),
                bool(row.skill > 0),
                _covered(mine),
            )
        )
    return rows


def code_of_score(folder: Path = DATA) -> str:
    """Beginning of the hash of the code that the scoreboard was made with; empty where none is shipped."""
    path = folder / FILE
    return str(pd.read_csv(path, nrows=1, dtype=str).get("code", pd.Series([""])).iloc[0]) if path.is_file() else ""


def _figure(value: float, unit: tuple[str, str]) -> Words:
    """A figure with its unit; a dash where there is none."""
    if value != value:
        return same("–")
    return Words(joined(f"{value:.2f}", unit[0], "zh"), joined(f"{value:.2f}", unit[1], "en"))


def _covered(rows: pd.DataFrame) -> str:
    seeds = f"{100 * rows['covered'].astype(bool).mean():.0f} %"
    if "covered_all" not in rows or rows["covered_all"].isna().any():
        return seeds
    return f"{seeds} / {100 * rows['covered_all'].astype(bool).mean():.0f} %"
