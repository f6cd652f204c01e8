"""Draws one control of a lever and says what it stands at."""

from collections import Counter
from functools import cache
from typing import Any

import streamlit as st

from model.app import wording
from model.app.levers import Control, changed, controls
from model.reports.grounds import GRADE_WORDS
from model.reports.units import unit_words
from model.reports.words import Lang, Words
from model.scenario import Scenario


def ask(control: Control, scenario: Scenario, start: str, since: int, lang: Lang) -> Any:
    """Show the control at the start's value; what a file would say if it was moved, else None.

    Args:
        control: the lever.
        scenario: what the start says.
        start: name of the start; each start has its own controls.
        since: year from which dated levers hold a new value.
        lang: language of the label.
    """
    before = control.value_in(scenario)
    key = f"lever:{start}:{control.key}"
    label = labelled(control, lang)
    about = help_of(control, lang)
    if control.kind == "choice":
        options = list(control.choices)
        place = options.index(before) if before in options else 0
        value = st.selectbox(
            label, options, index=place, format_func=lambda one: wording.choice(one).say(lang), key=key, help=about
        )
    elif control.kind == "switch":
        value = st.toggle(label, value=bool(before), key=key, help=about)
    elif control.kind == "slider":
        value = _slider(control, label, before, key, about)
    elif control.kind == "number":
        value = _number(control, label, before, key, about, lang)
    else:
        hint = wording.say("yaml_value").say(lang)
        value = st.text_area(label, value="", key=key, help=about, placeholder=hint, height=90, max_chars=20_000)
    return changed(control, value, before, since)


def labelled(control: Control, lang: Lang) -> str:
    """Label with unit; labels that repeat in the schema carry their key."""
    unit, words = unit_of(control, lang), control.label.say(lang)
    if control.label in repeated():
        words += " · " + control.key.partition(".")[2].replace(".", " ").replace("_", " ")
    return words + (f"（{unit}）" if unit and lang == "zh" else f", {unit}" if unit else "")


@cache
def repeated() -> frozenset[Words]:
    """Labels that more than one lever has."""
    count = Counter(control.label for control in controls().values())
    return frozenset(label for label, times in count.items() if times > 1)


def unit_of(control: Control, lang: Lang) -> str:
    """The unit in the language of the page, where it is known."""
    return unit_words(control.unit).say(lang)


def help_of(control: Control, lang: Lang) -> str:
    """Meaning, range, grade, source and key of a lever."""
    grade = GRADE_WORDS.get(control.grade, Words("选择", "choice")).say(lang)
    lines = [_plain(control.about.say(lang))]
    if control.low is not None and control.high is not None:
        lines.append(f"{wording.say('range').say(lang)}: {control.low:g} – {control.high:g}")
    lines.append(f"{wording.say('grade').say(lang)}: {grade}")
    lines.append(f"{wording.say('data_source').say(lang)}: {_plain(control.source.say(lang))}")
    lines.append(f"`{control.key}`")
    return "  \n".join(lines)


def _slider(control: Control, label: str, before: Any, key: str, about: str) -> float:
    low, high, step = control.low, control.high, control.step
    assert low is not None
    assert high is not None
    if control.whole:
        return int(st.slider(label, int(low), int(high), int(before), 1, key=key, help=about))
    digits = max(0, -_power(step))
    value = st.slider(
        label, float(low), float(high), float(before), float(step), key=key, help=about, format=f"%.{digits}f"
    )
    return float(value)


def _number(control: Control, label: str, before: Any, key: str, about: str, lang: Lang) -> float | None:
    low = None if control.low is None else (int(control.low) if control.whole else float(control.low))
    high = None if control.high is None else (int(control.high) if control.whole else float(control.high))
    if high is not None and abs(high) >= 2**53:
        high = 2**53 - 1  # what a browser can say
    start = None if before is None else (int(before) if control.whole else float(before))
    found: float | None = st.number_input(
        label,
        min_value=low,
        max_value=high,
        value=start,
        key=key,
        help=about,
        placeholder=wording.say("unset").say(lang),
        format=None if control.whole else "%g" if _large(high) else "%.4g",
    )
    return found


def _large(value: float | None) -> bool:
    return value is not None and value >= 10_000


def _power(step: float) -> int:
    from math import floor, log10

    return floor(log10(step) + 1e-9)


def _plain(text: str) -> str:
    """Text of the schema as markdown that shows it as it stands."""
    return text.replace("\\", "\\\\").replace("$", "\\$").replace("~", "\\~").replace("*", "\\*").replace("[", "\\[")
