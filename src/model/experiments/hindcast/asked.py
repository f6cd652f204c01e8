"""What the model was asked for before it was built, beside what the board finds: met or missed."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from model.region.names import PROVINCES


@dataclass(frozen=True)
class Point:
    """One demand and what was found."""

    what: str
    asked: str
    found: str
    met: bool
    evidence: bool
    """Whether no fit has read the figures."""


def points_of(rows: pd.DataFrame) -> list[Point]:
    """Every demand that the targets can answer.

    Args:
        rows: of `board.rows_of`.
    """
    found = []
    cities = _of(rows, 2010, "residents")
    if len(cities):
        by_province = _provinces(cities)
        worst = by_province.abs().max()
        said = ", ".join(f"{name} {error:+.2f} %" for name, error in by_province.items())
        found.append(Point("residents of provinces, 2010 to 2020", "within 2 %", said, bool(worst <= 2.0), False))
        found.append(_median("cities, 2010 to 2020", cities, 2.5, "no_moves", evidence=False))
    found += _recent(rows) + _ages(rows)
    return found + _output(rows)


def asked_page(points: Sequence[Point]) -> list[str]:
    """Lines of Markdown."""
    lines = ["## Asked and found", "", "| what | asked | found | met | evidence |", "|---|---|---|---|---|"]
    lines += [
        f"| {one.what} | {one.asked} | {one.found} | {'yes' if one.met else '**no**'} |"
        f" {'held out' if one.evidence else 'fitted to'} |"
        for one in points
    ]
    return [*lines, ""]


def _recent(rows: pd.DataFrame) -> list[Point]:
    """Cities 2023 from 2020: those inside Hebei, which no fit read, and all of them."""
    cities = _of(rows, 2020, "residents")
    if not len(cities):
        return []
    held = cities[cities["use"] == "held_out"]
    parts = [_median("cities of Hebei, 2020 to 2023", held, 1.2, "persistence", evidence=True)]
    parts.append(_median("all cities, 2020 to 2023", cities, 1.2, "persistence", evidence=False))
    return parts


def _ages(rows: pd.DataFrame) -> list[Point]:
    found = []
    ageing = _of(rows, 2020, "ageing")
    for row in ageing.itertuples():
        area = "the region" if row.area == "bth" else row.area
        what = f"{str(row.measure).replace('_', ', ')}, {area} 2022"
        met = bool(abs(float(row.error)) <= 0.5)
        found.append(Point(what, "within 0.5 point", f"{row.error:+.2f}", met, row.use == "held_out"))
    cohorts = _of(rows, 2010, "cohorts")
    if len(cohorts):
        errors = 100.0 * (cohorts["model"] / cohorts["value"] - 1.0)
        said = ", ".join(
            f"{measure.removeprefix('cohort_').replace('_', ' ')} {error:+.1f}"
            for measure, error in zip(cohorts["measure"], errors, strict=True)
        )
        met = bool((errors.abs() <= 15.0).all())
        found.append(Point("Beijing's cohorts 2010 to 2020, %", "within 15 %", said, met, False))
    return found


def _output(rows: pd.DataFrame) -> list[Point]:
    """Held-out families of the economy: better than the best forecast that needs no model."""
    found = []
    for start in (2013, 2020):
        for family in ("output", "branches", "units", "shares of units", "jobs", "links"):
            mine = _of(rows, start, family)
            mine = mine[mine["use"] == "held_out"]
            naive = {
                name: float(mine[f"error_{name}"].abs().mean())
                for name in ("persistence", "trend")
                if len(mine) and mine[f"error_{name}"].notna().all()
            }
            if not naive:
                continue
            best = min(naive, key=lambda name: naive[name])
            error, unit = float(mine["error"].abs().mean()), "%" if mine["relative"].all() else "points"
            said = f"{error:.2f} {unit}; {best} {naive[best]:.2f}"
            found.append(Point(f"{family}, from {start}", "better than naive", said, error < naive[best], True))
    return found


def _median(what: str, rows: pd.DataFrame, most: float, rival: str, *, evidence: bool) -> Point:
    """Median error under a bound, and a mean error under that of a rival."""
    median, mean = float(rows["error"].abs().median()), float(rows["error"].abs().mean())
    other = rows[f"error_{rival}"].abs()
    name = rival.replace("_", " ")
    said = f"median {median:.2f} %, mean {mean:.2f} %; {name} {other.median():.2f}, {other.mean():.2f}"
    met = median <= most and mean < float(other.mean())
    asked = f"median under {most} %, better than {name}"
    return Point(what, asked, said, met, evidence)


def _provinces(cities: pd.DataFrame) -> "pd.Series[float]":
    """Error of each province, the sum of its cities, per cent."""
    province = cities["cluster"].str.split().str[0]
    sums = cities[["model", "value"]].groupby(province.to_numpy()).sum().reindex(list(PROVINCES)).dropna()
    return pd.Series(100.0 * (sums["model"] / sums["value"] - 1.0), dtype=np.float64)


def _of(rows: pd.DataFrame, start: int, family: str) -> pd.DataFrame:
    return rows[(rows["start"] == start) & (rows["family"] == family)]
