"""The language of the terminal: that of `jjj --lang`, else that of the locale."""

import os
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from model.reports.words import Lang

LANGUAGE: Final = "JJJ_LANG"
"""Variable that says the language for the terminal alone."""


def said(zh: str, en: str) -> str:
    """The words in the language of the terminal."""
    return zh if language() == "zh" else en


def language() -> "Lang":
    """Chinese or English."""
    for name in (LANGUAGE, "LC_ALL", "LC_MESSAGES", "LANG"):
        if value := os.environ.get(name):
            return "zh" if value.lower().startswith("zh") else "en"
    return "en"
