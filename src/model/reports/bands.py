"""Four figures over the years: bands of each scenario, and the paired differences that the bands hide."""

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from numpy.typing import NDArray

from model.reports import palette, typeface
from model.reports.cast import Panel, colour, left_out, panels, shown
from model.reports.ensemble import Ensemble
from model.reports.lines import end_labels, grid_lines, round_ticks, years_below
from model.reports.numbers import Measure, fitted, number
from model.reports.sheet import Picture, Sheet
from model.reports.words import LANGS, Words

Floats = NDArray[np.float64]
SINGLE_RUNS = 3
QUANTILES = (0.05, 0.95)
VISIBLE = 0.03
"""Part of a panel's height below which two lines are one to the eye."""
FEW = 20
"""Below so many seeds a 90 % band is nearly that of the outermost runs."""


def bands(batch: Ensemble) -> Picture | None:
    """Bands of 90 % of the runs with three single runs, by scenario."""
    found = panels(batch)
    if not found:
        return None
    series = [batch.series(panel.indicator, panel.area, panel.level) for panel in found]
    names = [batch.pairs.baseline, *shown(batch)]
    first = found[0]
    base = series[0][batch.pairs.baseline][:, -1]
    low, high = (float(np.nanquantile(base, q)) for q in QUANTILES)
    measure = fitted(high) if first.indicator == "population" else first.measure
    lo, hi = (measure.words(value) for value in (low, high))
    title = Words(
        f"{batch.end}年{first.label.zh}：参照情景90 %的运行在{lo.zh}至{hi.zh}之间",
        f"{first.label.en} in {batch.end}: 90 % of the reference's runs lie between {lo.en} and {hi.en}",
    )
    few = batch.seeds < FEW
    note = Words(
        "色带为各种子的5–95 %分位"
        + ("（种子少，近于最外两次运行）" if few else "")
        + "，粗线为均值，细线为前三个种子。"
        + _holds(batch).zh,
        "Bands: 5 to 95 % of the seeds" + (" (few seeds: nearly the outermost runs)" if few else "") + ", thick line"
        " the mean, thin lines the first three seeds. " + _holds(batch).en,
    )
    return Picture(
        name="bands",
        title=title,
        subtitle=batch.said(
            Words(f"{batch.start}–{batch.end}年，各情景90 %色带", f"{batch.start}–{batch.end}, 90 % bands by scenario")
        ),
        alt=Words(
            "四幅小图："
            + "、".join(panel.label.zh for panel in found)
            + "，各情景的均值与90 %色带。"
            + title.zh
            + "。",
            "Four charts: " + "; ".join(panel.label.en for panel in found) + "; mean and 90 % band of each scenario. "
            f"{title.en}.",
        ),
        note=note + left_out(batch),
        data=pd.concat([_band_rows(batch, panel, values) for panel, values in zip(found, series, strict=True)]),
        height={"wide": 372.0, "narrow": 640.0},
        draw=lambda sheet: _draw_bands(sheet, batch, found, series, names),
    )


def _holds(batch: Ensemble) -> Words:
    """What a band is made of."""
    if batch.own_parameters:
        return Words(
            "每个种子用一组经历史筛选的参数：色带含种子与参数的不确定性，不含结构。",
            "Each seed has one of the parameter sets that the record allows: bands hold seeds and parameters, not "
            "structure.",
        )
    return Words(
        "色带只含种子差异，不含参数与结构的不确定性。",
        "Bands hold seeds alone, not parameters or structure.",
    )


