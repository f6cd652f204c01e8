"""What line charts share: whole years beneath, light grid lines, round values, names at the ends of lines."""

import numpy as np
from matplotlib.axes import Axes
from numpy.typing import NDArray

from model.reports import palette
from model.reports.sheet import Sheet
from model.reports.words import Words, same

LABEL_POINTS = 18.5
"""Height of a name in two languages, one beneath the other."""


def years_below(sheet: Sheet, axes: Axes, years: NDArray[np.int64]) -> None:
    """Whole years beneath a panel: the first, the last and round ones between."""
    axes.set_xlim(years[0] - 0.5, years[-1] + 0.5)
    step = 10 if years[-1] - years[0] > 12 else 5 if years[-1] - years[0] > 5 else 1
    marked = [int(years[0]), *(y for y in range(int(years[0]) + 1, int(years[-1])) if y % step == 0), int(years[-1])]
    kept = [y for y in marked if y in (marked[0], marked[-1]) or min(y - marked[0], marked[-1] - y) >= step * 0.4]
    for year in kept:
        sheet.say(
            axes,
            year,
            0,
            same(str(year)),
            size=sheet.size(6.2),
            colour=palette.FAINT,
            ha="center",
            va="top",
            shift=(0, -4),
            coords=axes.get_xaxis_transform(),
        )


def grid_lines(sheet: Sheet, axes: Axes, ticks: list[float], words: list[Words]) -> None:
    """Light lines at values, each with its figure at the left."""
    for value, text in zip(ticks, words, strict=True):
        axes.axhline(value, color=palette.GRID, lw=0.5, zorder=0)
        sheet.say(
            axes,
            0,
            value,
            text,
            size=sheet.size(6.2),
            colour=palette.FAINT,
            ha="right",
            va="center",
            shift=(-4, 0),
            coords=axes.get_yaxis_transform(),
            both="zh",
        )


def round_ticks(low: float, high: float, count: int = 5) -> list[float]:
    """Round values from at or below `low` to at or above `high`."""
    raw = max(high - low, 1e-12) / count
    power = 10.0 ** np.floor(np.log10(raw))
    step = float(min((k for k in (1, 2, 2.5, 5, 10) if k * power >= raw), default=10) * power)
    first, last = np.floor(low / step), np.ceil(high / step)
    return [float(k * step) for k in np.arange(first, last + 1)]


def end_labels(sheet: Sheet, axes: Axes, x: float, ends: list[tuple[float, Words, str]]) -> None:
    """Names at the ends of lines, pushed apart so that none covers another, and off the years beneath."""
    low, high = axes.get_ylim()
    height = axes.get_position().height * sheet.height
    apart = (LABEL_POINTS if not sheet.narrow else LABEL_POINTS * 0.6) / height * (high - low)
    ranked = sorted(ends, key=lambda end: end[0])
    placed: list[float] = []
    for value, _, _ in ranked:
        placed.append(max(value, placed[-1] + apart if placed else low + 0.35 * apart))
    limit = high
    for k in range(len(placed) - 1, -1, -1):
        placed[k] = min(placed[k], limit)
        limit = placed[k] - apart
    for (_, words, colour), at in zip(ranked, placed, strict=True):
        sheet.say(
            axes,
            x,
            at,
            words,
            size=sheet.size(6.4, 5.8),
            colour=palette.readable(colour),
            va="center",
            shift=(6, 0),
            both="below" if not sheet.narrow else "zh",
        )
