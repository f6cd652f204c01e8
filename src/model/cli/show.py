"""What a run came to, on a terminal or in plain text: never wider than the terminal, 80 columns without one."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from rich.console import Console
from rich.table import Table

from model.cli.tongue import language

if TYPE_CHECKING:
    import pandas as pd

    from model.reports.headline import HeadlineRow
    from model.reports.words import Lang

PLAIN_WIDTH = 80


def console(*, stderr: bool = False) -> Console:
    """A console as wide as the terminal; without one, 80 columns and no colour."""
    found = Console(stderr=stderr, highlight=False, soft_wrap=False)
    if not found.is_terminal:
        found = Console(stderr=stderr, highlight=False, width=PLAIN_WIDTH, no_color=True, force_terminal=False)
    return found


def plain_table(title: str, columns: Sequence[str], rows: Sequence[Sequence[str]], gap: int = 2) -> Table:
    """A table without lines: first column text, the others figures."""
    table = Table(
        title=title, title_justify="left", title_style="bold", box=None, pad_edge=False, padding=(0, gap, 0, 0)
    )
    for number, column in enumerate(columns):
        table.add_column(column, justify="left" if number == 0 else "right", overflow="fold", no_wrap=number > 0)
    for row in rows:
        table.add_row(*row)
    return table


def headline_table(indicators: "pd.DataFrame", title: str) -> Table:
    """The headline of a run: first year, last year, change; in Chinese where the terminal's language is."""
    from model.reports.headline import headline

    lang = language()
    rows = headline(indicators)
    years = (str(rows[0].first_year), str(rows[0].last_year)) if rows else ("", "")
    shown = []
    for row in rows:
        *_, change = row.texts(lang)
        start = "" if row.start is None else row.measure.number(row.start, lang)
        end = row.measure.number(row.end, lang, signed=row.how == "sum" and row.end < 0)
        shown.append((labelled(row, lang), start, end, change))
    return plain_table(title, ("", *years, "变化" if lang == "zh" else "change"), shown)


def labelled(row: "HeadlineRow", lang: "Lang") -> str:
    """What a row of the headline is about, with its unit."""
    return f"{row.label.say(lang)}, {row.measure.units().say(lang)}"
