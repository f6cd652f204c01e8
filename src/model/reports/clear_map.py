"""Map of a difference by county: coloured where it is clear of zero, grey where it is not, with its key."""

from dataclasses import dataclass
from typing import Final

import numpy as np
from matplotlib.axes import Axes
from matplotlib.patches import Rectangle
from numpy.typing import NDArray

from model.region.places import Places
from model.reports import basemap, palette
from model.reports.change_map import diverging
from model.reports.numbers import number
from model.reports.shapes import load_shapes
from model.reports.sheet import Both, Sheet
from model.reports.words import Words, same

Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]
STEPS: Final = (1.0, 2.0, 5.0, 10.0)
UNCLEAR: Final = "#E3E6E8"
"""Places whose difference cannot be told from zero."""
NARROW_INSET: Final = (92.0, 356.0, 156.0)
NARROW_KEY: Final = (4.0, 356.0, 80.0, 128.0)


@dataclass(frozen=True)
class ClearMap:
    """Differences by county with the classes that fit those that are clear of zero."""

    places: Places
    change: Floats
    """(199,)"""
    clear: Flags
    """(199,) whether it is clear of zero."""
    head: Words
    """Over the key: quantity and unit."""

    @property
    def edges(self) -> list[float]:
        """Edges of the classes."""
        return ladder(self.change[self.clear])

    @property
    def classes(self) -> NDArray[np.intp]:
        """Class of each county, whether clear or not."""
        return palette.classes(self.change, np.array(self.edges))

    def draw(self, sheet: Sheet, inset: tuple[float, float, float], key: tuple[float, float, float, float]) -> None:
        """Draw the map, the capital region and the key; `inset` and `key` are their boxes on a wide sheet."""
        shapes, narrow = load_shapes(), sheet.narrow
        colours = [diverging()[k] if sure else UNCLEAR for k, sure in zip(self.classes, self.clear, strict=True)]
        main = basemap.map_panel(sheet, 4, 0, 244) if narrow else basemap.map_panel(sheet, 6, 0, 310)
        basemap.paint_places(main, shapes, colours, self.places.ids)
        basemap.draw_borders(main, shapes)
        basemap.name_sea(sheet, main)
        basemap.name_cities(sheet, main, shapes, self.places, size=sheet.size(7.6, 6.4))
        basemap.scale_bar(sheet, main, 120, -335)
        basemap.capital_inset(sheet, main, shapes, self.places, colours, *(NARROW_INSET if narrow else inset))
        self._key(sheet, sheet.panel(*(NARROW_KEY if narrow else key)))

    def _key(self, sheet: Sheet, axes: Axes) -> None:
        """Classes from less to more with the number of places, and the places that cannot be told."""
        edges = self.edges
        count = np.bincount(self.classes[self.clear], minlength=len(edges) + 1)
        axes.set_xlim(0, 100)
        axes.set_ylim(-1.4, len(edges) + 1)
        size, swatch = sheet.size(6.2, 5.6), 9 if not sheet.narrow else 20
        both: Both = "zh" if sheet.narrow else "beside"
        sheet.say(axes, 0, 1, self.head, size=sheet.size(6.8, 6), coords="axes fraction", shift=(0, 4), both=both)
        digits = 0 if edges[-4] >= 1 else int(np.ceil(-np.log10(edges[-4])))
        rows = [(-1.32, UNCLEAR, Words("不能与零区分", "not clear of zero"), int((~self.clear).sum()))]
        for k, colour in enumerate(diverging()):
            if k == 0:
                words = same(f"< {number(edges[0], digits)}")
            elif k == len(edges):
                words = same(f"> {number(edges[-1], digits, signed=True)}")
            else:
                low, high = (number(edges[j], digits, signed=True) for j in (k - 1, k))
                words = Words(f"{low} 至 {high}", f"{low} to {high}")
            rows.append((float(k), colour, words, int(count[k])))
        for y, colour, words, places in rows:
            axes.add_artist(Rectangle((0, y + 0.12), swatch, 0.76, fc=colour, ec=palette.FAINT, lw=0.3))
            tail = same(f"  · {places}") if places or colour == UNCLEAR else same("")
            sheet.say(axes, swatch + 4, y + 0.5, words + tail, size=size, va="center", both="zh")


def ladder(change: Floats) -> list[float]:
    """Class edges, symmetric about zero: 1, 2, 5, 10 times the power of ten that fits the spread."""
    spread = float(np.quantile(np.abs(change), 0.95)) if change.size else 1.0
    power = 10.0 ** np.floor(np.log10(max(spread, 1e-3)) - 0.5)
    steps = [step * power for step in STEPS]
    return [*(-step for step in reversed(steps)), *steps]
