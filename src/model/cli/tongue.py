"""The language of the terminal: that of `jjj --lang`, else that of the locale."""

import os
import re
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from model.reports.words import Lang
    from model.scenario.problems import Problem

_WARNING: Final = re.compile(r"(.+?:\d+:\d+: )?(\S+: )?(.*)", re.DOTALL)
LANGUAGE: Final = "JJJ_LANG"
"""Variable that says the language for the terminal alone."""


def said(zh: str, en: str) -> str:
    """The words in the language of the terminal."""
    return zh if language() == "zh" else en


def sentence_said(text: str) -> str:
    """A sentence of the scenario's checks in the language of the terminal."""
    if language() == "en":
        return text
    from model.reports.chinese import in_chinese

    return in_chinese(text)


def page_said(text: str) -> str:
    """A page of Markdown, or a report of several lines, in the language of the terminal."""
    if language() == "en":
        return text
    from model.reports.chinese import page_in_chinese

    return page_in_chinese(text)


def usage_said(error: Any) -> str:
    """What typer says of a command line; a complaint that is not known says in Chinese which option to look up."""
    text = str(error.format_message())
    if language() == "en":
        return text
    from model.reports.chinese import in_chinese, is_known

    if is_known(text):
        return in_chinese(text)
    context, parameter = getattr(error, "ctx", None), getattr(error, "param", None)
    command = getattr(context, "command_path", None) or "jjj"
    what = f"`{max(parameter.opts, key=len)}`的值有误" if parameter is not None else "命令写得不对"
    return f"{what}（见`{command} --help`）"


def warning_said(warning: str) -> str:
    """A warning, `key: sentence` or `file:line:col: key: sentence`, in the language of the terminal."""
    place, key, text = _WARNING.fullmatch(warning).groups()  # type: ignore[union-attr]
    return f"{place or ''}{key or ''}{sentence_said(text)}"


def problem_said(problem: "Problem") -> str:
    """A problem with its place in the language of the terminal."""
    if language() == "en":
        return str(problem)
    from model.reports.chinese import problem_in_chinese

    return problem_in_chinese(problem)


def language() -> "Lang":
    """Chinese or English."""
    for name in (LANGUAGE, "LC_ALL", "LC_MESSAGES", "LANG"):
        if value := os.environ.get(name):
            return "zh" if value.lower().startswith("zh") else "en"
    return "en"
