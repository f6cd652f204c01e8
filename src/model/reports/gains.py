"""Who gains and who loses: earnings of the same residents in two scenarios, by county and by group."""

from typing import Final

import numpy as np
from matplotlib.axes import Axes

from model.experiments.gainers import REGISTRATIONS, Gains
from model.experiments.tracing import AGES, EDUCATIONS, age_group
from model.reports import basemap, palette, typeface
from model.reports.clear_map import ClearMap
from model.reports.ensemble import Ensemble
from model.reports.numbers import number
from model.reports.sheet import Picture, Sheet
from model.reports.words import LANGS, Words, same

HEADS: Final = {
    "registration": Words("户籍", "Registration"),
    "skill": Words("学历", "Education"),
    "age_group": Words("年龄", "Age"),
}
NAMES: Final = {
    **dict(
        zip(
            REGISTRATIONS,
            (
                Words("本地户籍", "local"),
                Words("区域内其他市户籍", "elsewhere in region"),
                Words("区域外户籍", "outside region"),
            ),
            strict=True,
        )
    ),
    **dict(
        zip(
            EDUCATIONS,
            (
                Words("初中及以下", "junior school"),
                Words("高中", "senior school"),
                Words("大专", "college"),
                Words("本科及以上", "bachelor and up"),
            ),
            strict=True,
        )
    ),
}
ADULTS: Final = tuple(age_group(low) for low, _ in AGES[1:])


def gains_picture(batch: Ensemble) -> Picture | None:
    """Earnings by county and group; None where the residents of the runs were not followed."""
    return None if batch.gains is None else picture_of(batch, batch.gains)


def picture_of(batch: Ensemble, found: Gains) -> Picture:
    """The picture of gains and losses."""
    places = batch.places
    rows = found.of("county").reindex(list(places.ids))
    change = rows["earnings"].fillna(0.0).to_numpy(float)
    clear = rows["clear"].fillna(value=False).to_numpy(bool)
    counties = ClearMap(places, change, clear, Words("元/人·年·个数", "Yuan · places"))
    losing, gaining = int((clear & (change < 0)).sum()), int((clear & (change > 0)).sum())
    whole = found.of("all").iloc[0]
    title = batch.title(found.second)
    data = found.groups.assign(scenario=found.second, reference=found.first, year=found.year)
    return Picture(
        name="gains",
        title=_title(title, gaining, losing),
        subtitle=Words(
            f"{found.year}年同一批居民收入之差（元/人·年），{title.zh}减{batch.title(found.first).zh}；{len(found.seeds)}对种子",
            f"Earnings of the same residents in {found.year}, yuan a year and person, {title.en} less "
            f"{batch.title(found.first).en}; {len(found.seeds)} paired seeds",
        ),
        alt=Words(
            f"分县区地图与分组条形图。全体平均{number(whole['earnings'], 0, signed=True)}元；"
            f"变好者占{number(whole['better'], 2)} %，变差者占{number(whole['worse'], 2)} %。",
            f"Map by county and bars by group. All residents: {number(whole['earnings'], 0, signed=True)} yuan on "
            f"average; {number(whole['better'], 2)} % better off, {number(whole['worse'], 2)} % worse off.",
        ),
        note=basemap.source(
            Words(
                "逐人跟踪：两个情景中都在区域内的居民，按参照中的居住地与身份归组。收入为就业时通勤可及岗位的工资，"
                f"不含房租、服务与通勤时间。变好或变差指收入变动5 %以上：分别占{number(whole['better'], 2)} %和"
                f"{number(whole['worse'], 2)} %。灰色：90 %区间含零。",
                "Followed person by person: residents who are in the region in both runs, grouped by home and traits "
                "in the reference. Earnings: the wage within reach of home if employed, without rents, services and "
                f"travel. Better or worse off by 5 % or more: {number(whole['better'], 2)} % and "
                f"{number(whole['worse'], 2)} %. Grey: the 90 % interval holds zero.",
            )
        ),
        data=data,
        height={"wide": 420.0, "narrow": 700.0},
        draw=lambda sheet: _draw(sheet, found, counties),
        tips={
            place: f"{zh} {en}  {number(value, 0, signed=True)} 元 yuan" + ("" if sure else "  (~ 0)")
            for place, zh, en, value, sure in zip(
                places.ids, places.names_zh, places.names_en, change, clear, strict=True
            )
        },
    )


