"""What a run came to, on a terminal or in plain text.

Nothing is wider than the terminal. Without one lines have 80 columns, but a table takes as many as the words of its
names ask for: a name that was broken could not be found again.
"""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from rich.cells import cell_len
from rich.console import Console
from rich.table import Table

from model.cli.tongue import language

if TYPE_CHECKING:
    import pandas as pd

    from model.experiments.discovery.directions import Aim
    from model.experiments.sensitivity.outcomes import Outcome
    from model.reports.headline import HeadlineRow
    from model.reports.numbers import Measure
    from model.reports.words import Lang, Words

PLAIN_WIDTH = 80


def console(*, stderr: bool = False) -> Console:
    """A console as wide as the terminal; without one, 80 columns and no colour."""
    found = Console(stderr=stderr, highlight=False, soft_wrap=False)
    if not found.is_terminal:
        found = Console(stderr=stderr, highlight=False, width=PLAIN_WIDTH, no_color=True, force_terminal=False)
    return found


def plain_table(
    title: str, columns: Sequence[str], rows: Sequence[Sequence[str]], gap: int = 2, names: int = 1
) -> Table:
    """A table without lines.

    Args:
        title: stands above it.
        columns: their heads.
        rows: their cells.
        gap: blanks between columns.
        names: the first columns are names, which may be folded; the others are figures.
    """
    table = Table(
        title=title, title_justify="left", title_style="bold", box=None, pad_edge=False, padding=(0, gap, 0, 0)
    )
    for number, column in enumerate(columns):
        table.add_column(
            column, justify="left" if number < names else "right", overflow="fold", no_wrap=number >= names
        )
    for row in rows:
        table.add_row(*row)
    return table


def print_text(screen: Console, text: str) -> None:
    """Print a text of some lines; a Chinese one is broken where no line begins with a stop."""
    from model.cli.helping import folded

    lines = folded(text, 0, screen.width - 2) if language() == "zh" else [text]
    screen.print("\n".join(lines), markup=False)


def print_table(screen: Console, table: Table) -> None:
    """Print a table; without a terminal it is wider than the console where a word of a name would break."""
    if language() == "zh" and table.title:
        screen.print(str(table.title), style="bold", markup=False)  # whole: it may be wider than the table
        table.title = None
    if not screen.is_terminal and (least := _least_width(table)) > screen.width:
        table.width = least
    screen.print(table, markup=False, crop=screen.is_terminal)


def _least_width(table: Table) -> int:
    """Columns of a table in which no word of a name is broken, and no figure."""
    widths = []
    for column in table.columns:
        texts = [str(column.header), *map(str, column.cells)]
        pieces = texts if column.no_wrap else [word for text in texts for word in text.split()]
        widths.append(max(map(cell_len, pieces), default=0))
    return sum(widths) + table.padding[1] * (len(widths) - 1)


def figure(value: float, digits: int = 4) -> str:
    """A figure of so many significant digits; a larger one whole, for powers of ten are hard to compare."""
    from model.reports.numbers import number

    return number(value) if abs(value) >= 10 ** min(digits, 3) else f"{value:.{digits}g}"


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


def lever_said(key: str) -> str:
    """A lever by its key, and on a Chinese terminal by its label before it."""
    if language() == "en":
        return key
    from model.reports.sensitivity import factor_words

    label = factor_words(key).zh
    return key if label == key else f"{label} {key}"


def outcome_said(outcome: "Outcome | str") -> str:
    """An outcome as it is asked for, and on a Chinese terminal by its name."""
    if language() == "en":
        return str(outcome)
    from model.reports.sensitivity import outcome_words

    return f"{outcome_words(str(outcome)).zh}（{outcome}）"


def aim_said(aim: "Aim") -> str:
    """An outcome and which way it is better."""
    if language() == "en":
        return str(aim)
    return f"{outcome_said(aim.outcome)}，越{'大' if aim.better == 'more' else '小'}越好"


def span_said(text: str) -> str:
    """A range, `low to high`, in the language of the terminal; anything else as it is."""
    if language() == "en":
        return text
    from model.reports.terms import span

    return span(text)


def labelled(row: "HeadlineRow", lang: "Lang") -> str:
    """What a row of the headline is about, with its unit."""
    return with_unit(row.label, row.measure, lang)


def with_unit(label: "Words", measure: "Measure", lang: "Lang") -> str:
    """A label and its unit."""
    return f"{label.say(lang)}{'，' if lang == 'zh' else ', '}{measure.units().say(lang)}"
