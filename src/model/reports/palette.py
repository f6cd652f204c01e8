"""The colours of every picture and page, and what each means."""

import numpy as np
from matplotlib.colors import LinearSegmentedColormap, to_hex, to_rgb
from numpy.typing import NDArray

INK = "#22303C"
TEXT = "#4B5A67"
FAINT = "#7A8794"
GRID = "#DFE5EA"
PAPER = "#FFFFFF"
LAND = "#E9EDF0"

AMOUNTS = ("#EEF6E6", "#CFEBD0", "#9CD8B9", "#5CBDAE", "#2E9AA3", "#2A7296", "#2F4B82", "#2B2550")
"""Little to much; readable without colour, since the lightness falls evenly."""
LESS = ("#FBF3E6", "#F0DDB8", "#DDBB82", "#BF8F4C", "#8F6026")
"""A loss, small to large."""
MORE = ("#EAF5F3", "#C4E5E0", "#8CCBC6", "#46A3A6", "#1B6F7C")
"""A gain, small to large."""
PATHS = {"control": "#7A8794", "low": "#3B82A0", "medium": "#C28100", "high": "#C8452F", "custom": "#6B4E8E"}
PARTS = {"climate": "#C8452F", "population": "#2A7296", "interaction": "#C9B37E"}
"""What a change of exposure is made of."""
RAIL = "#E4572E"
YOUNG, WORKING, OLD = "#9CD8B9", "#5CBDAE", "#2F4B82"
ACCENT = "#2A7296"
DEEP = "#2B2550"
WARM = "#C8452F"


def steps(colours: tuple[str, ...], count: int) -> list[str]:
    """`count` colours evenly along a scale."""
    if count == 1:
        return [colours[len(colours) // 2]]
    scale = LinearSegmentedColormap.from_list("scale", colours)
    return [to_hex(scale(k / (count - 1))) for k in range(count)]


def readable(colour: str) -> str:
    """The colour, darkened with ink until small type in it can be read on white (contrast 4 to 1)."""
    mixed = np.array(to_rgb(colour))
    ink = np.array(to_rgb(INK))
    for _ in range(10):
        linear = np.where(mixed <= 0.04045, mixed / 12.92, ((mixed + 0.055) / 1.055) ** 2.4)
        if 1.05 / (float(linear @ (0.2126, 0.7152, 0.0722)) + 0.05) >= 4.0:
            break
        mixed = 0.88 * mixed + 0.12 * ink
    return to_hex(mixed)


def classes(values: NDArray[np.float64], edges: NDArray[np.float64]) -> NDArray[np.intp]:
    """Class of each value: 0 below the first inner edge, up to len(edges) above the last."""
    return np.searchsorted(edges, values, side="right")
