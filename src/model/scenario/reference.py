"""Pages made from the schema: every lever with its evidence, and what a scenario holds year by year."""

import csv
from typing import Any, Literal

from model.region.names import DATA
from model.scenario.checks import value_at
from model.scenario.schema.base import Dated, Section
from model.scenario.schema.chinese import in_chinese
from model.scenario.schema.descriptions import description, descriptions
from model.scenario.schema.plain import default_tree
from model.scenario.schema.scenario import Scenario
from model.scenario.schema.shape import Found, fields_of, levers, shape_of
from model.scenario.schema.units import CHINESE
from model.scenario.sentences import bounds, in_line

_GRADES = {
    "seed": ("原文", "the founding article", "项目所依据的文章"),
    "verified": ("已核实", "seen in the source named", "在所注来源中见到"),
    "derived": ("推算", "computed from known figures", "由已知数字算得"),
    "recalled": ("记忆", "an official figure, source not seen", "官方数字，未见原件"),
    "assumption": ("假设", "a modelling choice", "建模选择"),
    "choice": ("选项", "a switch of the experiment, no statement about the world", "实验的开关，不是对现实的陈述"),
}
Language = Literal["zh", "en"]


def levers_page(lang: Language = "en") -> str:
    """Markdown of all levers: key, labels, unit, range, default, grade, source, meaning; section by section.

    Args:
        lang: of all but the keys; the English page has the labels in both.
    """
    lines = [*(_ABOUT_ZH if lang == "zh" else _ABOUT)]
    for key in fields_of(Scenario):
        if key in ("name", "title"):
            continue
        shape = shape_of(Scenario, key)
        found = [lever for lever in levers(Scenario) if lever.trail[0] == key]
        lines += ["", f"## {key}", ""]
        if shape is not None and shape.section is not None:
            lines += [_told(first_paragraph(shape.section), lang), ""]
        lines += [_HEAD_ZH if lang == "zh" else _HEAD, _RULE]
        lines += [_row(lever, lang) for lever in found]
        lines += _columns(found, lang)
    return "\n".join(lines) + "\n"


def holdings_page(scenario: Scenario, lang: Language = "en") -> str:
    """Markdown of what a scenario holds: every lever, its value by year, information cut-off, grade and source.

    Sections are those of the schema.
    """
    said = scenario.resolved()
    chinese = lang == "zh"
    titles = [scenario.title.zh] if chinese else [scenario.title.zh, scenario.title.en]
    command = f"`jjj schema --levers {scenario.name}`"
    made = f"由{command}生成，请勿手改。" if chinese else f"Made by {command}; do not edit. 由程序生成，请勿手改。"
    lines = [
        f"# {scenario.name}：情景内容" if chinese else f"# What is in `{scenario.name}` 情景内容",
        "",
        " | ".join(titles),
        "",
        made,
        "",
        _KNOWN_ZH if chinese else _KNOWN,
        "",
        _HOLDS_ZH if chinese else _HOLDS,
        "|---|---|---|---|---|---|",
    ]
    for found in levers(Scenario):
        evidence = found.evidence
        if evidence is None:
            continue
        label = evidence["zh"] if chinese else f"{evidence['zh']} {evidence['en']}"
        cells = [
            f"`{_key(found)}`<br>{label}",
            _by_year(found, value_at(said, found.trail), scenario, "；" if chinese else "; "),
            CHINESE.get(evidence["unit"], evidence["unit"]) if chinese else evidence["unit"],
            evidence["known"] or "",
            _GRADES[evidence["grade"]][0] if chinese else evidence["grade"],
            _told(evidence["source"], lang),
        ]
        lines.append(_line(cells))
    return "\n".join([*lines, *_directed(scenario, lang)]) + "\n"


_DATED = (
    "A dated lever is a number, or a map from year to number: each value holds from its year until the next, and "
    "before the first year the parent's value holds."
)
_ABOUT = (
    "# Levers 参数表",
    "",
    "Made from the section classes by `jjj schema --page`; do not edit. 由程序生成，请勿手改。",
    "",
    "A scenario file names the levers that it changes; all others keep these defaults. Grades: "
    + "; ".join(f"`{grade}` {zh} ({en})" for grade, (zh, en, _) in _GRADES.items())
    + ".",
    _DATED,
)
_ABOUT_ZH = (
    "# 参数表",
    "",
    "由`jjj schema --page`生成，请勿手改。",
    "",
    "情景文件写出所改的参数，其余用此处的默认值。可信度："
    + "；".join(f"{zh}（{meaning}）" for zh, _, meaning in _GRADES.values())
    + "。",
    "逐年的参数可为一个数，或由年份到数的映射：每个值自其年份起，至下一个年份为止；第一个年份之前用上级的值。",
)
_KNOWN = (
    "`known until` is the last year of the information that a value rests on; later years are a continuation, not "
    "knowledge. Switches and assumptions without a record have none."
)
_KNOWN_ZH = "“信息截止”是取值所依据信息的最后一年；其后为延续，并非已知。开关与没有记录的假设无此项。"
_HOLDS = "| lever 参数 | value by year 取值 | unit 单位 | known until 信息截止 | grade 可信度 | source 出处 |"
_HOLDS_ZH = "| 参数 | 逐年取值 | 单位 | 信息截止 | 可信度 | 出处 |"
_MOVES = "| id | what 内容 | jobs 岗位 | from, to 起讫 | years 年份 | grade 可信度 | source 出处 |"
_MOVES_ZH = "| 编号 | 内容 | 岗位 | 起讫 | 年份 | 可信度 | 出处 |"
_HEAD = "| key | 名称 label | unit | range | default | grade | source | meaning |"
_HEAD_ZH = "| 参数 | 名称 | 单位 | 范围 | 默认值 | 可信度 | 出处 | 含义 |"
_RULE = "|---|---|---|---|---|---|---|---|"


