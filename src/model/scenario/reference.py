"""Pages made from the schema: every lever with its evidence, and what a scenario holds year by year."""

import csv
from collections.abc import Callable
from typing import Any, Literal

from model.region.names import DATA
from model.scenario.checks import value_at
from model.scenario.schema.base import Dated, Section
from model.scenario.schema.chinese import in_chinese
from model.scenario.schema.descriptions import description, descriptions
from model.scenario.schema.plain import default_tree
from model.scenario.schema.scenario import Scenario
from model.scenario.schema.shape import Found, fields_of, levers, shape_of
from model.scenario.sentences import bounds, in_line

_GRADES = {
    "seed": ("原文", "the founding article"),
    "verified": ("已核实", "seen in the source named"),
    "derived": ("推算", "computed from known figures"),
    "recalled": ("记忆", "an official figure, source not seen"),
    "assumption": ("假设", "a modelling choice"),
    "choice": ("选项", "a switch of the experiment, no statement about the world"),
}


def levers_page(lang: Literal["zh", "en"] = "en") -> str:
    """Markdown of all levers: key, labels, unit, range, default, grade, source, meaning; section by section.

    Args:
        lang: of sources and meanings; labels are in both.
    """
    chinese = lang == "zh"
    lines = [
        "# Levers 参数表",
        "",
        "Made from the section classes by `jjj schema --page`; do not edit. 由程序生成，请勿手改。",
        "",
        "A scenario file names the levers that it changes; all others keep these defaults. Grades: "
        + "; ".join(f"`{grade}` {zh} ({en})" for grade, (zh, en) in _GRADES.items())
        + ".",
        _DATED,
    ]
    for key in fields_of(Scenario):
        if key in ("name", "title"):
            continue
        shape = shape_of(Scenario, key)
        found = [lever for lever in levers(Scenario) if lever.trail[0] == key]
        lines += ["", f"## {key}", ""]
        if shape is not None and shape.section is not None:
            lines += [_first_paragraph(shape.section), ""]
        lines += [_HEAD_ZH if chinese else _HEAD, _RULE]
        lines += [_row(lever, in_chinese if chinese else str) for lever in found]
        lines += _columns(found)
    return "\n".join(lines) + "\n"


def holdings_page(scenario: Scenario) -> str:
    """Markdown of what a scenario holds: every lever, its value by year, information cut-off, grade and source.

    Sections are those of the schema.
    """
    said = scenario.resolved()
    lines = [
        f"# What is in `{scenario.name}` 情景内容",
        "",
        f"{scenario.title.zh} | {scenario.title.en}",
        "",
        f"Made by `jjj schema --levers {scenario.name}`; do not edit. 由程序生成，请勿手改。",
        "",
        _KNOWN,
        "",
        "| lever 参数 | value by year 取值 | unit 单位 | known until 信息截止 | grade 可信度 | source 出处 |",
        "|---|---|---|---|---|---|",
    ]
    for found in levers(Scenario):
        evidence = found.evidence
        if evidence is None:
            continue
        until = evidence["known"] or ""
        cells = [
            f"`{_key(found)}`<br>{evidence['zh']} {evidence['en']}",
            _by_year(found, value_at(said, found.trail), scenario),
            evidence["unit"],
            until,
            evidence["grade"],
            evidence["source"],
        ]
        lines.append(_line(cells))
    return "\n".join([*lines, *_directed(scenario)]) + "\n"


_DATED = (
    "A dated lever is a number, or a map from year to number: each value holds from its year until the next, and "
    "before the first year the parent's value holds."
)
_KNOWN = (
    "`known until` is the last year of the information that a value rests on; later years are a continuation, not "
    "knowledge. Switches and assumptions without a record have none."
)
_HEAD = "| key | 名称 label | unit | range | default | grade | source | meaning |"
_HEAD_ZH = "| 参数 | 名称 | 单位 | 范围 | 默认值 | 可信度 | 出处 | 含义 |"
_RULE = "|---|---|---|---|---|---|---|---|"


def _row(found: Found, said: Callable[[str], str]) -> str:
    evidence = found.evidence or {"zh": "", "en": "", "unit": "", "grade": "choice", "source": ""}
    low, high, unit = bounds(found)
    span = ", ".join(map(str, found.shape.choices)) or (f"{low or ''} to {high or ''}" if low or high else "")
    meaning = said(description(found.owner, found.name))
    default = in_line(value_at(default_tree(Scenario), found.trail))
    label = f"{evidence['zh']}<br>{evidence['en']}"
    return _line(
        [f"`{_key(found)}`", label, unit, span, f"`{default}`", evidence["grade"], said(evidence["source"]), meaning]
    )


def _columns(found: list[Found]) -> list[str]:
    """What the rows of list levers hold."""
    lines: list[str] = []
    for lever in found:
        section = lever.shape.section
        if section is None:
            continue
        lines += ["", f"Columns of `{_key(lever)}`: {_first_paragraph(section)}", ""]
        said = descriptions(section)
        lines += [f"- `{key}`: {said.get(name, '')}" for key, name in fields_of(section).items()]
    return lines


def _directed(scenario: Scenario) -> list[str]:
    """The directed moves in force: shipped rows, replaced or added to by the scenario, without those taken out."""
    shipped = "data notes (directed_moves.csv)"
    rows: dict[str, list[str]] = {}
    with (DATA / "directed_moves.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            span = _span(int(row["start_year"]), int(row["years"]))
            ends = f"{row['from']} to {row['to']}"
            rows[row["id"]] = [row["id"], row["what"], row["jobs"], ends, span, row["grade"], row["source"] or shipped]
    for move in scenario.relocation.directed:
        span, ends = _span(move.start, move.years), f"{move.from_} to {move.to}"
        rows[move.id] = [move.id, move.what, str(move.jobs), ends, span, "choice", "this scenario"]
    return [
        "",
        "## Directed moves 定向搬迁",
        "",
        "| id | what 内容 | jobs 岗位 | from, to 起讫 | years 年份 | grade 可信度 | source 出处 |",
        "|---|---|---|---|---|---|---|",
        *[_line(row) for row in rows.values() if row[2] != "0"],
    ]


def _span(start: int, years: int) -> str:
    return str(start) if years == 1 else f"{start} to {start + years - 1}"


def _by_year(found: Found, value: Any, scenario: Scenario) -> str:
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
    return "; ".join(f"{year}: {number:.12g}" for year, number in steps)


def _first_paragraph(section: type[Section]) -> str:
    text = (section.__doc__ or "").strip().split("\n\n")[0]
    return " ".join(text.split())


def _key(found: Found) -> str:
    return ".".join(map(str, found.trail))


def _line(cells: list[str]) -> str:
    return "| " + " | ".join(cell.replace("|", "/").replace("\n", " ") for cell in cells) + " |"
