"""Classes and colours of a map: amounts by quantiles, differences symmetric about zero."""

import numpy as np
from numpy.typing import NDArray

from model.reports import palette

Floats = NDArray[np.float64]
NOTHING = "#F7F8F9"
"""Colour of the class around zero."""


def amounts(values: Floats) -> tuple[list[float], list[str]]:
    """Edges between eight classes of about the same size, round, and the colours."""
    seen = values[np.isfinite(values)]
    if not len(seen):
        return [0.0], [palette.AMOUNTS[0], palette.AMOUNTS[-1]]
    edges = sorted({round_to(float(edge)) for edge in np.quantile(seen, np.linspace(0, 1, 9)[1:-1])})
    return edges, palette.steps(palette.AMOUNTS, len(edges) + 1)


def differences(values: Floats) -> tuple[list[float], list[str]]:
    """Edges of nine classes, four on each side of one around zero, and the colours."""
    seen = np.abs(values[np.isfinite(values) & (values != 0)])
    largest = float(np.quantile(seen, 0.97)) if len(seen) else 1.0
    sizes = sorted({round_to(largest * part) for part in (0.04, 0.15, 0.4, 0.8)})
    edges = [-size for size in reversed(sizes)] + sizes
    return edges, [
        *reversed(palette.steps(palette.LESS, len(sizes))),
        NOTHING,
        *palette.steps(palette.MORE, len(sizes)),
    ]


def round_to(value: float, digits: int = 2) -> float:
    """A value with two significant digits."""
    return float(f"{value:.{digits}g}")
