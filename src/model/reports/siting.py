"""Where people are moved to, and how often it floods there: the siting gradient of a scenario."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from model.experiments.compare import Question, differences
from model.experiments.intervals import half_width
from model.reports import basemap, palette
from model.reports.bands import tick_words
from model.reports.ensemble import Ensemble
from model.reports.lines import grid_lines, round_ticks
from model.reports.numbers import fitted, number
from model.reports.sheet import Picture, Sheet
from model.reports.words import Words, same

if TYPE_CHECKING:
    from matplotlib.axes import Axes

Floats = NDArray[np.float64]
NAMED = {"wide": 7, "narrow": 5}
"""Places that are named, the largest differences."""
LEAST_RISK = 0.05
"""Affected a year per 1,000 residents below which a place is drawn at the edge."""


@dataclass(frozen=True, slots=True)
class Gradient:
    """One scenario against the baseline, both on one emission path."""

    name: str
    people: Floats
    """(199,) mean difference of residents."""
    risk: Floats
    """(199,) affected a year per 1,000 residents, mean over seeds, in the scenario."""
    lost: float
    """Mean risk of the places that lose residents, by what they lose."""
    gained: float
    """Of those that gain."""
    step: tuple[float, float, float]
    """`gained - lost` with its 90 % interval over seeds."""
    affected: tuple[float, float, float]
    """Difference of the affected a year in the whole region, with its interval."""
    movers: float
    """Residents that places gain, in all."""


def siting_gradient(batch: Ensemble) -> Picture | None:
    """Residents gained and lost by place over the risk of each; None without a scenario on the baseline's path."""
    found = gradients(batch)
    if not found:
        return None
    focus = max(found, key=lambda each: (each.movers, each.name))
    title = batch.title(focus.name)
    low, high = focus.step[1:]
    sure = low > 0 or high < 0
    worse = focus.step[0] > 0
    said = (
        Words(
            f"{title.zh}使人口流向受淹概率{'较高' if worse else '较低'}处",
            f"{title.en} shifts people to where floods affect {'more' if worse else 'fewer'} of them",
        )
        if sure
        else Words(
            f"{title.zh}：人口增减处的受淹概率无明确差别",
            f"{title.en}: places that gain and that lose people are flooded about as often",
        )
    )
    total = fitted(abs(focus.affected[0]))
    amount = total.words(focus.affected[0], signed=True)
    return Picture(
        name="siting-gradient",
        title=said,
        subtitle=batch.said(
            Words(
                f"{batch.end}年各县区常住人口之差，按每千人每年预期受灾人数排列",
                f"Difference of residents by place in {batch.end}, over the affected expected a year per 1,000",
            ),
            focus.name,
        ),
        alt=Words(
            f"人口减少处平均每千人每年{number(focus.lost, 1)}人受灾，增加处{number(focus.gained, 1)}人，"
            f"相差{number(focus.step[0], 1, signed=True)}。全区每年受灾人数之差{amount.zh}。",
            f"Where people are fewer {number(focus.lost, 1)} in 1,000 are affected a year, where they are more "
            f"{number(focus.gained, 1)}, a step of {number(focus.step[0], 1, signed=True)}. The region's affected "
            f"differ by {amount.en} a year.",
        ),
        note=Words(
            "每县区一条线，县区平均；县区内的保护区、非保护区与蓄滞洪区只进入全区合计。防洪标准与蓄滞洪区人口为假设，"
            "结论的正负号可能随之改变：在何值改变，见 docs/relocation.md（benchmarks/verify_siting.py）。",
            "One line a place, at the place's mean; protected, unprotected and detention land inside a place enter the "
            "region's total alone. Standards and people on detention land are assumptions, and the sign may turn with "
            "them: docs/relocation.md has the values at which it does (benchmarks/verify_siting.py).",
        ),
        data=pd.concat([_rows(batch, each) for each in found], ignore_index=True),
        height={"wide": 214.0, "narrow": 218.0},
        draw=lambda sheet: _draw(sheet, batch, focus),
    )


