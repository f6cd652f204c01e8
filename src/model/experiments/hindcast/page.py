"""The scoreboard as a page of Markdown, and as a table beside it."""

from pathlib import Path
from typing import Final

import pandas as pd

from model.experiments.hindcast.apart import ALL
from model.experiments.hindcast.apart_page import bands_page
from model.experiments.hindcast.asked import asked_page, points_of
from model.experiments.hindcast.board import clusters, families

USE_TITLES: Final = {
    "held_out": "Held out: no fit read these",
    "calibration": "Fitted to: no evidence, shown for completeness",
}

EXPLAINED: Final = (
    "Errors are in per cent of the record for counts and in points for shares; *skill* is 1 - mean error over that"
    " of the best naive forecast (no moves, given flows, persistence, trend), so above 0 is better than naive. Given"
    " flows, from 2020: the net of the decade before goes on, whatever people answer. *Covered*: share of records"
    " inside the 90 % band over seeds, widened by what the record leaves open; the band holds chance alone, not the"
    " doubt about parameters. *Width* is that of the band. City series of Hebei between the censuses are interpolated"
    " and are not scored."
)

SCORES: Final = (
    "from",
    "family",
    "targets",
    "median error",
    "mean error",
    "no moves",
    "given flows",
    "persistence",
    "trend",
    "skill",
    "covered",
    "width",
)


def write_board(rows: pd.DataFrame, folder: Path, how: str, bands: pd.DataFrame | None = None) -> list[Path]:
    """Write the board as a page and as a table of every target into a folder, which is made if need be.

    With bands (`apart.bands_of`) also these, and the targets say whether the band over all three kinds covers them
    (column `covered_all`).
    """
    folder.mkdir(parents=True, exist_ok=True)
    table, page = ((folder / "scoreboard").with_suffix(kind) for kind in (".csv", ".md"))
    written = [page, table]
    if bands is not None:
        written.append(folder / "bands.csv")
        bands.to_csv(written[-1], index=False, float_format="%.6g", lineterminator="\n")
        rows = rows.assign(covered_all=rows["id"].map(bands[bands["kind"] == ALL].set_index("id")["covered"]))
    rows.to_csv(table, index=False, float_format="%.6g", lineterminator="\n")
    page.write_text(board_page(rows, how, bands), encoding="utf-8")
    return written


def board_page(rows: pd.DataFrame, how: str, bands: pd.DataFrame | None = None) -> str:
    """The page: scores by family, coverage by cluster, bands by what they hold, every target.

    Args:
        rows: of `board.rows_of`.
        how: how the figures were made, one sentence.
        bands: of `apart.bands_of`.
    """
    scores, covered = families(rows), clusters(rows)
    parts = [
        "# Held against history 回溯检验",
        "",
        "Runs from the stocks of 2010 (people alone), 2013 and 2020, held against the record. " + how,
        "",
        EXPLAINED,
        "",
    ]
    for use, title in USE_TITLES.items():
        mine = scores[scores["use"] == use]
        parts += [f"## {title}", "", *_scores(mine), ""]
        parts += ["Coverage by province and family: " + _clusters(covered[covered["use"] == use]) + ".", ""]
    parts += asked_page(points_of(rows))
    parts += bands_page(bands) if bands is not None else []
    parts += ["## Every target", ""]
    for use, title in USE_TITLES.items():
        for start, group in rows[rows["use"] == use].groupby("start"):
            parts += [f"### {title.split(':')[0]}, from {start}", "", *_targets(group), ""]
    return "\n".join(parts).rstrip() + "\n"


def _scores(scores: pd.DataFrame) -> list[str]:
    lines = [f"| {' | '.join(SCORES)} |", "|---" * len(SCORES) + "|"]
    for row in scores.itertuples():
        unit = " %" if row.unit == "%" else " pt"
        figures = [f"{_plain(row.median_error)}{unit}", f"{_plain(row.mean_error)}{unit}"]
        naive = (row.mean_no_moves, row.mean_given_flows, row.mean_persistence, row.mean_trend)
        figures += [_plain(value) for value in (*naive, row.skill)]
        figures += [f"{row.coverage:.0f} %", f"{_plain(row.width)}{unit}"]
        lines.append(f"| {row.start} | {row.family} | {row.targets} | " + " | ".join(figures) + " |")
    return lines


def _clusters(covered: pd.DataFrame) -> str:
    return ", ".join(f"{row.cluster} {row.coverage:.0f} % of {row.targets}" for row in covered.itertuples())


def _targets(group: pd.DataFrame) -> list[str]:
    lines = [
        "| area | measure | year | record | model (90 %) | error | no moves | persistence | grade |",
        "|---|---|---|---|---|---|---|---|---|",
    ]
    for row in group.itertuples():
        area = row.area if row.area.count("+") < 2 else "six districts"
        unit = "%" if row.relative else "pt"
        figures = [
            _count(row.value),
            f"{_count(row.model)} ({_count(row.low)} to {_count(row.high)})" if row.model == row.model else "no figure",
            f"{_plain(row.error)} {unit}",
            _plain(row.error_no_moves),
            _plain(row.error_persistence),
        ]
        lines.append(f"| {area} | {row.measure} | {row.year} | " + " | ".join(figures) + f" | {row.grade} |")
    return lines


def _plain(value: float) -> str:
    """Two decimals; a dash where there is no such figure."""
    return "-" if value != value else f"{value:.2f}"


def _count(value: float) -> str:
    return "-" if value != value else f"{value:,.0f}" if abs(value) >= 1000 else f"{value:.2f}"
