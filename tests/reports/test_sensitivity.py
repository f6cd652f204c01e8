"""Sensitivity figures: every label drawable and on the sheet; signs and noise only where effects have a unit."""

import numpy as np
import pandas as pd
import pytest
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.colors import to_hex
from matplotlib.text import Text

from model.experiments.sensitivity.effects import COLUMNS
from model.experiments.sensitivity.outcomes import DEFAULT
from model.reports import palette
from model.reports.sensitivity import sensitivity_pictures
from model.reports.sheet import POINTS, lay_out, quiet_settings
from model.reports.typeface import missing
from model.reports.words import same

FACTORS = ("migration.wage_elasticity", "relocation.intensity", "climate.tail_scaling", "population.fertility")


def table() -> pd.DataFrame:
    """Effects in falling order, the second one negative."""
    rows = [
        (outcome, factor, (-1) ** k * 8000.0 / (k + 1), 8000.0 / (k + 1), 300.0, 200.0, 0.48 / (k + 1), 1200.0)
        for outcome in DEFAULT
        for k, factor in enumerate(FACTORS)
    ]
    return pd.DataFrame(rows, columns=list(COLUMNS))


@pytest.mark.parametrize("design", ["morris", "saltelli"])
@pytest.mark.parametrize("width", ["wide", "narrow"])
@pytest.mark.parametrize("voice", ["both", "zh", "en"])
def test_every_label_can_be_read(design, width, voice):
    for picture in sensitivity_pictures(table(), same("12"), design)[:2]:
        with quiet_settings(picture.name):
            sheet = lay_out(picture, width, voice)
            renderer = FigureCanvasAgg(sheet.figure).get_renderer()
            for text in sheet.figure.findobj(Text):
                if text.get_text().strip():
                    assert missing(text.get_text()) == set()
                    box = text.get_window_extent(renderer)
                    assert box.x0 * 72 / sheet.figure.dpi > -1.5, text.get_text()
                    assert box.x1 * 72 / sheet.figure.dpi < POINTS[width] + 1.5, text.get_text()


def drawn(design):
    picture = sensitivity_pictures(table(), same("12"), design)[1]
    with quiet_settings(picture.name):
        (axes,) = lay_out(picture, "wide", "en").figure.axes
    colours = [to_hex(each.get_facecolor()[0]).upper() for each in axes.collections]
    dotted = [line for line in axes.lines if len(set(np.asarray(line.get_xdata()))) == 1]
    figures = [text.get_text() for text in axes.texts]
    return picture, colours, dotted, figures


def test_effects_have_a_sign_and_the_noise_of_seeds_stands_beside_them():
    picture, colours, dotted, figures = drawn("morris")
    assert colours == [palette.ACCENT, palette.WARM, palette.ACCENT, palette.WARM]
    assert [float(line.get_xdata()[0]) for line in dotted] == [1200.0]
    assert "8000" in figures
    assert "–4000" in figures
    assert "mu*" in picture.subtitle.en


def test_an_index_has_neither_a_sign_nor_the_unit_of_the_noise():
    picture, colours, dotted, figures = drawn("saltelli")
    assert set(colours) == {palette.ACCENT}
    assert dotted == []
    assert "4000" in figures
    assert "index" in picture.subtitle.en


def test_the_matrix_names_the_largest_share():
    matrix = sensitivity_pictures(table(), same("12"), "morris")[0]
    assert "48 %" in matrix.title.en
    assert "48 %" in matrix.title.zh


def test_noise_above_every_effect_is_drawn_too():
    loud = table().assign(seed_noise=1e6)
    picture = sensitivity_pictures(loud, same("12"), "morris")[1]
    with quiet_settings(picture.name):
        (axes,) = lay_out(picture, "wide", "en").figure.axes
    assert max(float(max(line.get_xdata())) for line in axes.lines) == axes.get_xlim()[1] == 1e6
    assert "told from chance" in picture.title.en
    assert "最敏感" not in picture.title.zh
    for design in ("morris", "saltelli"):
        assert "most sensitive to" in sensitivity_pictures(table(), same("12"), design)[1].title.en
