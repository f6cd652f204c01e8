"""What moved: jobs that left Beijing, and people between cities."""

import streamlit as st

from model.app.charts.flows import destinations, largest_moves, move_map
from model.app.folds import fold
from model.app.outcome import Outcome
from model.app.session import Entry
from model.app.views.choosing import draw, draw_map, heading
from model.app.wording import say
from model.reports.numbers import FIRMS, JOBS_FINE, PERSONS_FINE
from model.reports.words import Lang, Words


def flows(entry: Entry, reference: Outcome | None, tongue: Lang) -> None:
    """Draw the view."""
    outcome = entry.outcome
    left, right = st.columns(2, gap="large")
    with left:
        found = outcome.relocation
        said = Words(
            f"{outcome.start + 1}–{outcome.end}年共{JOBS_FINE.text(found.jobs, 'zh')}，"
            f"{FIRMS.text(found.firms, 'zh')}。",
            f"{outcome.start + 1}–{outcome.end}: {JOBS_FINE.text(found.jobs, 'en')} jobs and "
            f"{FIRMS.text(found.firms, 'en')} firms in all.",
        ).say(tongue)
        heading(say("left_beijing").say(tongue), said + _against(outcome, reference, tongue))
        if found.table.empty:
            st.caption(say("lacks").say(tongue))
        else:
            draw(destinations(outcome, tongue), "flows:destinations", said)
    with right:
        table = largest_moves(outcome, tongue)
        heading(say("moves").say(tongue))
        if table.empty:
            st.caption(say("lacks").say(tongue))
            return
        rows = [
            f"{row.from_name} → {row.to_name}: {PERSONS_FINE.text(float(row.persons), tongue)}"
            for row in table.itertuples()
        ]
        draw_map(move_map(outcome, tongue), "flows:moves", "; ".join(rows))
        with fold(say("as_table").say(tongue), "moves") as drawn:
            if drawn:
                st.markdown("\n".join(f"- {row}" for row in rows))


def _against(outcome: Outcome, reference: Outcome | None, tongue: Lang) -> str:
    if reference is None or reference.folder == outcome.folder:
        return ""
    gap = outcome.relocation.jobs - reference.relocation.jobs
    text = JOBS_FINE.text(gap, tongue, signed=True)
    return Words(f"与参照之差：{text}。", f" Against the reference: {text} jobs.").say(tongue)
