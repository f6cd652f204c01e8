"""The shipped face: where it lies, which characters it has, how wide a line runs."""

from functools import cache
from pathlib import Path

from fontTools.ttLib import TTFont  # type: ignore[import-untyped]
from matplotlib.font_manager import FontProperties

from model.region.names import DATA

FONT: Path = DATA / "fonts" / "NotoSansSC-BTH-Regular.otf"
SUBSTITUTE = "?"
CLOSING = "，。；：、！？）》」』”％%,.;:!?)"
"""Signs that never begin a line."""
OPENING = "（《「『“("
"""Signs that never end one."""

COUNTED = "个年岁人家万亿%"
"""Words that stay with the figure before them."""


def face(size: float) -> FontProperties:
    """The shipped face at a size in points; named per text, so no global setting changes."""
    return FontProperties(fname=str(FONT), size=size)


@cache
def _metrics() -> tuple[dict[int, str], dict[str, int], int]:
    with TTFont(FONT, lazy=True) as font:
        advances = {name: width for name, (width, _) in font["hmtx"].metrics.items()}
        return font.getBestCmap(), advances, int(font["head"].unitsPerEm)


def missing(text: str) -> set[str]:
    """Characters of `text` that the face cannot draw; line breaks are none."""
    glyphs = _metrics()[0]
    return {char for char in text if char != "\n" and ord(char) not in glyphs}


def drawable(text: str) -> str:
    """`text` with a question mark for what the face lacks: for names that users give."""
    lost = missing(text)
    return "".join(SUBSTITUTE if char in lost else char for char in text)


def width(text: str, size: float) -> float:
    """Length of one line in points."""
    glyphs, advances, em = _metrics()
    names = (glyphs.get(ord(char), ".notdef") for char in text)
    return sum(advances.get(name, em) for name in names) * size / em


def wrap(text: str, size: float, room: float) -> list[str]:
    """Break `text` into lines of at most `room` points: at spaces, and between Chinese characters."""
    lines, line = [], ""
    for piece in _pieces(text):
        if line and width((line + piece).rstrip(), size) > room:
            lines.append(line.rstrip())
            line = piece.lstrip()
        else:
            line += piece
    return [*lines, line.rstrip()] if line.strip() else lines


def _pieces(text: str) -> list[str]:
    """The smallest unbreakable parts, spaces kept with the part before them."""
    parts: list[str] = []
    for char in text:
        after = parts[-1][-1] if parts else "\n"
        glued = char in CLOSING or char == " " or after in OPENING or (_latin(char) and _latin(after) and after != " ")
        glued = glued or (after.isdigit() and char in COUNTED)
        if parts and glued:
            parts[-1] += char
        else:
            parts.append(char)
    return parts


def _latin(char: str) -> bool:
    return ord(char) < 0x2E80
