"""The colours of every picture and page, and what each means."""

import numpy as np
from matplotlib.colors import LinearSegmentedColormap, to_hex
from numpy.typing import NDArray

INK = "#22303C"
TEXT = "#4B5A67"
FAINT = "#7A8794"
GRID = "#DFE5EA"
PAPER = "#FFFFFF"
LAND = "#E9EDF0"
SEA = "#F3F7F9"

AMOUNTS = ("#EEF6E6", "#CFEBD0", "#9CD8B9", "#5CBDAE", "#2E9AA3", "#2A7296", "#2F4B82", "#2B2550")
"""Little to much; readable without colour, since the lightness falls evenly."""
LESS = ("#FBF3E6", "#F0DDB8", "#DDBB82", "#BF8F4C", "#8F6026")
"""A loss, small to large."""
MORE = ("#EAF5F3", "#C4E5E0", "#8CCBC6", "#46A3A6", "#1B6F7C")
"""A gain, small to large."""
PATHS = {"control": "#7A8794", "low": "#3B82A0", "medium": "#E0A030", "high": "#C8452F", "custom": "#6B4E8E"}
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


def classes(values: NDArray[np.float64], edges: NDArray[np.float64]) -> NDArray[np.intp]:
    """Class of each value: 0 below the first inner edge, up to len(edges) above the last."""
    return np.searchsorted(edges, values, side="right")
