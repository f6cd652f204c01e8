"""`jjj data`: the shipped tables, how well their figures are known, and where they come from."""

from collections.abc import Iterable, Mapping
from difflib import get_close_matches
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from model.region.evidence import TableEvidence

_FIRST_ROWS = 3
_FIRST_CELLS = 14
_LONGEST = 48
_SOURCES = 8


def data(
    table: Annotated[str | None, typer.Argument(metavar="TABLE", help="A table; all of them if none.")] = None,
) -> int:
    """Show the shipped tables with their grades and sources."""
    from model.cli.tongue import sentence_said
    from model.region.evidence import table_names

    if table is None:
        _all_tables()
        return 0
    known = {name.removesuffix(".csv").removeprefix("geo/"): name for name in table_names()}
    short = table.removesuffix(".csv").removeprefix("geo/")
    if short not in known:
        close = get_close_matches(short, known, n=1)
        hint = f"; did you mean '{close[0]}'?" if close else "; `jjj data` lists them"
        text = sentence_said(f"there is no table '{table}'{hint}")
        typer.echo(f"jjj data: {text}", err=True)
        return 2
    _one_table(known[short])
    return 0


def _all_tables() -> None:
    from model.cli.show import console, plain_table, print_table, print_text
    from model.cli.tongue import said
    from model.region.evidence import GRADES, all_evidence

    tables = all_evidence()
    shown = [(table.name, table.rows, table.counts) for table in tables]
    rows = [
        [
            name.removesuffix(".csv"),
            f"{number:,}",
            *(f"{counts[grade]:,}" if grade in counts else "" for grade in GRADES),
        ]
        for name, number, counts in shown
    ]
    totals = {grade: sum(counts.get(grade, 0) for _, _, counts in shown) for grade in GRADES}
    rows.append(
        [
            said("合计", "all"),
            f"{sum(number for _, number, _ in shown):,}",
            *(f"{total:,}" for total in totals.values()),
        ]
    )
    short = {"assumption": "assumed"}
    columns = (
        said("表", "table"),
        said("行数", "rows"),
        *(said(_grade(grade), short.get(grade, grade)) for grade in GRADES),
    )
    screen = console()
    title = said("随附数据表：按可信度的数字个数", "Shipped tables: graded figures")
    print_table(screen, plain_table(title, columns, rows, gap=1))
    text = said(
        "原文：所依据的文章；已核实：在所注来源中见到；推导：由前两类算得；回忆：官方数字，未见原件；"
        "假设：建模选择。普查各表按列注明可信度。`jjj data 表名`显示一张表及其出处。",
        "seed: the article; verified: seen in the source named; derived: computed from such; recalled: official, "
        "source not seen; assumed: a modelling choice. Tables of the census are graded by column. "
        "`jjj data TABLE` shows one with its sources.",
    )
    screen.print()
    print_text(screen, text)


def _one_table(name: str) -> None:
    from model.cli.show import console, plain_table, print_table
    from model.cli.tongue import said
    from model.region.evidence import GRADES, passages, read_rows, source_texts, table_evidence

    table: TableEvidence = table_evidence(name)
    screen = console()
    size = said(
        f"{table.name}：{table.rows:,}行，{len(table.columns)}列",
        f"{table.name}: {table.rows:,} rows, {len(table.columns)} columns",
    )
    screen.print(size, style="bold", markup=False)
    screen.print(", ".join(table.columns), markup=False)
    if table.grades:
        kinds = [grade for grade in GRADES if grade in table.counts]
        rows = [[columns.replace(",", ", "), *_figures(counts, kinds)] for columns, counts in table.grades.items()]
        screen.print()
        heads = (said("列", "column"), *(said(_grade(kind), kind) for kind in kinds))
        print_table(screen, plain_table(said("可信度", "Grades"), heads, rows))
    screen.print(said("\n前几行", "\nFirst rows"), style="bold")
    for row in read_rows(name)[:_FIRST_ROWS]:
        cells = ", ".join(f"{key}={_short(value)}" for key, value in list(row.items())[:_FIRST_CELLS] if value)
        screen.print(f"  {cells}", markup=False)
    texts = source_texts(table)
    if texts:
        screen.print(said("\n出处", "\nSources"), style="bold")
        for key, text in list(texts.items())[:_SOURCES]:
            number = f"{table.source_keys[key]:,}"
            screen.print(said(f"  {key}（{number}行）：{text}", f"  {key} ({number} rows): {text}"), markup=False)
        if (more := len(texts) - _SOURCES) > 0:
            names = table.documents
            rest = said(f"  另有{more}条，见{'、'.join(names)}", f"  and {more} more in {', '.join(names)}")
            screen.print(rest, markup=False)
    notes = passages(name)
    if notes:
        screen.print(said("\n说明", "\nNotes"), style="bold")
        for document, line in notes:
            screen.print(f"  {document}: {line}", markup=False)


def _grade(grade: str) -> str:
    """A grade in Chinese."""
    from model.reports.grounds import GRADE_WORDS

    return GRADE_WORDS[grade].zh if grade in GRADE_WORDS else grade


def _figures(counts: Mapping[str, int], grades: Iterable[str]) -> list[str]:
    return [f"{counts[grade]:,}" if grade in counts else "" for grade in grades]


def _short(cell: str) -> str:
    return cell if len(cell) <= _LONGEST else cell[: _LONGEST - 3] + "..."