def _told(text: str, lang: Language) -> str:
    return in_chinese(text) if lang == "zh" else text


def _row(found: Found, lang: Language) -> str:
    evidence = found.evidence or {"zh": "", "en": "", "unit": "", "grade": "choice", "source": ""}
    low, high, unit = bounds(found)
    chinese = lang == "zh"
    choices = ("、" if chinese else ", ").join(map(str, found.shape.choices))
    span = choices or (f"{low or ''}{'至' if chinese else ' to '}{high or ''}" if low or high else "")
    default = in_line(value_at(default_tree(Scenario), found.trail))
    return _line(
        [
            f"`{_key(found)}`",
            evidence["zh"] if chinese else f"{evidence['zh']}<br>{evidence['en']}",
            CHINESE.get(unit, unit) if chinese else unit,
            span,
            f"`{default}`",
            _GRADES[evidence["grade"]][0] if chinese else evidence["grade"],
            _told(evidence["source"], lang),
            _told(description(found.owner, found.name), lang),
        ]
    )


def _columns(found: list[Found], lang: Language) -> list[str]:
    """What the rows of list levers hold."""
    lines: list[str] = []
    for lever in found:
        section = lever.shape.section
        if section is None:
            continue
        about = _told(first_paragraph(section), lang)
        lines += ["", f"`{_key(lever)}`的各列：{about}" if lang == "zh" else f"Columns of `{_key(lever)}`: {about}", ""]
        said = descriptions(section)
        colon = "：" if lang == "zh" else ": "
        lines += [f"- `{key}`{colon}{_told(said.get(name, ''), lang)}" for key, name in fields_of(section).items()]
    return lines


def _directed(scenario: Scenario, lang: Language) -> list[str]:
    """The directed moves in force: shipped rows, replaced or added to by the scenario, without those taken out."""
    chinese = lang == "zh"
    shipped = "数据说明（directed_moves.csv）" if chinese else "data notes (directed_moves.csv)"
    rows: dict[str, list[str]] = {}
    with (DATA / "directed_moves.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            span = _span(int(row["start_year"]), int(row["years"]), lang)
            ends, grade = _ends(row["from"], row["to"], lang), _GRADES[row["grade"]][0] if chinese else row["grade"]
            what = _told(row["what"], lang)
            rows[row["id"]] = [row["id"], what, row["jobs"], ends, span, grade, row["source"] or shipped]
    for move in scenario.relocation.directed:
        span, ends = _span(move.start, move.years, lang), _ends(move.from_, move.to, lang)
        last = ["选项", "本情景"] if chinese else ["choice", "this scenario"]
        rows[move.id] = [move.id, move.what, str(move.jobs), ends, span, *last]
    return [
        "",
        "## 定向搬迁" if chinese else "## Directed moves 定向搬迁",
        "",
        _MOVES_ZH if chinese else _MOVES,
        "|---|---|---|---|---|---|---|",
        *[_line(row) for row in rows.values() if row[2] != "0"],
    ]


def _ends(start: str, end: str, lang: Language) -> str:
    return f"{start}至{end}" if lang == "zh" else f"{start} to {end}"


def _span(start: int, years: int, lang: Language) -> str:
    return str(start) if years == 1 else _ends(str(start), str(start + years - 1), lang)


def _by_year(found: Found, value: Any, scenario: Scenario, stop: str) -> str:
    """A dated value as the steps that fall into the run, else the value."""
    if found.shape.kind != "dated":
        return f"`{in_line(value)}`"
    dated = (
        Dated(value["before"], {k: v for k, v in value.items() if k != "before"}) if isinstance(value, dict) else None
    )
    if dated is None:
        return f"{value:.12g}"
    first, last = scenario.years.start + 1, scenario.years.end
    steps = [(first, dated.at(first)), *((year, number) for year, number in dated.steps if first < year <= last)]
    return stop.join(f"{year}: {number:.12g}" for year, number in steps)


def first_paragraph(section: type[Section]) -> str:
    """What a section is, in one line."""
    text = (section.__doc__ or "").strip().split("\n\n")[0]
    return " ".join(text.split())


def _key(found: Found) -> str:
    return ".".join(map(str, found.trail))


def _line(cells: list[str]) -> str:
    return "| " + " | ".join(cell.replace("|", "/").replace("\n", " ") for cell in cells) + " |"
