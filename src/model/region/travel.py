"""The rules of travel: speeds on roads, time to a station, time lost at a change; and distance on the sphere."""

import json
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray

from model.region.names import DATA
from model.region.tables import TableError

Floats = NDArray[np.float64]

EARTH_RADIUS_KM: Final = 6371.0088
_RULES: Final = "travel_rules.json"


@dataclass(frozen=True)
class TravelRules:
    """The parameters of travel_rules.json (grade assumption; reasons in SOURCES-geo.md, section 3)."""

    dwell_min_same_line: float
    transfer_min_default: float
    transfer_min_at: dict[str, float]
    road_detour_factor: float
    road_speed_kmh: float
    county_access_fixed_min: float
    county_access_detour_factor: float
    county_access_speed_kmh: float
    rail_access_egress_wait_min: float

    @property
    def road_min_per_km(self) -> float:
        """Minutes of driving between cities per great-circle kilometre."""
        return self.road_detour_factor / self.road_speed_kmh * 60

    @property
    def access_min_per_km(self) -> float:
        """Minutes to a station per great-circle kilometre, without the fixed part."""
        return self.county_access_detour_factor / self.county_access_speed_kmh * 60


def load_rules(folder: Path = DATA) -> TravelRules:
    """Read and check travel_rules.json.

    Raises:
        TableError: a rule is missing or not a positive number.
    """
    try:
        found = json.loads((folder / _RULES).read_text(encoding="utf-8"))
    except json.JSONDecodeError as error:
        raise TableError(_RULES, error.lineno, f"character {error.colno}", error.msg) from None
    values = {}
    for rule in fields(TravelRules):
        if rule.name not in found:
            raise TableError(_RULES, None, rule.name, "the rule is missing")
        value = found[rule.name]
        for number in value.values() if isinstance(value, dict) else [value]:
            if isinstance(number, bool) or not isinstance(number, int | float) or not 0 < number < 1000:
                raise TableError(_RULES, None, rule.name, f"{number!r} is not a number between 0 and 1000")
        values[rule.name] = value
    return TravelRules(**values)


def road_minutes(distance_km: Floats, rules: TravelRules) -> Floats:
    """Minutes by road, door to door, from great-circle kilometres d: min(10 + 1.56 d, 1.04 d + 20).

    Town streets at the speed of the way to a station until the slow ends have cost 20 minutes, then the road
    between cities (1.3 x d at 75 km/h). Grade: assumption, from the rules of travel_rules.json.
    """
    streets = rules.county_access_fixed_min + rules.access_min_per_km * distance_km
    country = 2 * rules.county_access_fixed_min + rules.road_min_per_km * distance_km
    fastest: Floats = np.minimum(streets, country)
    return fastest


def great_circle_km(start: Floats, end: Floats) -> Floats:
    """Kilometres on the sphere between points (n, 2) and (m, 2) of degrees east and north; shape (n, m)."""
    lon_1, lat_1 = np.radians(start).T[:, :, None]
    lon_2, lat_2 = np.radians(end).T[:, None, :]
    haversine = np.sin((lat_2 - lat_1) / 2) ** 2 + np.cos(lat_1) * np.cos(lat_2) * np.sin((lon_2 - lon_1) / 2) ** 2
    kilometres: Floats = 2 * EARTH_RADIUS_KM * np.arcsin(np.sqrt(np.clip(haversine, 0.0, 1.0)))
    return kilometres
