"""Pictures as files: SVG without dates and with short numbers, PNG at 200 dpi, and the CSV of what is shown."""

import re
from collections.abc import Mapping
from html import escape
from io import BytesIO, StringIO
from pathlib import Path

from matplotlib import patheffects

from model.reports.sheet import Mark, Picture, Sheet, Width, lay_out, quiet_settings
from model.reports.words import Speech

DPI = 200
FORMATS: tuple[tuple[Width, str], ...] = (("wide", ""), ("narrow", "-89mm"))
GLYPH_UNITS = 6400.0
"""Units of a glyph in Matplotlib's SVG for one type size: 100 times 64. A stroke is scaled with its glyph."""
_LONG = re.compile(r"-?\d+\.\d{3,}")
_PATH = re.compile(r' d="([^"]*)"')
_PLACE = re.compile(r' (x|y)="(-?\d+\.\d{3,})"')
_SHIFT = re.compile(r"translate\(([^)]*)\)")
_MARK = re.compile(r'<g id="(text-\d+)">')
_TIP = re.compile(r'<g id="tip-([^"]+)">')
_COMMENT = re.compile(r"<!--.*?-->\s*", re.DOTALL)
_IDLE = re.compile(r'<g id="[A-Za-z][\w.]*_\d+">')


def svg_of(sheet: Sheet, name: str, *, tips: Mapping[str, str] | None = None) -> str:
    """The sheet as one SVG element. Ids are prefixed with `name`, so that several fit in one page.

    Args:
        sheet: drawn inside `quiet_settings`, where this must be called too.
        name: prefix of ids.
        tips: text that appears over a shape with the gid `tip-KEY`, by KEY.
    """
    stream = StringIO()
    sheet.figure.savefig(stream, format="svg", metadata={"Date": None, "Creator": None, "Format": None, "Type": None})
    text = stream.getvalue()
    text = text[text.index("<svg") :]
    text = re.sub(r"<metadata>.*?</metadata>", "", text, flags=re.DOTALL)
    text = _PATH.sub(lambda found: f' d="{_short_path(found[1])}"', text)
    text = _PLACE.sub(lambda found: f' {found[1]}="{_short(found[2])}"', text)
    text = _SHIFT.sub(lambda found: f"translate({_short(found[1])})", text)
    text = _MARK.sub(lambda found: _marked(sheet.marks[found[1]]), text)
    text = _TIP.sub(lambda found: _tip(found[1], tips or {}), text)
    text = _COMMENT.sub("", _IDLE.sub("<g>", text))
    text = re.sub(r'\bid="', f'id="{name}-', text)
    text = re.sub(r'href="#', f'href="#{name}-', text)
    text = re.sub(r"url\(#", f"url(#{name}-", text)
    return re.sub(r"\n\s*", "\n", text)


def png_of(sheet: Sheet, dpi: int = DPI) -> bytes:
    """The sheet as PNG. The texts' strokes become path effects, so take the SVG first."""
    for mark in sheet.marks.values():
        if mark.stroke:
            mark.artist.set_path_effects([patheffects.withStroke(linewidth=mark.stroke, foreground=mark.paint)])
    stream = BytesIO()
    sheet.figure.savefig(stream, format="png", dpi=dpi, metadata={"Software": None})
    return stream.getvalue()


def _short(numbers: str) -> str:
    """Numbers to a twentieth of a point, small ones finer: what no eye sees would double the file."""
    return _LONG.sub(_rounded, numbers)


def _rounded(found: re.Match[str]) -> str:
    value = float(found[0])
    return f"{value:.{1 if abs(value) >= 10 else 2}f}".rstrip("0").rstrip(".")


def _short_path(path: str) -> str:
    """A path on one line; between straight stretches the L is understood."""
    short = _short(" ".join(path.split()))
    return short if "C" in short or "Q" in short else short.replace(" L ", " ")


def _marked(mark: Mark) -> str:
    language = f' class="{mark.language}"' if mark.language else ""
    if not mark.stroke:
        return f"<g{language}>"
    width = mark.stroke * GLYPH_UNITS / mark.points
    return f'<g{language} stroke="{mark.paint}" stroke-width="{width:.1f}" stroke-linejoin="round">'


def _tip(key: str, tips: Mapping[str, str]) -> str:
    return f"<g><title>{escape(tips[key])}</title>" if key in tips else "<g>"


def save_picture(picture: Picture, folder: Path, speech: Speech) -> list[Path]:
    """Write NAME.svg, NAME.png (183 mm), NAME-89mm.svg and NAME.csv; the alt text stands inside the SVG."""
    folder.mkdir(parents=True, exist_ok=True)
    written = []
    for width, suffix in FORMATS:
        with quiet_settings(picture.name):
            sheet = lay_out(picture, width, speech)
            svg = described(svg_of(sheet, picture.name), picture, speech)
            path = folder / f"{picture.name}{suffix}.svg"
            path.write_text('<?xml version="1.0" encoding="utf-8"?>\n' + svg, encoding="utf-8")
            written.append(path)
            if width == "wide":
                path = folder / f"{picture.name}.png"
                path.write_bytes(png_of(sheet))
                written.append(path)
    path = folder / f"{picture.name}.csv"
    picture.data.to_csv(path, index=False, lineterminator="\n", encoding="utf-8-sig", float_format="%.6g")
    return [*written, path]


def described(svg: str, picture: Picture, speech: Speech) -> str:
    """The SVG with title and description for those who do not see it."""
    title = " / ".join(
        dict.fromkeys(picture.title.say(lang) for lang in (("zh", "en") if speech == "both" else (speech,)))
    )
    text = " / ".join(
        dict.fromkeys(picture.alt.say(lang) for lang in (("zh", "en") if speech == "both" else (speech,)))
    )
    inside = f"<title>{escape(title)}</title><desc>{escape(text)}</desc>"
    head, tail = svg.split(">", 1)
    return f'{head} role="img">{inside}{tail}'
