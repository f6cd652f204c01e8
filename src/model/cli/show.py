"""What a run came to, on a terminal or in plain text: never wider than the terminal, 80 columns without one."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from rich.console import Console
from rich.table import Table

if TYPE_CHECKING:
    import pandas as pd

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
    """The headline of a run: first year, last year, change."""
    from model.reports.headline import headline

    rows = headline(indicators)
    years = (str(rows[0].first_year), str(rows[0].last_year)) if rows else ("", "")
    return plain_table(title, ("", *years, "change"), [row.texts("en") for row in rows])
