"""Signs of a Chinese keyboard where those of YAML were meant: they look alike, and a parser takes them for letters."""

import re
from typing import Final

PLAIN: Final = {"：": ":", "，": ",", "｛": "{", "｝": "}", "［": "[", "］": "]", "\u3000": " "}
"""Full-width signs and what YAML has in their place."""

_MEANT = re.compile(r"[A-Za-z_0-9] *(：)|(，) *[A-Za-z_]+ *[:：]|([｛｝［］])|^[ \u3000]*(\u3000)")
"""Where one was meant for YAML: after a key, before a key, a bracket, in the indentation."""


def blamed(sign: str, where: str) -> str:
    """That a full-width sign stands `here`, or `in it`, and what YAML has in its place."""
    if PLAIN[sign] == " ":
        return f"a full-width space stands {where}; use ordinary ones"
    return f"a full-width `{sign}` stands {where}; in YAML it is `{PLAIN[sign]}`"


def in_key(key: str) -> str | None:
    """The first full-width sign of a key."""
    return next((sign for sign in key if sign in PLAIN), None)


def before(text: str, line: int) -> tuple[int, str] | None:
    """Position in the text and sign of the last full-width sign that was meant for YAML, comments aside.

    Args:
        text: a YAML text.
        line: the last line, from 0, that is looked at: that of the parser's complaint.
    """
    lines = text.split("\n")[: line + 1]
    for number in range(len(lines) - 1, -1, -1):
        found = _MEANT.search(lines[number].partition("#")[0])
        if found and found.lastindex:
            return sum(len(above) + 1 for above in lines[:number]) + found.start(found.lastindex), found[
                found.lastindex
            ]
    return None
