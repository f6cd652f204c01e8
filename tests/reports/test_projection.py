import numpy as np
from plane_area import signed_area

from model.region.places import load_places
from model.reports.projection import EARTH_KM, MAP, Albers
from model.reports.shapes import load_shapes


def test_the_centre_is_the_origin_and_north_is_up() -> None:
    assert np.allclose(MAP.project(np.array([117.0, 39.0])), 0.0)
    x, y = MAP.project(np.array([117.0, 40.0]))
    assert x == 0.0
    assert 112 < y < 114


def test_areas_are_true_everywhere() -> None:
    for lon, lat in [(113.5, 36.2), (117.0, 39.0), (119.8, 42.6), (100.0, 25.0)]:
        side = 0.01
        corners = np.array([[lon, lat], [lon + side, lat], [lon + side, lat + side], [lon, lat + side]])
        x, y = MAP.project(corners).T
        drawn = abs(x @ np.roll(y, -1) - y @ np.roll(x, -1)) / 2
        band = np.sin(np.radians(lat + side)) - np.sin(np.radians(lat))
        true = EARTH_KM**2 * np.radians(side) * band
        assert abs(drawn / true - 1) < 1e-5


def test_lengths_are_true_along_the_standard_parallels() -> None:
    for lat in (MAP.parallel_south, MAP.parallel_north):
        a, b = MAP.project(np.array([[117.0, lat], [117.01, lat]]))
        true = EARTH_KM * np.cos(np.radians(lat)) * np.radians(0.01)
        assert abs(np.hypot(*(b - a)) / true - 1) < 1e-6


def test_one_standard_parallel_is_a_cone_too() -> None:
    cone = Albers(39.0, 39.0, 39.0, 117.0)
    assert np.allclose(cone.project(np.array([117.0, 39.0])), 0.0)


def test_maps_have_the_areas_of_the_table() -> None:
    drawn = np.array([sum(signed_area(ring) for ring in rings) for rings in load_shapes().coverage.rings])
    ratio = drawn / load_places().area_km2
    assert abs(ratio.mean() - 1) < 0.01
    assert ratio.min() > 0.85
    assert ratio.max() < 1.15