def gradients(batch: Ensemble) -> list[Gradient]:
    """The gradient of every scenario on the baseline's emission path whose people live elsewhere."""
    path = batch.pathway(batch.pairs.baseline)
    names = [name for name in batch.pairs.others if batch.pathway(name) == path]
    if not names or "affected_expected" not in set(batch.comparison.differences["indicator"]):
        return []
    wanted = [batch.pairs.baseline, *names]
    of = {}
    for name in wanted:
        found = batch.gist.block(batch.pairs.of(name), ("population", "affected_expected"), ("place",), last=batch.end)
        if set(found.cells["indicator"]) != {"population", "affected_expected"}:
            return []
        of[name] = [
            found.grid(what, batch.places.ids, [batch.end])[:, :, 0] for what in ("population", "affected_expected")
        ]
    effects = differences(
        batch.gist, batch.pairs, Question(("affected_expected",), ("region",), (), (batch.end,))
    ).set_index("scenario")
    base = of[batch.pairs.baseline][0]
    out = []
    for name in names:
        people, affected = of[name]
        change = people - base
        risk = np.divide(1000.0 * affected, people, out=np.zeros_like(people), where=people > 0)
        lost, gained = _weighted(risk, -change), _weighted(risk, change)
        both = np.isfinite(lost) & np.isfinite(gained)
        if not both.any():
            continue
        lost, gained = lost[both], gained[both]
        effect = effects.loc[name]
        out.append(
            Gradient(
                name=name,
                people=change.mean(axis=0),
                risk=risk.mean(axis=0),
                lost=float(lost.mean()),
                gained=float(gained.mean()),
                step=_interval(gained - lost),
                affected=(float(effect["difference"]), float(effect["low"]), float(effect["high"])),
                movers=float(np.maximum(change, 0.0).sum(axis=1).mean()),
            )
        )
    return out


def _weighted(risk: Floats, weight: Floats) -> Floats:
    """Mean risk (seeds,) of the places whose weight is positive, by it."""
    kept = np.maximum(weight, 0.0)
    total = kept.sum(axis=1)
    found: Floats = np.divide((risk * kept).sum(axis=1), total, out=np.full(total.shape, np.nan), where=total > 0)
    return found


def _interval(values: Floats) -> tuple[float, float, float]:
    """Mean over seeds with its 90 % interval."""
    middle = float(values.mean())
    spread = values.std(ddof=1) if values.size > 1 else np.nan
    half = half_width(np.array([spread]), np.array([values.size]))[0]
    return middle, middle - float(half), middle + float(half)


def _rows(batch: Ensemble, found: Gradient) -> pd.DataFrame:
    step, low, high = found.step
    return pd.DataFrame(
        {
            "scenario": found.name,
            "place_id": batch.places.ids,
            "name_zh": batch.places.names_zh,
            "name_en": batch.places.names_en,
            "residents": found.people,
            "affected_per_1000": found.risk,
            "gradient": step,
            "gradient_low": low,
            "gradient_high": high,
            "affected_region": found.affected[0],
            "affected_per_1000_movers": 1000.0 * found.affected[0] / found.movers,
        }
    )


def _draw(sheet: Sheet, batch: Ensemble, found: Gradient) -> None:
    axes = sheet.panel(30, 34, 208, 150) if sheet.narrow else sheet.panel(44, 8, 330, 176)
    x = np.log10(np.maximum(found.risk, LEAST_RISK))
    top = float(np.abs(found.people).max()) * 1.12
    ticks = [tick for tick in round_ticks(-top, top, 4) if abs(tick) <= top]
    axes.set_ylim(-top, top)
    grid_lines(sheet, axes, ticks, tick_words(ticks, fitted(top), signed=True))
    shown = np.abs(found.people) > top / 400
    edge = (float(x[shown].min()) - 0.12, float(x[shown].max()) + 0.12)
    axes.set_xlim(*edge)
    axes.axhline(0, color=palette.INK, lw=0.6, zorder=1)
    for place in np.argsort(np.abs(found.people)):
        if not shown[place]:
            continue
        value = float(found.people[place])
        colour = palette.MORE[3] if value > 0 else palette.LESS[3]
        axes.plot([x[place], x[place]], [0, value], color=colour, lw=1.4, zorder=2, solid_capstyle="butt")
        axes.plot(x[place], value, "o", ms=3.2, color=colour, mec=palette.PAPER, mew=0.4, zorder=3)
    for mark in (0.1, 0.2, 0.5, 1, 2, 5, 10, 20, 50, 100):
        if edge[0] <= np.log10(mark) <= edge[1]:
            sheet.say(
                axes,
                float(np.log10(mark)),
                0,
                same(number(mark, 0 if mark >= 1 else 1)),
                size=sheet.size(6.2),
                colour=palette.FAINT,
                ha="center",
                va="top",
                shift=(0, -4),
                coords=axes.get_xaxis_transform(),
            )
    sheet.say(
        axes,
        0,
        0,
        Words("每千人每年预期受灾人数（对数）", "Affected expected a year per 1,000 residents (log)"),
        size=sheet.size(6.2),
        colour=palette.FAINT,
        va="top",
        shift=(0, -15),
        coords="axes fraction",
        both="zh" if sheet.narrow else "beside",
    )
    measure = fitted(top)
    unit, more = measure.units(), "more residents"
    counted = (more, more) if unit.en == "in all" else (f"{more}, {unit.en}", f"{more}, {unit.english_beside}")
    for sign, words in (
        (1, Words(f"人口增加（{unit.zh}）", *counted)),
        (-1, Words("人口减少", "fewer residents")),
    ):
        colour = palette.readable(palette.MORE[3] if sign > 0 else palette.LESS[3])
        sheet.say(axes, 0, 0.5 + 0.5 * sign, words, size=sheet.size(6.6), colour=colour, coords="axes fraction",
                  va="top" if sign > 0 else "bottom", both="zh" if sheet.narrow else "beside")  # fmt: skip
    _name_places(sheet, axes, batch, found, x)
    for value, colour in ((found.lost, palette.LESS[4]), (found.gained, palette.MORE[4])):
        axes.axvline(np.log10(max(value, LEAST_RISK)), color=colour, lw=0.9, ls=(0, (3, 2)), zorder=1)
    _summary(sheet, found, measure.words(found.movers))