def paired(batch: Ensemble) -> Picture | None:
    """Differences to the baseline on the same seeds, with 90 % intervals and a zero line."""
    found = panels(batch)
    if not found:
        return None
    table = pd.concat(
        [batch.difference(panel.indicator, panel.area, panel.level) for panel in found], ignore_index=True
    )
    last = table[table["year"] == batch.end]
    clear = last[last["clear"].astype(bool)]
    ratio = float(np.nanmedian(last["variance_ratio"])) if last["variance_ratio"].notna().any() else float("nan")
    base = batch.title(batch.pairs.baseline)
    title = Words(
        f"{batch.end}年{len(last)}项差值中{len(clear)}项明确异于零",
        f"{len(clear)} of {len(last)} differences are clear of zero in {batch.end}",
    )
    if np.isfinite(ratio):
        times = number(ratio, 0) if ratio < 1e4 else number(round(ratio, -3), 0)
        title = title + Words(
            f"；成对使方差缩小{times}倍（中位数）", f"; pairing cuts the variance {times}-fold (median)"
        )
    return Picture(
        name="paired-differences",
        title=title,
        subtitle=batch.said(
            Words(
                f"{batch.start}–{batch.end}年与参照之差，同一种子逐一相减",
                f"{batch.start}–{batch.end}, difference to the reference, seed by seed",
            )
        ),
        alt=Words(
            f"四幅小图，零线为{base.zh}。"
            + "；".join(_said(batch, panel, row, "zh") for panel, row in _ends(found, last)),
            f"Four charts, the zero line is {base.en}. "
            + "; ".join(_said(batch, panel, row, "en") for panel, row in _ends(found, last)),
        ),
        note=Words(
            "色带为均值差的90 %区间（t分布，成对种子）。非成对区间与方差比见数据。低、中排放两条路径不分高下。",
            "Bands: 90 % interval of the mean difference (t, paired seeds). Unpaired intervals and variance ratios are "
            "in the data. Low and medium emissions are not ranked.",
        )
        + left_out(batch),
        data=table,
        height={"wide": 372.0, "narrow": 640.0},
        draw=lambda sheet: _draw_paired(sheet, batch, found, table),
    )


