"""Population pyramids, then as an outline and now filled: the region and its three provinces."""

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from numpy.typing import NDArray

from model.reports import palette
from model.reports.numbers import number
from model.reports.run_folder import Run
from model.reports.sheet import Picture, Sheet
from model.reports.words import Words, same

Floats = NDArray[np.float64]
AREAS = (
    ("bth", Words("京津冀", "Region")),
    ("beijing", Words("北京", "Beijing")),
    ("tianjin", Words("天津", "Tianjin")),
    ("hebei", Words("河北", "Hebei")),
)
OLD_FROM = 65
SOURCE = Words(
    "起始年：第七次全国人口普查分县分年龄资料（2020年11月1日，按当年12月31日使用）；之后：模型。100岁含以上。",
    "Starting year: census of 1 November 2020 by county and age, taken as 31 December; later: model. 100 holds "
    "all older.",
)


def pyramids(run: Run) -> Picture:
    """Age and sex of the region and each province, first and last year."""
    then, now = by_area(run, run.start), by_area(run, run.end)
    old_then, old_now = share_old(then[0]), share_old(now[0])
    move = Words(
        "升至" if old_now > old_then else "降至" if old_now < old_then else "仍为",
        "rises to" if old_now > old_then else "falls to" if old_now < old_then else "stays at",
    )
    median = [median_age(then[0]), median_age(now[0])]
    title = Words(
        f"65岁及以上占比由{old_then:.1f} %{move.zh}{old_now:.1f} %，年龄中位数由{median[0]:.0f}岁到{median[1]:.0f}岁",
        f"The share aged 65 and over {move.en} {old_now:.1f} % from {old_then:.1f} %; median age "
        f"{median[0]:.0f} to {median[1]:.0f}",
    )
    people, years = (
        "People by single year of age",
        f"{run.start} (line) and {run.end} (filled; 65 and over dark), men left, women right",
    )
    subtitle = run.subtitle(
        Words(
            f"每岁人口（万人），{run.start}年（线）与{run.end}年（色块，深色为65岁及以上），左男右女",
            f"{people}, {years}",
            f"{people}, 10 000, {years}",
        )
    )
    alt = Words(
        f"四幅人口金字塔：京津冀、北京、天津、河北。{run.start}年为轮廓，{run.end}年为填充。"
        + "；".join(
            f"{name.zh}65岁及以上由{share_old(a):.1f} %变为{share_old(b):.1f} %"
            for (_, name), a, b in zip(AREAS, then, now, strict=True)
        )
        + "。",
        f"Four population pyramids, {run.start} as outline and {run.end} filled. Aged 65 and over: "
        + "; ".join(
            f"{name.en} {share_old(a):.1f} % to {share_old(b):.1f} %"
            for (_, name), a, b in zip(AREAS, then, now, strict=True)
        )
        + ".",
    )
    return Picture(
        name="pyramids",
        title=title,
        subtitle=subtitle,
        alt=alt,
        note=SOURCE,
        data=shown(run, then, now),
        height={"wide": 250.0, "narrow": 346.0},
        draw=lambda sheet: _draw(sheet, run, then, now),
    )


def by_area(run: Run, year: int) -> list[Floats]:
    """People by sex and age (2, 101) of each area."""
    stock = run.stock(year)
    return [stock[run.places.members(area)].sum(0).astype(float) for area, _ in AREAS]


def share_old(people: Floats) -> float:
    """Share aged 65 and over, %."""
    return float(100 * people[:, OLD_FROM:].sum() / people.sum())


def median_age(people: Floats) -> float:
    """Age that half of the people have passed, in years."""
    by_age = people.sum(0)
    below = np.concatenate([[0.0], np.cumsum(by_age)])
    return float(np.interp(below[-1] / 2, below, np.arange(below.size)))


def shown(run: Run, then: list[Floats], now: list[Floats]) -> pd.DataFrame:
    """What the figure shows: area, year, sex, age, persons."""
    rows = [
        (area, year, sex, age, people[side, age])
        for (area, _), pair in zip(AREAS, zip(then, now, strict=True), strict=True)
        for year, people in zip((run.start, run.end), pair, strict=True)
        for side, sex in enumerate(("male", "female"))
        for age in range(people.shape[1])
    ]
    return pd.DataFrame(rows, columns=["area_id", "year", "sex", "age", "persons"])


