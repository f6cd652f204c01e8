"""Minutes between places and cities, by rail and road, for any year and with lines that a scenario adds."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from model.region.names import DATA
from model.region.places import N_CITIES, N_PLACES, Places
from model.region.rails import Ride, rail_minutes
from model.region.stations import HUBS, Line, load_lines, load_stations, own_station
from model.region.tables import TableError, read_table, real, require, text
from model.region.travel import TravelRules, great_circle_km, load_rules, road_minutes

Floats = NDArray[np.float64]


class Addition(Protocol):
    """A rail link that a scenario adds; ends are city or place ids."""

    @property
    def from_(self) -> str:
        """One end."""

    @property
    def to(self) -> str:
        """The other end."""

    @property
    def minutes(self) -> float:
        """From station to station."""

    @property
    def year(self) -> int:
        """First year in service."""


@dataclass(frozen=True)
class Transport:
    """Rails, roads and stations; what they make of a year is computed when asked, nothing is kept.

    Nodes are the 14 cities in their order, then the junctions Dezhou and Daxing airport.
    """

    place_ids: tuple[str, ...]
    city_ids: tuple[str, ...]
    rules: TravelRules
    lines: tuple[Line, ...]
    nodes: tuple[str, ...]
    city: NDArray[np.uint8]
    """(199,) city of each place."""
    road: Floats
    """(199, 199) minutes by road, door to door."""
    road_cities: Floats
    """(14, 14) minutes by road between city centres."""
    access: Floats
    """(199, 16) minutes from a place to the main station of a node."""
    station_year: NDArray[np.int64]
    """(stations,) first year of each station with a time to a hub."""
    station_access: Floats
    """(199, stations) minutes from a place to each of these stations."""
    station_minutes: Floats
    """(stations, 3) minutes by train to the hubs, inf where the table has none."""
    distance_km: Floats
    """(199, 199) great-circle kilometres between places; half the radius of an equal disc on the diagonal."""

    def open_lines(self, year: int, additions: Sequence[Addition] = ()) -> frozenset[int]:
        """Which rows of the timetable run in a year; rows of `additions` follow those of the table."""
        opened = [i for i, line in enumerate(self.lines) if line.first_year is not None and line.first_year <= year]
        added = [len(self.lines) + i for i, each in enumerate(additions) if each.year <= year]
        return frozenset(opened + added)

    def rail_city_minutes(self, year: int, additions: Sequence[Addition] = ()) -> Floats:
        """(14, 14) minutes by rail from main station to main station; inf where no train goes."""
        return self._rail(year, additions)[0][:N_CITIES, :N_CITIES]

    def city_minutes(self, year: int, additions: Sequence[Addition] = ()) -> Floats:
        """(14, 14) fastest minutes between cities: rail from station to station, or road between centres."""
        return np.minimum(self.rail_city_minutes(year, additions), self.road_cities)

    def minutes(self, year: int, additions: Sequence[Addition] = ()) -> Floats:
        """Fastest minutes between places, door to door.

        Rail = access + train + access, where the train is boarded at a city's main station, at a station of
        stations.csv that has a time to Beijing, Tianjin or Shijiazhuang, or at the end of an added line; at a
        hub one changes as between lines. Access is 10 min + great-circle km x 1.3 / 50 km/h, at both ends, which
        stands in the place of the 40 minutes that a comparison of city centres adds.

        Args:
            year: year of the timetable.
            additions: lines of the scenario; those of a later year do not run.

        Returns:
            (199, 199) float64, symmetric; the diagonal is a trip within the place.

        Raises:
            KeyError: an addition names no city or place.
        """
        return self._door_to_door(year, *self._rail(year, additions))

    def _door_to_door(self, year: int, rail: Floats, ends: list[int]) -> Floats:
        board = np.hstack([self.access, *(self._access_to(place)[:, None] for place in ends)])
        stations = self.station_year <= year
        to_hub = np.full((N_PLACES, len(HUBS)), np.inf)
        if stations.any():
            to_hub = _min_plus(self.station_access[:, stations], self.station_minutes[stations])
        hubs = [self.nodes.index(hub) for hub in HUBS]
        transfer = np.array([self._transfer(hub) for hub in HUBS])

        # Arriving at each node by train or on foot, then the last leg on foot.
        by_train = _min_plus(board, rail)
        through_hub = _min_plus(to_hub + transfer, rail[hubs])
        for k, hub in enumerate(hubs):
            through_hub[:, hub] = np.minimum(through_hub[:, hub], to_hub[:, k])
        fastest = _min_plus(np.minimum(by_train, through_hub), board.T)
        # From a station by way of one hub, or of two, to a station.
        between_hubs = rail[np.ix_(hubs, hubs)] + transfer[:, None] + transfer[None, :]
        np.fill_diagonal(between_hubs, transfer)
        fastest = np.minimum(fastest, _min_plus(_min_plus(to_hub, between_hubs), to_hub.T))
        return np.minimum(np.minimum(fastest, fastest.T), self.road)

    def both_minutes(
        self, year: int, additions: Sequence[Addition] = (), until: int | None = None
    ) -> tuple[Floats, Floats]:
        """`minutes` and `city_minutes` of a year, for the work of one.

        After the year `until` no line or station of the tables opens any more; None: all do.
        """
        rail, ends = self._rail(year, additions, until)
        cities = np.minimum(rail[:N_CITIES, :N_CITIES], self.road_cities)
        return self._door_to_door(_first(year, until), rail, ends), cities

    def timetable(self, additions: Sequence[Addition] = ()) -> "Timetable":
        """Minutes that remember the years in which the same lines run; for one run."""
        return Timetable(self, tuple(additions))

    def _rail(self, year: int, additions: Sequence[Addition], until: int | None = None) -> tuple[Floats, list[int]]:
        """Minutes between nodes, places that are ends of running additions included; and these places."""
        opened = _first(year, until)
        running = [each for each in additions if each.year <= year]
        ends = [self.place_ids.index(end) for end in self._place_ends(running)]
        nodes = [*self.nodes, *(self.place_ids[end] for end in ends)]
        rides = [
            Ride(line.start, line.end, line.line, line.minutes)
            for line in self.lines
            if line.first_year is not None and line.first_year <= opened
        ]
        rides += [
            Ride(nodes.index(each.from_), nodes.index(each.to), f"added {i}", each.minutes)
            for i, each in enumerate(running)
        ]
        transfer_at = {self.nodes.index(name): value for name, value in self.rules.transfer_min_at.items()}
        rail = rail_minutes(
            rides, len(nodes), self.rules.dwell_min_same_line, self.rules.transfer_min_default, transfer_at
        )
        return rail, ends

    def _place_ends(self, additions: Sequence[Addition]) -> list[str]:
        ends = dict.fromkeys(end for each in additions for end in (each.from_, each.to))
        for end in ends:
            if end not in self.nodes and end not in self.place_ids:
                raise KeyError(end)
        return [end for end in ends if end not in self.nodes]

    def _transfer(self, node: str) -> float:
        return self.rules.transfer_min_at.get(node, self.rules.transfer_min_default)

    def _access_to(self, place: int) -> Floats:
        return self.rules.county_access_fixed_min + self.rules.access_min_per_km * self.distance_km[:, place]


@dataclass
class Timetable:
    """The minutes of one run: computed once for each set of lines that run."""

    transport: Transport
    additions: tuple[Addition, ...] = ()
    until: int | None = None
    """Last year in which lines and stations of the tables open; None: all do."""
    _known: dict[tuple[frozenset[int], tuple[bool, ...], tuple[bool, ...]], tuple[Floats, Floats]] = field(
        default_factory=dict
    )
    _years: dict[int, tuple[Floats, Floats]] = field(default_factory=dict)

    def minutes(self, year: int) -> Floats:
        """(199, 199) fastest minutes between places; read-only."""
        return self._of(year)[0]

    def city_minutes(self, year: int) -> Floats:
        """(14, 14) fastest minutes between cities; read-only."""
        return self._of(year)[1]

    def _of(self, year: int) -> tuple[Floats, Floats]:
        if year not in self._years:
            self._years[year] = self._of_lines(year)
        return self._years[year]

    def _of_lines(self, year: int) -> tuple[Floats, Floats]:
        opened = _first(year, self.until)
        key = (
            self.transport.open_lines(opened),
            tuple(each.year <= year for each in self.additions),
            tuple(bool(is_open) for is_open in self.transport.station_year <= opened),
        )
        if key not in self._known:
            found = self.transport.both_minutes(year, self.additions, self.until)
            for matrix in found:
                matrix.setflags(write=False)
            self._known[key] = found
        return self._known[key]


def _first(year: int, until: int | None) -> int:
    return year if until is None else min(year, until)


def load_transport(places: Places, folder: Path = DATA) -> Transport:
    """Read and check rail_lines.csv, city_nodes.csv, stations.csv, travel_rules.json and geo/county_access.csv.

    Raises:
        TableError: a column, a key or a rule is not as it must be; the message names file, row and column.
    """
    rules = load_rules(folder)
    nodes = read_table(
        "city_nodes.csv",
        {
            "node": text(),
            "kind": text(["city", "junction"]),
            "centre_lon": real(110, 121),
            "centre_lat": real(35, 44),
            "station_lon": real(110, 121),
            "station_lat": real(35, 44),
        },
        folder,
    )
    names = tuple(nodes["node"])
    require("city_nodes.csv", "node", nodes["node"].is_unique, "an id stands twice")
    cities = nodes["kind"] == "city"
    if names[:N_CITIES] != places.city_ids or cities.sum() != N_CITIES:
        # The table has its own order of cities; the model's is that of cities.csv.
        missing = [city for city in places.city_ids if city not in names]
        require("city_nodes.csv", "node", not missing, f"no row for {', '.join(missing)}")
        order = [names.index(city) for city in places.city_ids]
        nodes = nodes.iloc[[*order, *(i for i in range(len(names)) if i not in order)]].reset_index(drop=True)
        names = tuple(nodes["node"])
    for node in (*rules.transfer_min_at, *HUBS):
        if node not in names:
            raise TableError("travel_rules.json", None, "transfer_min_at", f"{node!r} is no node of city_nodes.csv")
    geometry = read_table(
        "geo/places_geometry.csv",
        {"code": text(), "label_lon": real(113, 120), "label_lat": real(36, 43)},
        folder,
    ).set_index("code")
    missing = [code for code in places.codes if code not in geometry.index]
    require("geo/places_geometry.csv", "code", not missing, f"no row for code {', '.join(missing[:3])}")
    # Label points: the centroid of three counties lies outside of them.
    point = geometry.loc[list(places.codes), ["label_lon", "label_lat"]].to_numpy(float)
    distance = great_circle_km(point, point)
    # A trip within a place: 2/3 of the radius of a disc of its area (Head and Mayer 2002).
    np.fill_diagonal(distance, 2 / 3 * np.sqrt(places.area_km2 / np.pi))
    centres = nodes[["centre_lon", "centre_lat"]].to_numpy(float)[:N_CITIES]
    station_points = nodes[["station_lon", "station_lat"]].to_numpy(float)
    access = rules.county_access_fixed_min + rules.access_min_per_km * great_circle_km(point, station_points)
    station_year, station_access, station_minutes = load_stations(places, rules, point, folder)
    return Transport(
        place_ids=places.ids,
        city_ids=places.city_ids,
        rules=rules,
        lines=load_lines(names, folder),
        nodes=names,
        city=places.city,
        road=road_minutes(distance, rules),
        road_cities=great_circle_km(centres, centres) * rules.road_min_per_km,
        access=own_station(access, places, folder),
        station_year=station_year,
        station_access=station_access,
        station_minutes=station_minutes,
        distance_km=distance,
    )


def _min_plus(left: Floats, right: Floats) -> Floats:
    """out[i, j] = min over k of left[i, k] + right[k, j]."""
    out = np.full((left.shape[0], right.shape[1]), np.inf)
    for k in range(left.shape[1]):
        np.minimum(out, left[:, k, None] + right[None, k, :], out=out)
    return out
