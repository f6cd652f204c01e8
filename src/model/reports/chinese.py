"""Sentences of the model in Chinese: each clause of the English one by its pattern, names and numbers as given.

A clause without a pattern stays English. `tests/reports/test_chinese.py` holds the patterns to the sentences made.
"""

import re
from collections.abc import Callable
from functools import cache
from typing import Final

from model.reports.clauses import CLAUSES
from model.reports.terms import term, terms
from model.reports.units import unit_words
from model.reports.words import Lang
from model.scenario.problems import Problem

_EXPECTED: Final = {
    "a number": "数", "a whole number": "整数", "a text": "文字", "true or false": "true或false", "a list": "列表",
    "a map": "映射", "null": "null", "nothing": "空", "a year": "年份", "a single value": "单个值",
    "a finite number": "有限的数", "a map from year to number": "由年份到数的映射", "a map of keys": "由键组成的映射",
    "another kind of value": "另一类的值",
}  # fmt: skip
_BETWEEN: Final = r"; (?![^(]*\))(?=(?:[^']*'[^']*')*[^']*$)"
"""Between two clauses, not inside quotes or brackets."""
_WORDS: Final = {"text": "文字", "number": "数"}
_IN_LISTS: Final = (
    (r"'([^']*)'", r"\1"),
    (r" and (\d+) more$", r"，另有\1个"),
    (r"1:(\d+) residents and 1:(\d+) firms", r"居民1:\1与企业1:\2"),
    (r"(\S+) in (.+?)(?=, |，|$)", r"\2时的\1"),
    (r" seed (\d+)", r"的种子\1"),
    (r"\bseed (\d+)", r"种子\1"),
    (r", ", "、"),
)
"""What stands in lists besides names."""


def in_chinese(text: str) -> str:
    """The sentence in Chinese, as far as it is known."""
    return "；".join(_clause(part) for part in re.split(_BETWEEN, text))


def is_known(text: str) -> bool:
    """Whether each clause of a sentence has its Chinese."""
    return all(any(pattern.fullmatch(part) for pattern, _ in _patterns()) for part in re.split(_BETWEEN, text))


def page_in_chinese(text: str) -> str:
    """A page of Markdown, line by line and cell by cell."""
    return "\n".join(_line(line) for line in text.split("\n"))


def translated(text: str, lang: Lang) -> str:
    """The sentence in a language."""
    return in_chinese(text) if lang == "zh" else text


def problem_in_chinese(problem: Problem) -> str:
    """A problem with its place, as `str(problem)` has it."""
    text = in_chinese(problem.text)
    return f"{problem.mark}: {problem.key}: {text}" if problem.key else f"{problem.mark}: {text}"


def _line(text: str) -> str:
    if not text.startswith("|"):
        return in_chinese(text)
    cells = (cell.strip() for cell in text.strip("|").split("|"))
    return "|" + "|".join(f" {_cell(cell)} " if cell.strip("-") else cell for cell in cells) + "|"


def _cell(text: str) -> str:
    return term(text) if term(text) != text else in_chinese(text)


@cache
def _patterns() -> tuple[tuple[re.Pattern[str], str], ...]:
    return tuple((re.compile(pattern, re.DOTALL), chinese) for pattern, chinese in CLAUSES)


def _clause(text: str) -> str:
    for pattern, chinese in _patterns():
        found = pattern.fullmatch(text)
        if found is not None:
            groups = [group or "" for group in found.groups()]
            made = {name: make(groups) for name, make in _MADE.items() if f"{{{name}}}" in chinese}
            return chinese.format(*groups, **made)
    return text


def _kind(text: str) -> str:
    """A value with its kind, where that is the trouble."""
    found = re.fullmatch(r"the (text|number) (.+)", text)
    if found is None:
        return _EXPECTED.get(text, text)
    word, value = found.groups()
    return f"{_WORDS[word]}{value}"


def _expected(text: str) -> str:
    """Kinds of values: `a number, or null`, `a text or a list`, `one of low, high or a number`."""
    parts = [text] if text in _EXPECTED else text.split(" or ")
    kinds = [_EXPECTED.get(part) or _choice(part) for part in (each.strip(" ,") for each in parts) if part]
    return "或".join(filter(None, ("、".join(kinds[:-1]), kinds[-1])))


def _choice(text: str) -> str:
    """`one of low, high`."""
    choices = [f"`{each}`" for each in text.removeprefix("one of ").split(", ")]
    return "、".join(choices) + ("之一" if len(choices) > 1 else "")


def _time(text: str) -> str:
    """`20 s`, `3 min`, `1.2 h`."""
    figure, _, unit = text.partition(" ")
    return figure + {"s": "秒", "min": "分钟", "h": "小时"}.get(unit, unit)


def _listed(text: str) -> str:
    for pattern, chinese in _IN_LISTS:
        text = re.sub(pattern, chinese, text)
    return text


_MADE: Final[dict[str, Callable[[list[str]], str]]] = {
    "first": lambda groups: in_chinese(groups[0]),
    "word": lambda groups: term(groups[0]),
    "last": lambda groups: term(groups[-1]),
    "areas": lambda groups: terms(_listed(groups[-1])),
    "time": lambda groups: _time(groups[0]),
    "kind": lambda groups: _kind(groups[0]),
    "said": lambda groups: in_chinese(groups[-1]),
    "list": lambda groups: _listed(groups[-1]),
    "expected": lambda groups: _expected(groups[-1]),
    "unit": lambda groups: f"（{unit_words(groups[-1]).zh}）" if groups[-1] else "",
}
"""What the Chinese of a clause may hold besides the groups of its pattern."""
