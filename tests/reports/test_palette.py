"""The colours can be told apart by those who do not see red or green, and in grey."""

import itertools

import numpy as np
import pytest
from matplotlib.colors import to_rgb
from numpy.typing import NDArray

from model.reports import palette
from model.reports.change_map import diverging
from model.reports.relocation import CAUSE_COLOURS
from model.reports.storms import RAIN_COLOURS

Floats = NDArray[np.float64]
SIGHT = {
    "full": np.eye(3),
    "protanopia": np.array(
        [[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998]]
    ),
    "deuteranopia": np.array(
        [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.01182, 0.04294, 0.968881]]
    ),
    "tritanopia": np.array(
        [[1.255528, -0.076749, -0.178779], [-0.078411, 0.930809, 0.147602], [0.004733, 0.691367, 0.3039]]
    ),
}
"""Linear-light matrices of Machado, Oliveira and Fernandes (2009), severity 1."""


def lab(colour: str, sight: str = "full") -> Floats:
    """CIE L*a*b* (D65) of a colour as it is seen."""
    rgb = np.array(to_rgb(colour))
    linear = np.where(rgb <= 0.04045, rgb / 12.92, ((rgb + 0.055) / 1.055) ** 2.4)
    linear = np.clip(SIGHT[sight] @ linear, 0, 1)
    xyz = np.array([[0.4124, 0.3576, 0.1805], [0.2126, 0.7152, 0.0722], [0.0193, 0.1192, 0.9505]]) @ linear
    f = np.cbrt(xyz / np.array([0.9505, 1.0, 1.089]) + 1e-9)
    return np.array([116 * f[1] - 16, 500 * (f[0] - f[1]), 200 * (f[1] - f[2])])


def apart(a: str, b: str, sight: str) -> float:
    return float(np.hypot.reduce(lab(a, sight) - lab(b, sight)))


@pytest.mark.parametrize("sight", SIGHT)
@pytest.mark.parametrize("scale", [palette.AMOUNTS, tuple(diverging()), RAIN_COLOURS])
def test_neighbouring_classes_differ(scale: tuple[str, ...], sight: str) -> None:
    assert min(apart(a, b, sight) for a, b in itertools.pairwise(scale)) > 6


@pytest.mark.parametrize("sight", SIGHT)
def test_loss_is_never_taken_for_gain(sight: str) -> None:
    colours = diverging()
    for k in range(1, 4):
        assert apart(colours[4 - k], colours[4 + k], sight) > 12


@pytest.mark.parametrize("sight", SIGHT)
@pytest.mark.parametrize("names", [palette.PARTS, CAUSE_COLOURS])
def test_kinds_differ(names: dict[str, str], sight: str) -> None:
    colours = list(names.values())
    assert min(apart(a, b, sight) for k, a in enumerate(colours) for b in colours[:k]) > 15


@pytest.mark.parametrize("scale", [palette.AMOUNTS, RAIN_COLOURS])
def test_more_is_darker_so_grey_will_do(scale: tuple[str, ...]) -> None:
    light = [lab(colour)[0] for colour in scale]
    assert all(a > b + 3 for a, b in itertools.pairwise(light))


@pytest.mark.parametrize("colour", [*palette.PATHS.values(), *palette.PARTS.values(), palette.FAINT])
def test_small_type_can_be_read_on_white(colour: str) -> None:
    luminance = ((lab(palette.readable(colour))[0] + 16) / 116) ** 3
    assert 1.05 / (luminance + 0.05) >= 3.9
