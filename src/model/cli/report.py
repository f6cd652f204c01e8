"""`jjj report`: figures and one self-contained page: of a run, of a batch, or of every run of one scenario."""

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
    baseline: Annotated[str | None, typer.Option(help="Of a batch: what the others are held against.")] = None,
) -> int:
    """Draw figures and write the page of a run, or of a batch: several scenarios compared on the same seeds."""
    from model.reports import report as write_report
    from model.reports import report_batch

    runs = runs_below(folder)
    if len({run.parent.name for run in runs}) > 1:
        _say(folder, report_batch(folder, lang.value, baseline))
        return 0
    for run in runs:
        _say(run, write_report(run, lang.value))
    return 0


def _say(folder: Path, files: list[Path]) -> None:
    from model.cli.running import where
    from model.cli.tongue import said

    figures, place = sum(path.suffix == ".png" for path in files), where(folder / "figures")
    typer.echo(said(f"{figures}幅图在{place}", f"{figures} {'figure' if figures == 1 else 'figures'} in {place}"))
    for page in (path for path in files if path.suffix == ".html"):
        typer.echo(where(page))


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
