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
