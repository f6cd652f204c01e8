"""Albers equal-area conic on a sphere: a square centimetre of a map is the same land everywhere."""

from dataclasses import dataclass
from math import cos, radians, sin

import numpy as np
from numpy.typing import NDArray

EARTH_KM = 6371.0072
"""Radius of the sphere with the area of the WGS-84 ellipsoid, km."""

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Albers:
    """The projection with two standard parallels; degrees in, kilometres from the centre out.

    n = (sin p1 + sin p2)/2, C = cos^2 p1 + 2 n sin p1, rho = R sqrt(C - 2 n sin lat)/n, theta = n (lon - lon0);
    x = rho sin theta, y = rho0 - rho cos theta. Source: Snyder, Map Projections, USGS Professional Paper 1395
    (1987), section 14. On a sphere, since the maps are schematic: areas differ from the ellipsoid's by < 0.3 %.
    """

    parallel_south: float = 25.0
    parallel_north: float = 47.0
    centre_lat: float = 39.0
    centre_lon: float = 117.0

    @property
    def cone(self) -> float:
        """Cone constant n."""
        return (sin(radians(self.parallel_south)) + sin(radians(self.parallel_north))) / 2

    def project(self, lonlat: Floats) -> Floats:
        """Kilometres east and north of the centre, shape (..., 2), of degrees east and north (..., 2)."""
        n = self.cone
        base = cos(radians(self.parallel_south)) ** 2 + 2 * n * sin(radians(self.parallel_south))
        rho = EARTH_KM * np.sqrt(base - 2 * n * np.sin(np.radians(lonlat[..., 1]))) / n
        rho_centre = EARTH_KM * np.sqrt(base - 2 * n * sin(radians(self.centre_lat))) / n
        theta = n * np.radians(lonlat[..., 0] - self.centre_lon)
        return np.stack([rho * np.sin(theta), rho_centre - rho * np.cos(theta)], axis=-1)


MAP = Albers()
"""The projection of every map of this model."""
