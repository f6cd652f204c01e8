"""`jjj report`: figures and one self-contained page for a run, or for every run of a folder."""

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer


class Language(StrEnum):
    """Languages of a report."""

    both = "both"
    zh = "zh"
    en = "en"


def report(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="A run's folder, or a folder with runs below it.")],
    lang: Annotated[Language, typer.Option(help="Language of figures and page.")] = Language.both,
) -> int:
    """Draw the figures of a run and write its page."""
    from model.cli.running import where
    from model.reports import report as write_report

    for run in runs_below(folder):
        files = write_report(run, lang.value)
        figures = sum(path.suffix == ".png" for path in files)
        typer.echo(f"{figures} {'figure' if figures == 1 else 'figures'} in {where(run / 'figures')}")
        for page in (path for path in files if path.suffix == ".html"):
            typer.echo(where(page))
    return 0


def runs_below(folder: Path) -> list[Path]:
    """The folder itself if it is a run, or the runs below it.

    Raises:
        OptionError: there is none.
    """
    from model.cli.running import OptionError
    from model.experiments.store import MANIFEST

    if not folder.is_dir():
        raise OptionError(f"{folder} is no folder")
    if (folder / MANIFEST).is_file():
        return [folder]
    found = [path.parent for level in (f"[!.]*/{MANIFEST}", f"[!.]*/[!.]*/{MANIFEST}") for path in folder.glob(level)]
    if not found:
        raise OptionError(f"{folder} holds no run: neither it nor a folder below it has a {MANIFEST}")
    return sorted(found)
