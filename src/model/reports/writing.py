"""The report of a run: which pictures in which order, written as files and as one page."""

from collections.abc import Callable
from pathlib import Path

from model.reports.ageing import ageing
from model.reports.change_map import change_map
from model.reports.exposure import exposure
from model.reports.page import page_html
from model.reports.pyramids import pyramids
from model.reports.relocation import relocation
from model.reports.run_folder import Run, open_run
from model.reports.saving import save_picture
from model.reports.sheet import Picture
from model.reports.storms import storm_map
from model.reports.words import Speech

STORY: tuple[Callable[[Run], Picture | None], ...] = (
    change_map,
    pyramids,
    ageing,
    relocation,
    exposure,
    storm_map,
)
"""The order of the page: the map first, then who, where to, and the rain."""


def pictures_of(run: Run) -> list[Picture]:
    """The pictures that the run has the numbers for, in the order of the story."""
    return [picture for picture in (draw(run) for draw in STORY) if picture is not None]


def write_report(folder: Path, lang: Speech = "both") -> list[Path]:
    """Write figures and page; see `model.reports.report`."""
    run = open_run(folder)
    pictures = pictures_of(run)
    written = [path for picture in pictures for path in save_picture(picture, folder / "figures", lang)]
    page = folder / "report.html"
    page.write_text(page_html(run, pictures, lang), encoding="utf-8")
    return [*written, page]
