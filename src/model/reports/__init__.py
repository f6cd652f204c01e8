"""Figures, maps, tables and one page that tell what a run came to, in Chinese and in English."""

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from model.reports.words import Speech


def report(folder: Path, lang: "Speech" = "both") -> list[Path]:
    """Draw a run's figures into its folder and write its page.

    Writes figures/NAME.svg (183 mm), figures/NAME-89mm.svg, figures/NAME.png (200 dpi), figures/NAME.csv and
    report.html, one file that needs nothing beside it. What the run does not hold is left out. The same run gives
    the same files.

    Args:
        folder: a run's folder as in the contract.
        lang: `both` (Chinese large, English small; the page has a switch), `zh` or `en`.

    Returns:
        The files written, the page last.

    Raises:
        RunFolderError: the folder is not that of a finished run.
    """
    from model.reports.writing import write_report  # Matplotlib is slow to import, and the headline does without

    return write_report(folder, lang)


def report_batch(folder: Path, lang: "Speech" = "both", baseline: str | None = None) -> list[Path]:
    """Draw a batch's figures into its folder and write its page: effects against a reference, with intervals.

    Writes figures/NAME.svg, -89mm.svg, .png and .csv and report.html beside the runs, as `report` does for one run.

    Args:
        folder: OUT of `jjj batch`, with runs in OUT/SCENARIO/RUN_ID.
        lang: `both` (the page has a switch), `zh` or `en`.
        baseline: the scenario that all others are held against; `baseline` if None.

    Returns:
        The files written, the page last.

    Raises:
        CompareError: the runs cannot be compared; it says which are missing or do not belong together.
    """
    from model.reports.batch_writing import write_batch_report

    return write_batch_report(folder, lang, baseline)
