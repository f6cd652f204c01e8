"""The side of the page: what to start from, the levers by theme, and the button that runs them."""

from collections.abc import Iterator, Mapping
from html import escape
from typing import Any, Final

import streamlit as st

from model.app import status, wording
from model.app.draft import BASELINE, Draft, Start, shipped, start_values
from model.app.folds import fold
from model.app.levers import GROUPS, Control, Group, controls, first_of, more_of
from model.app.session import session
from model.app.widgets import ask, labelled
from model.app.wording import say
from model.reports.chinese import translated
from model.reports.words import Lang, Words
from model.scenario import Scenario, ScenarioError
from model.scenario.checks import warned
from model.scenario.problems import Problem, dotted
from model.scenario.reading import MAX_BYTES

COMING: Final = 2026
"""First year beyond the record that ships: dated levers that a user moves hold from it, unless he says otherwise."""
MOST_SEED: Final = 2**31 - 1


def side(tongue: Lang) -> None:
    """Draw the side; place an order when the user asks for it, and for the baseline at the first visit."""
    start = _start(tongue)
    button = st.container()
    try:
        values = start_values(start)
    except ScenarioError as error:
        _refuse(error, tongue)
        return
    seed, end, changes = _levers(start, values, tongue)
    draft = Draft(start, changes, seed, end)
    try:
        scenario = draft.resolve()
    except ScenarioError as error:
        with button:
            _refuse(error, tongue)
        return
    with button:
        _run(draft, scenario, tongue)
    _changes(draft, scenario, tongue)


def _run(draft: Draft, scenario: Scenario, tongue: Lang) -> None:
    mine = session()
    new = mine.drafted != draft
    words = say("again" if new and mine.drafted is not None else "run").say(tongue)
    pressed = st.button(words, type="primary", width="stretch", key="run")
    always = st.toggle(say("auto").say(tongue), key="auto")
    if pressed or mine.drafted is None or (always and new):
        status.order(draft, scenario, label_of(draft, scenario))


def label_of(draft: Draft, scenario: Scenario) -> Words:
    """A name for a result: the title of its start and what was changed."""
    title = scenario.title
    name = draft.start.name
    words = Words(title.zh or name, title.en or name)
    known = controls()
    for key, value in list(draft.changes.items())[:3]:
        shown = _value(value)
        words += Words(f"；{known[key].label.zh}：{shown.zh}", f"; {known[key].label.en}: {shown.en}")
    if len(draft.changes) > 3:
        more = len(draft.changes) - 3
        words += Words(f"；另{more}项", f"; {more} more")
    return words


def _value(value: Any) -> Words:
    if isinstance(value, Mapping) and len(value) == 1:
        year, number = next(iter(value.items()))
        return Words(f"{year}年起{number:g}", f"{number:g} from {year}")
    if isinstance(value, bool):
        return Words("是", "yes") if value else Words("否", "no")
    if isinstance(value, float | int):
        return Words(f"{value:g}", f"{value:g}")
    return wording.choice(value)


def _start(tongue: Lang) -> Start:
    titles = shipped()
    name = st.selectbox(
        say("start").say(tongue), list(titles), key="start", format_func=lambda one: titles[one].say(tongue)
    )
    file = None
    with fold(say("upload_head").say(tongue), "upload", keeps=True) as drawn:
        if drawn:
            file = st.file_uploader(
                say("upload").say(tongue),
                type=["yaml", "yml"],
                key="upload",
                max_upload_size=1,
                label_visibility="collapsed",
            )
    if file is not None:
        return Start(file.name, file.getvalue()[: MAX_BYTES + 1])
    return Start(name or BASELINE)


def _levers(start: Start, values: Scenario, tongue: Lang) -> tuple[int, int, dict[str, Any]]:
    """Seed, last year, and what is changed."""
    with fold(say("general").say(tongue), "general", keeps=True) as drawn:
        seed, end, since = _general(start, values, tongue) if drawn else _as_it_starts(values)
    changes: dict[str, Any] = {}
    for group in GROUPS:
        opened = group.name in ("relocation", "climate")
        with fold(group.label.say(tongue), group.name, opened=opened, keeps=True) as drawn:
            for control in _asked(group, start, tongue) if drawn else ():
                value = ask(control, values, start.id, since, tongue)
                if value is not None:
                    changes[control.key] = value
    return seed, end, changes


def _as_it_starts(values: Scenario) -> tuple[int, int, int]:
    """Seed, last year and the year from which changes act, before anybody moves them."""
    first, end = values.years.start + 1, values.years.end
    return min(values.seed, MOST_SEED), end, min(max(first, COMING), end)


def _general(start: Start, values: Scenario, tongue: Lang) -> tuple[int, int, int]:
    """Ask for them."""
    seed, end, since = _as_it_starts(values)
    first = values.years.start + 1
    seed = int(
        st.number_input(
            say("seed").say(tongue), 0, MOST_SEED, seed, key=f"seed:{start.id}", help=say("seed_help").say(tongue)
        )
    )
    if first < end:
        end = int(st.slider(say("end").say(tongue), first, end, end, key=f"end:{start.id}"))
    since = min(since, end)
    if first < end:
        since = int(
            st.slider(
                say("since").say(tongue), first, end, since, key=f"since:{start.id}", help=say("since_help").say(tongue)
            )
        )
    return seed, end, since


def _asked(group: Group, start: Start, tongue: Lang) -> Iterator[Control]:
    """Levers of a group in the order in which they are drawn; the choice of further ones stands between."""
    yield from first_of(group)
    yield from _added(group, start, tongue)


def _added(group: Group, start: Start, tongue: Lang) -> list[Control]:
    """Further levers of a group that the user asked for by name."""
    rest = {control.key: control for control in more_of(group)}
    keys = st.multiselect(
        say("more").say(tongue),
        list(rest),
        key=f"more:{start.id}:{group.name}",
        format_func=lambda key: labelled(rest[key], tongue) + f" · {key}",
        placeholder=say("more_hint").say(tongue),
    )
    return [rest[key] for key in keys]


def _refuse(error: ScenarioError, tongue: Lang) -> None:
    lines = [_sentence(problem, tongue) for problem in error.problems[:8]]
    st.error(say("refused").say(tongue) + "\n\n" + "\n".join(f"- {_escaped(line)}" for line in lines))


def _sentence(problem: Problem, tongue: Lang) -> str:
    """A problem without the place where it stands in no file."""
    text = translated(problem.text, tongue)
    said = f"{problem.key}: {text}" if problem.key else text
    return said if problem.mark.source in ("--set", "page") else f"{problem.mark}: {said}"


def _changes(draft: Draft, scenario: Scenario, tongue: Lang) -> None:
    known = controls()
    st.caption(say("changed" if draft.changes else "unchanged").say(tongue))
    if draft.changes:
        rows = "".join(
            f"<li><span>{escape(known[key].label.say(tongue))}</span><b>{escape(_value(value).say(tongue))}</b></li>"
            for key, value in draft.changes.items()
        )
        st.html(f'<ul class="jjj-list jjj-changes">{rows}</ul>')
    for trail, text in warned(scenario):
        st.caption(_escaped(f"{dotted(trail)}: {translated(text, tongue)}"))


def _escaped(text: str) -> str:
    for sign in "\\`*_{}[]<>$~#":
        text = text.replace(sign, "\\" + sign)
    return text
