"""Text of the page and of the reports can be read on what it stands on: WCAG 2.2 AA, contrast 4.5 to 1."""

import re
from itertools import pairwise
from pathlib import Path

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
