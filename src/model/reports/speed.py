"""Speed of this machine in one figure: nanoseconds per resident-year by process and scale, and peak memory."""

from typing import Any, Final

import pandas as pd

from model.reports import palette
from model.reports.numbers import number
from model.reports.sheet import Both, Picture, Sheet
from model.reports.words import Words, same

PROCESSES: Final = {
    "governments_decide": Words("政府决策", "governments decide"),
    "storms_fall": Words("暴雨", "storms fall"),
    "firms_close_grow_and_open": Words("企业退出、成长、进入", "firms close, grow, open"),
    "firms_move": Words("企业搬迁", "firms move"),
    "places_are_built": Words("建设与租金", "places are built"),
    "jobs_meet_workers": Words("岗位与劳动力", "jobs meet workers"),
    "people_move": Words("迁移", "people move"),
    "people_live": Words("生死与年龄", "people live"),
    "people_learn": Words("就学", "people learn"),
    "people_work": Words("就业", "people work"),
    "people_are_counted": Words("人口清点", "people are counted"),
    "firms_are_counted": Words("企业清点", "firms are counted"),
    "links_are_renewed": Words("城市间联系", "links are renewed"),
    "budgets_close": Words("财政决算", "budgets close"),
    "taking_stock": Words("指标", "taking stock"),
}
"""Processes of a year, in its order."""
OF_FIRMS: Final = ("firms_close_grow_and_open", "firms_move", "firms_are_counted", "links_are_renewed")
ROW: Final = 22.0


def speed_picture(report: dict[str, Any]) -> Picture:
    """Bars by process for every scale, one thread, and memory beneath.

    Args:
        report: of `experiments.bench.study.run_bench`.
    """
    least = min(run["threads"] for run in report["runs"])
    runs = [run for run in report["runs"] if run["threads"] == least]
    names = [name for name in PROCESSES if name in runs[0]["processor"]]
    rows = [
        (run["scale"], name, run["processor"][name] / run["agent_years"] * 1e9, max(run["peak_mb"].values()))
        for run in runs
        for name in names
    ]
    data = pd.DataFrame(rows, columns=["scale", "process", "ns_per_resident_year", "peak_mb"])
    finest = runs[-1]
    mine = data[data["scale"] == finest["scale"]].set_index("process")["ns_per_resident_year"]
    lead, total = str(mine.idxmax()), number(float(mine.sum()))
    machine = same(f"{report['machine']['processor']}")
    height = 30.0 + ROW * len(names) + 40.0 + 13.0 * len(runs)
    years = finest["years"]
    return Picture(
        name="speed",
        title=Words(
            f"1:{finest['scale']}时每居民年{total}纳秒，“{PROCESSES[lead].zh}”最多",
            f"At 1:{finest['scale']} a resident-year takes {total} ns, the largest part: {PROCESSES[lead].en}",
        ),
        subtitle=Words(
            f"各过程的处理器时间，单线程，{years}年。",
            f"Processor time by process, one thread, {years} year{'s' if years != 1 else ''}. ",
        )
        + machine,
        alt=Words(
            f"条形图：各过程每居民年的纳秒数，共{total}纳秒。",
            f"Bars: nanoseconds per resident-year by process, {total} in all.",
        ),
        note=Words(
            "粗比例下每年的固定开销由较少的个体分担，所以每个体更贵。",
            "At coarse scales few agents share what a year costs in any case, so each costs more.",
        ),
        data=data,
        height={"wide": height, "narrow": height},
        draw=lambda sheet: _draw(sheet, data, names),
    )


def _draw(sheet: Sheet, data: pd.DataFrame, names: list[str]) -> None:
    scales = list(dict.fromkeys(data["scale"]))
    colours = palette.steps(palette.MORE[1:], len(scales))
    label = 78.0 if sheet.narrow else 190.0
    width = sheet.points - label - 44
    axes = sheet.panel(label, 26, width, ROW * len(names))
    axes.set_xlim(0, float(data["ns_per_resident_year"].max()) or 1.0)
    axes.set_ylim(len(names), 0)
    thick = 0.84 / len(scales)
    both: Both = "zh" if sheet.narrow else "beside"
    for i, name in enumerate(names):
        size = sheet.size(6.6, 5.6)
        sheet.say(axes, 0, i + 0.5, PROCESSES[name], size=size, ha="right", va="center", shift=(-5, 0), both=both)
        for k, scale in enumerate(scales):
            here = data[(data["scale"] == scale) & (data["process"] == name)]["ns_per_resident_year"]
            value, top = float(here.iloc[0]), i + 0.08 + k * thick
            axes.fill_between([0, value], top, top + thick * 0.92, color=colours[k], lw=0)
            text, small = same(number(value, 1)), sheet.size(5.4, 5.0)
            sheet.say(axes, value, top + thick / 2, text, size=small, colour=palette.TEXT, va="center", shift=(3, 0))
    legend = sheet.panel(label, 8, width, 12)
    legend.set_xlim(0, len(scales))
    for k, scale in enumerate(scales):
        legend.fill_between([k, k + 0.06], 0.15, 0.75, color=colours[k], lw=0)
        sheet.say(legend, k + 0.09, 0.45, same(f"1:{scale}"), size=sheet.size(6.4), va="center")
    _draw_memory(sheet, data, scales, colours, top=26 + ROW * len(names) + 14, label=label, width=width)


def _draw_memory(
    sheet: Sheet, data: pd.DataFrame, scales: list[int], colours: list[str], *, top: float, label: float, width: float
) -> None:
    axes = sheet.panel(label, top + 12, width, 13.0 * len(scales))
    peaks = [float(data[data["scale"] == scale]["peak_mb"].iloc[0]) for scale in scales]
    axes.set_xlim(0, max(peaks))
    axes.set_ylim(len(scales), 0)
    words = Words("内存峰值，MB", "peak memory, MB")
    sheet.say(axes, 0, 0, words, size=sheet.size(6.6, 5.8), colour=palette.FAINT, va="bottom", shift=(0, 3))
    for k, (scale, peak) in enumerate(zip(scales, peaks, strict=True)):
        axes.fill_between([0, peak], k + 0.12, k + 0.88, color=colours[k], lw=0)
        shown = same(f"1:{scale}")
        sheet.say(axes, 0, k + 0.5, shown, size=sheet.size(6.4, 5.6), ha="right", va="center", shift=(-5, 0))
        text = same(number(peak))
        sheet.say(axes, peak, k + 0.5, text, size=sheet.size(6.0, 5.4), colour=palette.TEXT, va="center", shift=(3, 0))