def boxes(sheet: Sheet, count: int) -> list[tuple[float, float, float, float]]:
    """Left, top, width and height of up to four panels."""
    if sheet.narrow:
        return [(34.0, 24.0 + 158.0 * k, 146.0, 106.0) for k in range(count)]
    return [(40.0 + 262.0 * (k % 2), 26.0 + 184.0 * (k // 2), 142.0, 132.0) for k in range(count)]


def tick_words(ticks: list[float], measure: Measure, *, signed: bool = False) -> list[Words]:
    """Figures of grid lines in either language, as fine as their distance asks."""
    step = ticks[1] - ticks[0]
    texts = []
    for value in ticks:
        said = []
        for side in range(len(LANGS)):
            digits = max(0, -int(np.floor(np.log10(step / measure.divisor[side]) + 1e-9)))
            short = step / measure.divisor[side] * 10**digits
            digits += 0 if abs(short - round(short)) < 1e-6 else 1
            said.append(number(value / measure.divisor[side], digits, signed=signed and abs(value) > step / 1e6))
        texts.append(Words(said[0], said[1]))
    return texts


def head(sheet: Sheet, axes: Axes, words: Words) -> None:
    """What a panel shows, above it."""
    both = sheet.voice == "both"
    sheet.say(
        axes,
        0,
        1,
        words,
        size=sheet.size(7, 6.4),
        coords="axes fraction",
        shift=(-26, 15 if both and not sheet.narrow else 9),
        both="below" if not sheet.narrow else "zh",
        colour=palette.TEXT,
        va="center",
    )


def _draw_bands(
    sheet: Sheet, batch: Ensemble, found: list[Panel], series: list[dict[str, Floats]], names: list[str]
) -> None:
    years = np.arange(batch.start, batch.end + 1)
    for box, panel, values in zip(boxes(sheet, len(found)), found, series, strict=True):
        axes = sheet.panel(*box)
        seen = np.concatenate([values[name].ravel() for name in names])
        ticks = round_ticks(float(np.nanmin(seen)), float(np.nanmax(seen)))
        axes.set_ylim(ticks[0], ticks[-1])
        years_below(sheet, axes, years)
        grid_lines(sheet, axes, ticks, tick_words(ticks, panel.measure))
        head(sheet, axes, panel.head)
        ends, alike = [], []
        base = np.nanmean(values[batch.pairs.baseline], axis=0)
        for name in [*names[1:], names[0]]:
            mean = np.nanmean(values[name], axis=0)
            apart = np.nanmax(np.abs(mean - base)) > VISIBLE * (ticks[-1] - ticks[0])
            if name != names[0] and not apart:
                alike.append(name)
                continue
            ink = colour(batch, name)
            low, high = np.nanquantile(values[name], QUANTILES, axis=0)
            axes.fill_between(years, low, high, color=ink, alpha=0.14, lw=0, zorder=2)
            for run in values[name][:SINGLE_RUNS]:
                axes.plot(years, run, color=ink, lw=0.45, alpha=0.45, zorder=3)
            axes.plot(years, mean, color=ink, lw=1.7, zorder=4, solid_capstyle="round")
            ends.append((float(mean[-1]), _short(batch, name), ink))
        end_labels(sheet, axes, years[-1], ends)
        _alike(sheet, axes, batch, alike)


def _alike(sheet: Sheet, axes: Axes, batch: Ensemble, names: list[str]) -> None:
    """Scenarios that the eye cannot tell from the baseline, named at the foot of the panel."""
    if not names:
        return
    titles = [batch.title(name) for name in names]
    size = sheet.size(5.8, 5.4)
    words = Words(
        "与参照重合：" + "、".join(title.zh for title in titles),
        "as the reference: " + ", ".join(title.en for title in titles),
    )
    if max(typeface.width(words.say(lang), size) for lang in LANGS) > 0.9 * axes.get_position().width * sheet.points:
        words = Words(f"与参照重合：{len(names)}个情景", f"as the reference: {len(names)} scenarios")
    sheet.say(
        axes,
        0,
        0,
        words,
        size=size,
        coords="axes fraction",
        shift=(2, 4),
        colour=palette.FAINT,
        both="zh",
        halo=1.2,
    )


def _draw_paired(sheet: Sheet, batch: Ensemble, found: list[Panel], table: pd.DataFrame) -> None:
    names = shown(batch)
    for box, panel in zip(boxes(sheet, len(found)), found, strict=True):
        axes = sheet.panel(*box)
        rows = table[(table["indicator"] == panel.indicator) & table["scenario"].isin(names)]
        seen = rows[["low", "high", "difference"]].to_numpy(float).ravel()
        low, high = min(float(np.nanmin(seen)), 0.0), max(float(np.nanmax(seen)), 0.0)
        ticks = round_ticks(low, high) if low < high else [-1.0, 0.0, 1.0]
        axes.set_ylim(ticks[0], ticks[-1])
        years_below(sheet, axes, np.arange(batch.start, batch.end + 1))
        grid_lines(sheet, axes, ticks, tick_words(ticks, panel.measure, signed=True))
        head(sheet, axes, panel.difference_head)
        ends = []
        for name in names:
            line = rows[rows["scenario"] == name].sort_values("year")
            ink = colour(batch, name)
            axes.fill_between(line["year"], line["low"], line["high"], color=ink, alpha=0.2, lw=0, zorder=2)
            axes.plot(line["year"], line["difference"], color=ink, lw=1.6, zorder=4, solid_capstyle="round")
            ends.append((float(line["difference"].iloc[-1]), _short(batch, name), ink))
        axes.axhline(0, color=palette.INK, lw=0.9, zorder=3)
        end_labels(sheet, axes, batch.end, ends)


def _band_rows(batch: Ensemble, panel: Panel, values: dict[str, Floats]) -> pd.DataFrame:
    years = np.arange(batch.start, batch.end + 1)
    frames = []
    for name, runs in values.items():
        low, high = np.nanquantile(runs, QUANTILES, axis=0)
        frames.append(
            pd.DataFrame(
                {
                    "indicator": panel.indicator,
                    "area_id": panel.area,
                    "scenario": name,
                    "year": years,
                    "mean": np.nanmean(runs, axis=0),
                    "q05": low,
                    "q95": high,
                }
            )
        )
    return pd.concat(frames, ignore_index=True)


def _short(batch: Ensemble, name: str) -> Words:
    return Words("参照", "reference") if name == batch.pairs.baseline else batch.title(name)


def _ends(found: list[Panel], last: pd.DataFrame) -> "list[tuple[Panel, pd.Series]]":
    return [(panel, row) for panel in found for _, row in last[last["indicator"] == panel.indicator].head(4).iterrows()]


def _said(batch: Ensemble, panel: Panel, row: "pd.Series", lang: str) -> str:
    title, side = batch.title(str(row["scenario"])), 0 if lang == "zh" else 1
    low, high = (panel.measure.number(float(row[key]), LANGS[side], signed=True) for key in ("low", "high"))
    change = panel.measure.change(float(row["difference"]), LANGS[side])
    between = f"（{low}至{high}）" if lang == "zh" else f" ({low} to {high})"
    return f"{title.say(LANGS[side])} {panel.label.say(LANGS[side])} {change}{between}"
