"""The report of a batch: which pictures in which order, written as files and as one page."""

from collections.abc import Callable
from pathlib import Path

from model.reports.bands import bands, paired
from model.reports.batch_page import batch_page
from model.reports.difference_map import difference_map
from model.reports.ensemble import Ensemble, open_ensemble
from model.reports.exposure_parts import exposure_parts
from model.reports.gains import gains_picture
from model.reports.relocation import relocation
from model.reports.return_periods import return_periods
from model.reports.saving import save_picture
from model.reports.sheet import Picture
from model.reports.siting import siting_gradient
from model.reports.two_pyramids import two_pyramids
from model.reports.words import Speech


def flows_of_relocation(batch: Ensemble) -> Picture | None:
    """Relocation of the baseline, mean over seeds; of the scenario in focus where the baseline moves no jobs."""
    for name in (batch.pairs.baseline, batch.focus):
        run = batch.mean_run(name)
        if (run.flows["kind"] == "jobs").any() and float(run.flows.loc[run.flows["kind"] == "jobs", "value"].sum()) > 0:
            return relocation(run)
    return None


STORY: tuple[Callable[[Ensemble], Picture | None], ...] = (
    difference_map,
    paired,
    bands,
    gains_picture,
    two_pyramids,
    flows_of_relocation,
    exposure_parts,
    siting_gradient,
    return_periods,
)
"""The order of the page: where, how sure, then who and where to, and the rain."""


def write_batch_report(folder: Path, lang: Speech = "both", baseline: str | None = None) -> list[Path]:
    """Write figures and page of a batch; see `model.reports.report_batch`."""
    with open_ensemble(folder, baseline) as batch:
        pictures = [picture for picture in (draw(batch) for draw in STORY) if picture is not None]
        text = batch_page(batch, pictures, lang)
        written = [path for picture in pictures for path in save_picture(picture, folder / "figures", lang)]
    page = folder / "report.html"
    page.write_text(text, encoding="utf-8")
    return [*written, page]
