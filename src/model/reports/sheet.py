"""The sheet a picture is drawn on: widths, title block, panels in points, and words in one or two languages."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any, Literal

import matplotlib
import pandas as pd
from matplotlib import style
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.text import Text

from model.reports import palette, typeface
from model.reports.words import Speech, Words

Width = Literal["wide", "narrow"]
Voice = Literal["both", "zh", "en", "switch"]
"""`both`: Chinese with English beneath or beside it; `switch`: both in one place, for a page that shows one."""
Both = Literal["below", "beside", "zh", "en"]

POINTS = {"wide": 518.7, "narrow": 252.3}
"""183 mm and 89 mm, the two widths of a journal page."""
MARGIN = {"wide": 10.0, "narrow": 4.0}


@dataclass(frozen=True)
class Picture:
    """One figure: what it says, what it shows, and how it is drawn at either width."""

    name: str
    title: Words
    """The finding, computed from the data."""
    subtitle: Words
    """What is shown: quantity, unit, years, scenario, seeds."""
    alt: Words
    note: Words
    data: pd.DataFrame
    height: dict[Width, float]
    """Height of the body in points, by width."""
    draw: Callable[["Sheet"], None]
    tips: Mapping[str, str] = field(default_factory=dict)
    """Text that a page shows over a shape with the gid `tip-KEY`, by KEY."""


@dataclass(frozen=True)
class Mark:
    """A text with a stroke (halo or bold) or a language. Drawn as a path effect in PNG, as an attribute in SVG."""

    artist: Text
    language: str
    stroke: float
    paint: str
    points: float


@dataclass
class Sheet:
    """A figure in the making. Positions are in points from the left and from the top of the body."""

    figure: Figure
    width: Width
    voice: Voice
    head: float
    """Points taken by the title block."""
    height: float
    """Points of the whole sheet."""
    spoken: list[Words] = field(default_factory=list)
    marks: dict[str, "Mark"] = field(default_factory=dict)
    """Texts that a file must treat: halos, bold, one language of two."""

    @property
    def narrow(self) -> bool:
        """Whether this is the column of 89 mm."""
        return self.width == "narrow"

    @property
    def points(self) -> float:
        """Width of the sheet in points."""
        return POINTS[self.width]

    def size(self, wide: float, narrow: float | None = None) -> float:
        """A type size for this width."""
        return wide if not self.narrow else narrow if narrow is not None else wide - 0.5

    def panel(self, left: float, top: float, width: float, height: float) -> Axes:
        """An empty panel without frame or ticks."""
        whole = self.points
        bottom = self.height - self.head - top - height
        axes = self.figure.add_axes(
            (left / whole, bottom / self.height, width / whole, height / self.height), frame_on=False
        )
        axes.set_xticks([])
        axes.set_yticks([])
        axes.patch.set_visible(False)
        return axes

    def say(
        self,
        axes: Axes,
        x: float,
        y: float,
        words: Words,
        *,
        size: float = 7.0,
        colour: str = palette.INK,
        ha: str = "left",
        va: str = "baseline",
        shift: tuple[float, float] = (0.0, 0.0),
        coords: Any = "data",
        both: Both = "beside",
        halo: float = 0.0,
        halo_colour: str = palette.PAPER,
        bold: float = 0.0,
        rotation: float = 0.0,
        zorder: float = 10.0,
    ) -> None:
        """Write `words` at a point, shifted by points, in the sheet's voice.

        `both` says how a bilingual sheet sets them: English below in smaller type, beside in one line, or one
        language alone. Every text of a picture passes here, so none can lack its second language.
        """
        self.spoken.append(words)

        def put(text: str, kind: str, at: tuple[float, float], points: float, ink: str, anchor: str) -> None:
            strokes = [(halo, halo_colour, zorder - 0.1)] if halo else []
            for stroke, paint, depth in [*strokes, (bold, ink, zorder)]:
                artist = axes.annotate(
                    text,
                    (x, y),
                    xycoords=coords,
                    xytext=at,
                    textcoords="offset points",
                    fontproperties=typeface.face(points),
                    color=paint,
                    ha=ha,
                    va=anchor,
                    rotation=rotation,
                    annotation_clip=False,
                    zorder=depth,
                )
                self._mark(artist, kind, stroke, paint, points)

        if words.zh == words.en:
            put(words.zh, "", shift, size, colour, va)
        elif self.voice == "switch":
            put(words.zh, "zh", shift, size, colour, va)
            put(words.en, "en", shift, size, colour, va)
        elif self.voice in ("zh", "en") or both in ("zh", "en"):
            spoken = self.voice if self.voice in ("zh", "en") else both
            put(words.zh if spoken == "zh" else words.en, "", shift, size, colour, va)
        elif both == "beside":
            put(f"{words.zh}  {words.english_beside}", "", shift, size, colour, va)
        else:
            small = size * 0.8
            lift = {"center": small * 0.62, "bottom": small * 1.25, "baseline": 0.0, "top": 0.0}[va]
            put(words.zh, "", (shift[0], shift[1] + lift), size, colour, va)
            drop = {"center": lift - size * 0.5 - small * 0.72, "top": -size * 1.3}.get(va, lift - small * 1.25)
            put(words.english_beside, "", (shift[0], shift[1] + drop), small, colour, va)

    def paragraph(
        self, top: float, words: Words, size: float, colour: str, *, lead: float = 1.4, bold: float = 0.0
    ) -> float:
        """Lines across the sheet from `top` (points from the sheet's top), one or both languages; the new top."""
        room = self.points - 2 * MARGIN[self.width]
        texts = {"both": (words.zh, words.english_beside), "zh": (words.zh,), "en": (words.en,), "switch": (words.zh,)}
        self.spoken.append(words)
        for text in dict.fromkeys(texts[self.voice]):
            for line in typeface.wrap(text, size, room):
                top += size * lead
                artist = self.figure.text(
                    MARGIN[self.width] / self.points,
                    1 - (top - size * 0.3) / self.height,
                    line,
                    fontproperties=typeface.face(size),
                    color=colour,
                    va="baseline",
                )
                self._mark(artist, "", bold, colour, size)
        return top

    def _mark(self, artist: Text, language: str, stroke: float, paint: str, points: float) -> None:
        """Note the language and the stroke of a text under its gid, for whoever saves the sheet."""
        if language or stroke:
            gid = f"text-{len(self.marks)}"
            artist.set_gid(gid)
            self.marks[gid] = Mark(artist, language, stroke, paint, points)


@contextmanager
def quiet_settings(name: str) -> Iterator[None]:
    """Matplotlib's own defaults, whatever the user has set, restored on leaving; the same SVG each time."""
    with (
        style.context("default"),
        matplotlib.rc_context(
            {
                "svg.fonttype": "path",
                "svg.hashsalt": name,
                "axes.unicode_minus": False,
                "figure.facecolor": palette.PAPER,
                "savefig.facecolor": palette.PAPER,
            }
        ),
    ):
        yield


def lay_out(picture: Picture, width: Width, voice: Speech | Literal["switch"], *, titled: bool = True) -> Sheet:
    """Draw a picture. Call inside `quiet_settings`, and save inside it too.

    `titled` adds title, subtitle and note to the sheet; a page sets these itself.
    """
    parts = _title_parts(picture, width, voice) if titled else []
    head = (6.0 + sum(_room(width, *part[:2]) for part in parts) + 6.0) if titled else 0.0
    size = 6.0 if width == "wide" else 5.2
    notes = _spoken(picture.note, voice) if titled else []
    foot = (6.0 + sum(_room(width, text, size) for text in notes) + 6.0) if titled else 0.0
    height = head + picture.height[width] + foot
    figure = Figure(figsize=(POINTS[width] / 72, height / 72))
    sheet = Sheet(figure, width, voice, head, height)
    top = 6.0
    for text, points, colour, bold in parts:
        top = sheet.paragraph(top, Words(text, text), points, colour, bold=bold)
    picture.draw(sheet)
    top = height - foot + 4.0
    for text in notes:
        top = sheet.paragraph(top, Words(text, text), size, palette.FAINT)
    return sheet


def _title_parts(picture: Picture, width: Width, voice: Voice) -> list[tuple[str, float, str, float]]:
    large, small, sub = (15.0, 9.5, 7.2) if width == "wide" else (10.5, 7.2, 5.8)
    titles: Sequence[str] = _spoken(picture.title, voice)
    subtitles = _spoken(picture.subtitle, voice)
    parts = [(titles[0], _in_one_line(width, titles[0], large), palette.INK, 0.35)]
    parts += [(text, _in_one_line(width, text, small), palette.TEXT, 0.0) for text in titles[1:]]
    return parts + [(text, sub, palette.FAINT, 0.0) for text in subtitles]


def _in_one_line(width: Width, text: str, size: float) -> float:
    """A little smaller rather than one word alone on a second line."""
    return next(
        (size * part for part in (1.0, 0.94, 0.88) if _room(width, text, size * part) <= size * part * 1.4), size
    )


def _spoken(words: Words, voice: Voice) -> list[str]:
    texts = {"both": [words.zh, words.english_beside], "en": [words.en]}.get(voice, [words.zh])
    return list(dict.fromkeys(texts))


def _room(width: Width, text: str, size: float) -> float:
    return len(typeface.wrap(text, size, POINTS[width] - 2 * MARGIN[width])) * size * 1.4
