"""What can be taken along: the scenario as YAML, the tables, and the report."""

import zipfile
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import streamlit as st

from model.app import status
from model.app.clerk import Report
from model.app.folds import fold
from model.app.outcome import Outcome
from model.app.session import Entry, session
from model.app.views.choosing import heading
from model.app.wording import say
from model.experiments.store import SCENARIO, TABLES, from_parquet
from model.reports.chinese import translated
from model.reports.words import Lang

NAME = "my-scenario"


def files(entry: Entry, reference: Outcome | None, tongue: Lang) -> None:
    """Draw the view."""
    folder = entry.outcome.folder
    if not folder.is_dir():
        st.warning(say("gone").say(tongue))
        return
    text = (folder / SCENARIO).read_text(encoding="utf-8")
    short = entry.draft.text(NAME) if entry.draft is not None else text
    heading(say("files").say(tongue))
    columns = st.columns(4)
    with columns[0]:
        _offer("yaml", "scenario_file", short, f"{NAME}.yaml", "application/yaml", tongue)
    with columns[1]:
        _offer("csv", "csv", lambda: csv_of(folder), "indicators.csv", "text/csv", tongue)
    with columns[2]:
        _offer("zip", "parquet", lambda: tables_of(folder), "tables.zip", "application/zip", tongue)
    with columns[3]:
        _report(folder, tongue)
    st.code(short, language="yaml")
    st.caption(say("files_note").say(tongue))
    with fold(say("resolved_file").say(tongue), "resolved") as drawn:
        if drawn:
            st.code(text, language="yaml", height=420)


def _offer(name: str, words: str, data: str | bytes | Callable[[], bytes], file: str, kind: str, tongue: Lang) -> None:
    """A file to take along. Taking it redraws nothing: what is made for a click would be gone with the redrawing."""
    st.download_button(say(words).say(tongue), data, file, kind, key=f"file:{name}", on_click="ignore", width="stretch")


def _report(folder: Path, tongue: Lang) -> None:
    page, mine = folder / "report.html", session()
    if mine.report is not None and not mine.report.ended:
        _drawing(tongue)
    elif page.is_file():
        _offer("report", "report", page.read_bytes(), "report.html", "text/html", tongue)
    elif folder.is_relative_to(status.office().store):
        if st.button(say("make_report").say(tongue), key="file:make", width="stretch"):
            mine.report = status.office().place(Report(folder))
            st.rerun()
        if mine.report is not None and mine.report.state == "failed":
            st.warning(say("failed").say(tongue) + translated(mine.report.reason, tongue))


@st.fragment(run_every=1.0)
def _drawing(tongue: Lang) -> None:
    report = session().report
    if report is None or report.ended:
        st.rerun()
    st.caption(say("report_wait").say(tongue))


def csv_of(folder: Path) -> bytes:
    """The indicators as CSV with a byte order mark, so that spreadsheets read Chinese."""
    table = from_parquet(folder / "indicators.parquet")
    text: str = table.to_csv(index=False, lineterminator="\n", float_format="%.10g")
    return text.encode("utf-8-sig")


def tables_of(folder: Path) -> bytes:
    """The four tables, the scenario and the manifest in one archive."""
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_STORED) as archive:
        for name in (*(f"{table}.parquet" for table in TABLES), SCENARIO, "manifest.json"):
            archive.write(folder / name, name)
    return buffer.getvalue()