def _draw(sheet: Sheet, run: Run, then: list[Floats], now: list[Floats]) -> None:
    if sheet.narrow:
        boxes = [(20.0, 22.0, 212.0, 170.0), *((20.0 + k * 76.0, 232.0, 68.0, 96.0) for k in range(3))]
    else:
        boxes = [(26.0, 26.0, 208.0, 206.0), *((262.0 + k * 84.0, 72.0, 74.0, 160.0) for k in range(3))]
    for k, (box, (_, name)) in enumerate(zip(boxes, AREAS, strict=True)):
        axes = sheet.panel(*box)
        _pyramid(sheet, axes, name, then[k], now[k], large=k == 0, ages=k < 2)
        if k == 0:
            _label_years(sheet, axes, run, then[0], now[0])


def _pyramid(sheet: Sheet, axes: Axes, name: Words, then: Floats, now: Floats, *, large: bool, ages: bool) -> None:
    top = 1.06 * max(then.max(), now.max())
    axes.set_xlim(-top, top)
    axes.set_ylim(-1, 102)
    edges = np.arange(102)
    for age in (20, 40, 60, 80, 100):
        axes.axhline(age, color=palette.GRID, lw=0.4, zorder=0)
        if ages:
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
            steps = np.append(now[side, low:high], now[side, high - 1])
            axes.fill_betweenx(edges[low : high + 1], 0, sign * steps, step="post", color=colour, lw=0, zorder=2)
        axes.stairs(
            sign * then[side],
            edges,
            orientation="horizontal",
            color=palette.PAPER,
            lw=1.7 if large else 1.2,
            zorder=3,
            baseline=None,
            alpha=0.7,
        )
        axes.stairs(
            sign * then[side],
            edges,
            orientation="horizontal",
            color=palette.INK,
            lw=0.7 if large else 0.5,
            zorder=4,
            baseline=None,
        )
    axes.axvline(0, color=palette.PAPER, lw=0.8, zorder=5)
    share = (share_old(then), share_old(now))
    head = sheet.size(9.5 if large else 8.2, 8 if large else 7)
    small = sheet.size(6.4, 5.8)
    sheet.say(
        axes, 0.5, 1, name, size=head, coords="axes fraction", ha="center", shift=(0, 12 if large else 11), bold=0.2
    )
    sheet.say(
        axes,
        0.5,
        1,
        Words(f"65岁以上 {share[0]:.1f} → {share[1]:.1f} %", f"65+ {share[0]:.1f} → {share[1]:.1f} %"),
        size=small,
        coords="axes fraction",
        ha="center",
        shift=(0, 2),
        colour=palette.OLD,
        both="zh",
    )
    step = _round_step(top)
    for sign in (-1, 1):
        for k in (1, 2) if large else (1,):
            x = sign * k * step
            if abs(x) < top:
                axes.axvline(x, color=palette.GRID, lw=0.4, zorder=0)
                sheet.say(
                    axes,
                    x,
                    0,
                    Words(number(k * step / 1e4, 1 if step < 1e4 else 0), number(k * step / 1e3, 0) + "k"),
                    size=sheet.size(6),
                    colour=palette.FAINT,
                    ha="center",
                    va="top",
                    coords=axes.get_xaxis_transform(),
                    shift=(0, -2),
                    both="zh",
                )
    if large:
        for x, words in ((-1.0, Words("男", "Men")), (1.0, Words("女", "Women"))):
            sheet.say(
                axes,
                x * top * 0.97,
                96,
                words,
                size=sheet.size(7.2),
                colour=palette.TEXT,
                ha="left" if x < 0 else "right",
                va="center",
            )


def _round_step(top: float) -> float:
    """A round distance between grid lines: two of them fit in a half of the large panel."""
    raw = top / 2.3
    power = 10.0 ** np.floor(np.log10(raw))
    return float(max(k for k in (1, 2, 2.5, 5, 10) if k * power <= raw) * power)


def _label_years(sheet: Sheet, axes: Axes, run: Run, then: Floats, now: Floats) -> None:
    """Name the two years where they lie furthest apart."""
    size = sheet.size(7.2)
    young = int(np.argmax(then[1, 20:60] - now[1, 20:60])) + 20
    old = int(np.argmax(now[1, OLD_FROM:] - then[1, OLD_FROM:])) + OLD_FROM
    sheet.say(
        axes,
        then[1, young],
        young,
        same(str(run.start)),
        size=size,
        colour=palette.INK,
        va="center",
        shift=(3, 3),
        halo=1.6,
    )
    sheet.say(
        axes,
        now[1, old],
        old + 0.5,
        same(str(run.end)),
        size=size,
        colour=palette.OLD,
        va="center",
        shift=(4, 2),
        halo=1.6,
    )
    sheet.say(
        axes,
        -now[0, OLD_FROM + 4] * 0.3,
        OLD_FROM + 4,
        Words("65岁以上", "65 and over"),
        size=sheet.size(6.4),
        colour=palette.PAPER,
        ha="center",
        va="center",
        both="zh",
    )
