"""Pictures as files: SVG without dates and with short numbers, PNG at 200 dpi, and the CSV of what is shown."""

import re
from collections.abc import Mapping
from html import escape
from io import BytesIO, StringIO
from pathlib import Path

from model.reports.sheet import Picture, Sheet, lay_out, quiet_settings
from model.reports.words import Speech

DPI = 200
_LONG = re.compile(r"-?\d+\.\d{3,}")
_PATH = re.compile(r'( d=")([^"]*)(")')
_TURN = re.compile(r'<g id="(zh|en)-\d+">')
_NAMED = re.compile(r'<g id="tip-([^"]+)">')
_IDLE = re.compile(
    r'<g id="(?:figure|axes|patch|line2d|text|PathCollection|LineCollection|PolyCollection|FillBetween'
    r'PolyCollection|matplotlib\.axis|xtick|ytick)_?[\w.]*">'
)


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
    text = _PATH.sub(lambda found: found[1] + _short_path(found[2]) + found[3], text)
    text = _TURN.sub(lambda found: f'<g class="{found[1]}">', text)
    text = _NAMED.sub(lambda found: _tip(found[1], tips or {}), text)
    text = _IDLE.sub("<g>", text)
    text = re.sub(r"<!--.*?-->\s*", "", text, flags=re.DOTALL)
    text = re.sub(r'\bid="', f'id="{name}-', text)
    text = re.sub(r'href="#', f'href="#{name}-', text)
    text = re.sub(r"url\(#", f"url(#{name}-", text)
    return re.sub(r"\n\s*", "\n", text)


def _short_path(path: str) -> str:
    return _LONG.sub(lambda found: f"{float(found[0]):.2f}".rstrip("0").rstrip("."), " ".join(path.split()))


def _tip(key: str, tips: Mapping[str, str]) -> str:
    return f"<g><title>{escape(tips[key])}</title>" if key in tips else "<g>"


def save_picture(picture: Picture, folder: Path, speech: Speech) -> list[Path]:
    """Write NAME.svg, NAME.png (183 mm), NAME-89mm.svg and NAME.csv; the alt text stands inside the SVG."""
    folder.mkdir(parents=True, exist_ok=True)
    written = []
    for width, suffix in (("wide", ""), ("narrow", "-89mm")):
        with quiet_settings(picture.name):
            sheet = lay_out(picture, width, speech)  # type: ignore[arg-type]
            svg = described(svg_of(sheet, picture.name), picture, speech)
            path = folder / f"{picture.name}{suffix}.svg"
            path.write_text('<?xml version="1.0" encoding="utf-8"?>\n' + svg, encoding="utf-8")
            written.append(path)
            if width == "wide":
                stream = BytesIO()
                sheet.figure.savefig(stream, format="png", dpi=DPI, metadata={"Software": None})
                path = folder / f"{picture.name}.png"
                path.write_bytes(stream.getvalue())
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