def _name_places(sheet: Sheet, axes: "Axes", batch: Ensemble, found: Gradient, x: Floats) -> None:
    """Names at the ends of the longest lines, on the side that has room."""
    low, high = axes.get_xlim()
    named: list[tuple[float, float]] = []
    for place in np.argsort(-np.abs(found.people))[: NAMED[sheet.width]]:
        value = float(found.people[place])
        if any(abs(x[place] - a) < 0.3 and abs(value - b) < 0.11 * axes.get_ylim()[1] for a, b in named):
            continue
        named.append((float(x[place]), value))
        right = x[place] < low + 0.72 * (high - low)
        sheet.say(
            axes,
            float(x[place]),
            value,
            basemap.place_name(batch.places, int(place)),
            size=sheet.size(6.2),
            ha="left" if right else "right",
            va="center",
            shift=(5 if right else -5, 0),
            both="zh",
            halo=1.6,
        )


def _summary(sheet: Sheet, found: Gradient, movers: Words) -> None:
    """The two means, the step between them, and what it makes of the region."""
    axes = sheet.panel(4, 0, 244, 26) if sheet.narrow else sheet.panel(386, 8, 128, 176)
    axes.set_xlim(0, 1)
    axes.set_ylim(0, 1)
    step, low, high = (number(value, 1, signed=True) for value in found.step)
    total = fitted(abs(found.affected[0]))
    amount, *span = (total.number(value, "zh", signed=True) for value in found.affected)
    english = [total.number(value, "en", signed=True) for value in found.affected]
    size = sheet.size(6.4, 5.6)
    lines = [
        (Words(f"减少处：{number(found.lost, 1)}‰", f"Fewer: {number(found.lost, 1)} in 1,000"), palette.LESS[4]),
        (Words(f"增加处：{number(found.gained, 1)}‰", f"More: {number(found.gained, 1)} in 1,000"), palette.MORE[4]),
        (Words(f"相差{step}（{low} 至 {high}）", f"Step {step} ({low} to {high})"), palette.INK),
    ]
    if not sheet.narrow:
        zh, en = total.unit
        lines += [
            (Words(f"迁居约{movers.zh}", f"Moved: {movers.en}"), palette.TEXT),
            (Words("全区每年受灾人数之差", "Affected in the region, a year"), palette.FAINT),
            (Words(f"{amount}（{span[0]} 至 {span[1]}）{zh}",
                   f"{english[0]} ({english[1]} to {english[2]}) {en}"), palette.INK),
        ]  # fmt: skip
    for k, (words, colour) in enumerate(lines):
        at = (0.34 * k, 0.6) if sheet.narrow else (0.0, 0.94 - 0.155 * k)
        sheet.say(axes, *at, words, size=size, colour=palette.readable(colour), va="center",
                  both="zh" if sheet.narrow else "below")  # fmt: skip
