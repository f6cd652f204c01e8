"""Who is more and who is fewer: the ages of two scenarios, and their difference by province."""

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from numpy.typing import NDArray

from model.experiments.intervals import half_width
from model.reports import numbers, palette
from model.reports.bands import tick_words
from model.reports.ensemble import Ensemble
from model.reports.lines import round_ticks
from model.reports.numbers import Measure
from model.reports.pyramids import OLD_FROM, share_old
from model.reports.sheet import Picture, Sheet
from model.reports.words import Words, same

Floats = NDArray[np.float64]
PROVINCES = (Words("北京", "Beijing"), Words("天津", "Tianjin"), Words("河北", "Hebei"))
GROUP = 5
TOP = 90
"""Ages from here on are one group."""


def two_pyramids(batch: Ensemble) -> Picture | None:
    """Ages of the baseline (outline) and of the scenario in focus (filled), and the difference by province."""
    name, base = batch.focus, batch.pairs.baseline
    ours, theirs = batch.stocks(name, batch.end), batch.stocks(base, batch.end)
    change = groups(ours.sum(2)) - groups(theirs.sum(2))
    mean = change.mean(0)
    half = half_width(
        change.std(0, ddof=1) if batch.seeds > 1 else np.full(mean.shape, np.nan), np.full(mean.shape, batch.seeds)
    )
    title_of, base_of = batch.title(name), batch.title(base)
    at = int(np.abs(mean[0]).argmax())
    peak = numbers.fitted(abs(float(mean[0, at])), english="people").words(float(mean[0, at]), signed=True)
    total = numbers.fitted(abs(float(mean[0].sum()))).words(float(mean[0].sum()), signed=True)
    sure = bool((np.abs(mean) > half).any())
    title = Words(
        f"{title_of.zh}：北京{total.zh}，以{said(at)}岁之差最大（{peak.zh}）",
        f"{title_of.en}: Beijing {total.en}, most of it at ages {said(at)} ({peak.en})",
    )
    if not sure:
        title = Words(
            f"{title_of.zh}：没有一个年龄组与参照明确不同",
            f"{title_of.en}: no age group differs clearly from the reference",
        )
    shares = [(share_old(stock.mean(0).sum(0)), stock) for stock in (theirs, ours)]
    return Picture(
        name="two-pyramids",
        title=title,
        subtitle=batch.said(
            Words(
                f"{batch.end}年。左：每岁人口，线为参照，色块为该情景；右：五岁组之差（男女合计）与90 %区间",
                f"{batch.end}. Left: people by year of age, line: reference, filled: the scenario. Right: difference "
                "by five-year group, both sexes, 90 % interval",
            ),
            name,
        ),
        alt=Words(
            f"京津冀65岁及以上占比：{base_of.zh}{shares[0][0]:.2f} %，{title_of.zh}{shares[1][0]:.2f} %。"
            + "；".join(
                f"{where.zh}合计{numbers.fitted(abs(float(row.sum()))).text(float(row.sum()), 'zh', signed=True)}"
                for where, row in zip(PROVINCES, mean, strict=True)
            )
            + "。",
            f"Share aged 65 and over in the region: {base_of.en} {shares[0][0]:.2f} %, {title_of.en} "
            f"{shares[1][0]:.2f} %. "
            + "; ".join(
                f"{where.en} {numbers.fitted(abs(float(row.sum()))).text(float(row.sum()), 'en', signed=True)}"
                for where, row in zip(PROVINCES, mean, strict=True)
            )
            + ".",
        ),
        note=Words(
            "均为各种子之均值；浅色条的90 %区间含零。100岁含以上。",
            "Means over seeds; pale bars have an interval that holds zero. 100 holds all older.",
        ),
        data=_shown(batch, mean, half),
        height={"wide": 262.0, "narrow": 420.0},
        draw=lambda sheet: _draw(sheet, batch, ours.mean(0).sum(0), theirs.mean(0).sum(0), mean, half),
    )