def _title(title: Words, gaining: int, losing: int) -> Words:
    """In how many places the same residents clearly earn more or less than in the reference."""
    if not gaining and not losing:
        return Words(
            f"{title.zh}：没有一个县区的原居民收入与参照明确不同",
            f"{title.en}: nowhere do the residents' earnings differ clearly from the reference",
        )
    return Words(
        f"{title.zh}：{gaining}个县区的原居民收入增加，{losing}个减少，其余不能区分",
        f"{title.en}: the residents of {gaining} places earn more, of {losing} less, of the others neither clearly",
    )


def _draw(sheet: Sheet, found: Gains, counties: ClearMap) -> None:
    counties.draw(sheet, inset=(330.0, 126.0, 158.0), key=(330.0, 14.0, 180.0, 90.0))
    box = (4.0, 518.0, 244.0, 172.0) if sheet.narrow else (330.0, 278.0, 180.0, 140.0)
    _bars(sheet, sheet.panel(*box), found)


def _bars(sheet: Sheet, axes: Axes, found: Gains) -> None:
    """Mean change of earnings by group with intervals, about a zero line; grey where not clear of zero."""
    lines: list[tuple[str, str]] = []
    for kind, members in (("registration", REGISTRATIONS), ("skill", EDUCATIONS), ("age_group", ADULTS)):
        known = found.of(kind)
        lines += [("head", kind), *((kind, name) for name in members if name in known.index)]
    rows = {(kind, name): found.of(kind).loc[name] for kind, name in lines if kind != "head"}
    values = np.array([[float(row[key]) for key in ("earnings", "low", "high")] for row in rows.values()])
    low, high = min(float(np.nanmin(values)), 0.0), max(float(np.nanmax(values)), 0.0)
    size = sheet.size(5.8, 5.6)
    room = axes.get_position().width * sheet.points
    words = [NAMES.get(name, same(name)) for _, name in rows]
    left = (max(typeface.width(word.say(lang), size) for word in words for lang in LANGS) + 8) / room
    right = (max(typeface.width(number(float(v), 0, signed=True), size) for v in values[:, 0]) + 5) / room
    scale = (1 - left - right) / max(high - low, 1e-9)
    zero = left - low * scale
    axes.set_xlim(0, 1)
    axes.set_ylim(len(lines) - 0.4, -0.6)
    axes.plot([zero, zero], [-0.2, len(lines) - 0.4], color=palette.INK, lw=0.6)
    for line, (kind, name) in enumerate(lines):
        if kind == "head":
            sheet.say(axes, 0, line, HEADS[name], size=size, va="center", colour=palette.FAINT, both="zh")
            continue
        row = rows[kind, name]
        value, start, end = (float(row[key]) for key in ("earnings", "low", "high"))
        sure = bool(row["clear"])
        colour = (palette.MORE[3] if value > 0 else palette.LESS[3]) if sure else palette.FAINT
        axes.barh(line, value * scale, left=zero, height=0.62, color=colour, lw=0, alpha=1 if sure else 0.35)
        if np.isfinite(start):
            axes.plot([zero + start * scale, zero + end * scale], [line, line], color=palette.INK, lw=0.6)
        text = same(number(value, 0, signed=True))
        sheet.say(axes, 1, line, text, size=size, va="center", ha="right", colour=palette.TEXT)
        sheet.say(axes, 0.02, line, NAMES.get(name, same(name)), size=size, va="center", both="zh")
    sheet.say(
        axes,
        0,
        1,
        Words("各组平均与90 %区间（元）", "By group, 90 % interval, yuan"),
        size=sheet.size(6.8, 6.2),
        coords="axes fraction",
        shift=(0, 4),
        both="zh" if sheet.narrow else "beside",
    )
