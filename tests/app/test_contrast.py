"""Text of the page and of the reports can be read on what it stands on: WCAG 2.2 AA, contrast 4.5 to 1."""

import re
from itertools import combinations, pairwise
from pathlib import Path

import numpy as np
import pytest

from model.app import page
from model.app.charts import dress
from model.reports import page as reports
from model.reports import palette

TEXT = ("ink", "text", "faint", "accent", "deep", "warm")
ENOUGH = 4.5


def luminance(colour):
    parts = [int(colour[k : k + 2], 16) / 255 for k in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one, other):
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def variables(path):
    return dict(re.findall(r"--([a-z]+):\s*(#[0-9A-Fa-f]{6})", path.read_text(encoding="utf-8")))


SHEETS = {"page": page.STYLE, "report": Path(str(reports.__file__)).parent / "templates" / "report.css"}


def test_the_measure_is_that_of_the_guideline():
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21)
    assert contrast("#777777", "#FFFFFF") == pytest.approx(4.48, abs=0.005)


@pytest.mark.parametrize(
    ("sheet", "name"), [(sheet, name) for sheet, path in SHEETS.items() for name in TEXT if name in variables(path)]
)
def test_text_can_be_read_on_cards_and_on_the_ground(sheet, name):
    known = variables(SHEETS[sheet])
    for under in ("paper", "ground"):
        assert contrast(known[name], known.get(under, "#FFFFFF")) >= ENOUGH


@pytest.mark.parametrize("colour", [palette.INK, palette.TEXT, dress.LEGEND["labelColor"], dress.AXIS["labelColor"]])
def test_axes_and_legends_can_be_read(colour):
    assert contrast(colour, palette.PAPER) >= ENOUGH


@pytest.mark.parametrize("scale", [palette.AMOUNTS, palette.LESS, palette.MORE])
def test_classes_of_a_map_differ_in_lightness_so_that_they_need_no_colour(scale):
    light = [luminance(colour) for colour in scale]
    assert light == sorted(light, reverse=True)
    assert all(contrast(one, other) >= 1.15 for one, other in pairwise(scale))
    assert contrast(scale[0], scale[-1]) >= 4.5


def test_the_outline_of_a_legend_is_seen_on_paper():
    assert contrast(dress.classes("", "")["gradientStrokeColor"], palette.PAPER) >= 3.0


@pytest.mark.parametrize("colour", [*palette.PATHS.values(), palette.RAIL, palette.ACCENT, palette.WARM])
def test_lines_are_seen_on_cards_and_on_the_ground(colour):
    for under in (palette.PAPER, variables(page.STYLE)["ground"]):
        assert contrast(colour, under) >= 3.0


SIGHT = {
    "all cones": np.eye(3),
    "no green cones": np.array(
        [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.011820, 0.042940, 0.968881]]
    ),
    "no red cones": np.array(
        [[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998]]
    ),
}
"""Linear RGB as it is seen: Machado, Oliveira and Fernandes 2009, severity 1."""
XYZ = np.array(
    [[0.4124564, 0.3575761, 0.1804375], [0.2126729, 0.7151522, 0.0721750], [0.0193339, 0.1191920, 0.9503041]]
)


def seen(colour, sight):
    """CIELAB of a colour as somebody sees it."""
    parts = np.array([int(colour[k : k + 2], 16) / 255 for k in (1, 3, 5)])
    linear = np.where(parts <= 0.04045, parts / 12.92, ((parts + 0.055) / 1.055) ** 2.4)
    ratio = XYZ @ np.clip(SIGHT[sight] @ linear, 0, 1) / (0.95047, 1.0, 1.08883)
    root = np.where(ratio > 0.008856, np.cbrt(ratio), 7.787 * ratio + 16 / 116)
    return np.array([116 * root[1] - 16, 500 * (root[0] - root[1]), 200 * (root[1] - root[2])])


@pytest.mark.parametrize("sight", SIGHT)
def test_paths_are_told_apart_with_any_sight(sight):
    for one, other in combinations(palette.PATHS.values(), 2):
        assert np.linalg.norm(seen(one, sight) - seen(other, sight)) >= 11
    for nested in pairwise(("low", "medium", "high")):
        one, other = (palette.PATHS[path] for path in nested)
        assert np.linalg.norm(seen(one, sight) - seen(other, sight)) >= 20