def groups(people: Floats) -> Floats:
    """Single years (..., 101) to five-year groups, the last of 90 and over (..., 19)."""
    young = people[..., :TOP].reshape(*people.shape[:-1], TOP // GROUP, GROUP).sum(-1)
    return np.concatenate([young, people[..., TOP:].sum(-1, keepdims=True)], axis=-1)


def said(group: int) -> str:
    """`25-29`, or `90+`."""
    low = group * GROUP
    return f"{low}+" if low >= TOP else f"{low}–{low + GROUP - 1}"


def _shown(batch: Ensemble, mean: Floats, half: Floats) -> pd.DataFrame:
    rows = [
        (area, said(k), mean[p, k], mean[p, k] - half[p, k], mean[p, k] + half[p, k])
        for p, area in enumerate(("beijing", "tianjin", "hebei"))
        for k in range(mean.shape[1])
    ]
    columns = ["area_id", "age_group", "difference", "low", "high"]
    return pd.DataFrame(rows, columns=columns).assign(scenario=batch.focus, baseline=batch.pairs.baseline)


def _draw(sheet: Sheet, batch: Ensemble, ours: Floats, theirs: Floats, mean: Floats, half: Floats) -> None:
    if sheet.narrow:
        left = (20.0, 26.0, 212.0, 150.0)
        right = [(22.0 + k * 78.0, 224.0, 66.0, 168.0) for k in range(3)]
    else:
        left = (26.0, 30.0, 178.0, 206.0)
        right = [(236.0 + k * 94.0, 48.0, 80.0, 188.0) for k in range(3)]
    _pyramid(sheet, sheet.panel(*left), batch, ours, theirs)
    largest = float(np.nanmax(np.abs(np.stack([mean - np.nan_to_num(half), mean + np.nan_to_num(half)]))))
    measure = numbers.fitted(max(float(np.abs(mean).max()), 1e4))
    for k, (box, words) in enumerate(zip(right, PROVINCES, strict=True)):
        _bars(sheet, sheet.panel(*box), words, mean[k], half[k], largest, measure, ages=k == 0)


def _pyramid(sheet: Sheet, axes: Axes, batch: Ensemble, ours: Floats, theirs: Floats) -> None:
    top = 1.06 * float(max(ours.max(), theirs.max()))
    axes.set_xlim(-top, top)
    axes.set_ylim(-1, 102)
    edges = np.arange(102)
    for age in (20, 40, 60, 80, 100):
        axes.axhline(age, color=palette.GRID, lw=0.4, zorder=0)
        sheet.say(
            axes,
            -top,
            age,
            same(str(age)),
            size=sheet.size(6),
            colour=palette.FAINT,
            ha="right",
            va="center",
            shift=(-3, 0),
        )
    for side, sign in ((0, -1.0), (1, 1.0)):
        for low, high, colour in ((0, OLD_FROM, palette.WORKING), (OLD_FROM, 101, palette.OLD)):
            steps = np.append(ours[side, low:high], ours[side, high - 1])
            axes.fill_betweenx(edges[low : high + 1], 0, sign * steps, step="post", color=colour, lw=0, zorder=2)
        axes.stairs(sign * theirs[side], edges, orientation="horizontal", color=palette.INK, lw=0.7, baseline=None)
    axes.axvline(0, color=palette.PAPER, lw=0.8, zorder=5)
    sheet.say(
        axes,
        0.5,
        1,
        Words("京津冀", "Region"),
        size=sheet.size(9, 8),
        coords="axes fraction",
        ha="center",
        shift=(0, 12),
        bold=0.2,
    )
    share = (share_old(theirs), share_old(ours))
    sheet.say(
        axes,
        0.5,
        1,
        Words(
            f"65岁以上 参照{share[0]:.2f}，情景{share[1]:.2f} %",
            f"65+ reference {share[0]:.2f}, scenario {share[1]:.2f} %",
        ),
        size=sheet.size(6.4, 5.8),
        coords="axes fraction",
        ha="center",
        shift=(0, 2),
        colour=palette.OLD,
        both="zh",
    )
    for x, words in ((-1.0, Words("男", "Men")), (1.0, Words("女", "Women"))):
        sheet.say(
            axes,
            x * top * 0.97,
            97,
            words,
            size=sheet.size(7.2),
            colour=palette.TEXT,
            ha="left" if x < 0 else "right",
            va="center",
        )


def _bars(
    sheet: Sheet, axes: Axes, where: Words, mean: Floats, half: Floats, largest: float, measure: Measure, *, ages: bool
) -> None:
    """Differences by age group about a zero line; pale where the interval holds zero."""
    span = 1.05 * (largest or 1.0)  # nobody may live differently
    axes.set_xlim(-span, span)
    axes.set_ylim(-0.6, len(mean) - 0.4)
    trials = ([tick for tick in round_ticks(-span, span, count) if abs(tick) < span] for count in (3, 5, 8))
    ticks = next(trial for trial in trials if len(trial) > 2)
    marked = tick_words(ticks, measure, signed=True) if largest else [same("0" if not tick else "") for tick in ticks]
    for tick, words in zip(ticks, marked, strict=True):
        axes.axvline(tick, color=palette.GRID, lw=0.4, zorder=0)
        sheet.say(
            axes,
            tick,
            0,
            words,
            size=sheet.size(5.8, 5.2),
            colour=palette.FAINT,
            ha="center",
            va="top",
            shift=(0, -3),
            coords=axes.get_xaxis_transform(),
            both="zh",
        )
    for k, (value, width) in enumerate(zip(mean, half, strict=True)):
        sure = abs(value) > width
        colour = palette.MORE[3] if value > 0 else palette.LESS[3]
        axes.barh(k, value, height=0.7, color=colour, lw=0, alpha=1 if sure else 0.3, zorder=2)
        if np.isfinite(width):
            axes.plot([value - width, value + width], [k, k], color=palette.INK, lw=0.5, zorder=3)
        if ages and k % 4 == 0:
            sheet.say(
                axes,
                0,
                k,
                same(said(k)),
                size=sheet.size(5.8, 5.2),
                colour=palette.FAINT,
                ha="right",
                va="center",
                shift=(-2, 0),
                coords=axes.get_yaxis_transform(),
            )
    axes.axvline(0, color=palette.INK, lw=0.8, zorder=4)
    unit = measure.units()
    amount = float(mean.sum())
    sheet.say(axes, 0.5, 1, where, size=sheet.size(8, 7), coords="axes fraction", ha="center", shift=(0, 12), bold=0.15)
    sheet.say(
        axes,
        0.5,
        1,
        Words(
            f"合计{measure.number(amount, 'zh', signed=True)}{unit.zh}",
            f"in all {measure.number(amount, 'en', signed=True)} {unit.en}",
        ),
        size=sheet.size(6, 5.4),
        coords="axes fraction",
        ha="center",
        shift=(0, 3),
        colour=palette.TEXT,
        both="zh",
    )
