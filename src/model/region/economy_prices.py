"""Wages, rents, services, housing, parks, built-up land and GDP of 2020 by place.

The rules carry the ids of assumptions_economy.csv: `wage_place`, `rent_housing_place`, `service_index`,
`gdp_place`, `built_land_place`. Below city level nothing here is evidence.
"""

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from model.region.assumed import Assumed
from model.region.economy_stocks import GroupTables, Stock
from model.region.firm_table import FirmTable
from model.region.names import PROVINCES, SECTORS
from model.region.places import Places
from model.region.tables import read_table, real, require, text, whole

Floats = NDArray[np.float64]

BRANCHES: Final = ("primary", "secondary", "tertiary")
SECTOR_GROUP: Final = np.array([0, 1, 1, 1, 1, 2, 2, 2, 2, 2, 2, 2])
"""Primary, secondary, tertiary of each of the twelve sectors."""
SCHOOLING_RETURN: Final = 0.08
"""Wage and output per year of schooling (assumption in rules wage_place and gdp_place)."""
DENSITY_POWER: Final = 0.15
"""Rise of the log rent of homes with the log density of a place against its group (assumption)."""
OWN_WEIGHT: Final = 0.5
"""Service index: weight of the place against its city (rule service_index)."""
MOST_BUILT: Final = 0.85
"""Share of its area that a place can build up (assumption)."""
OLD_PREFECTURE: Final = "baoding_incl_xiongan_dingzhou"
_PARK_SECTORS: Final = [
    SECTORS.index(name)
    for name in ("mining_utilities", "manuf_general", "manuf_advanced", "construction", "ict", "science_tech")
]


History = dict[tuple[str, str, int, str], float]
"""Values of economy_history.csv by place, level, year and variable; a revised one before the first."""


def load_history() -> History:
    """Read and check economy_history.csv."""
    frame = read_table(
        "economy_history.csv",
        {
            "place": text(),
            "level": text(),
            "year": whole(2000, 2030),
            "variable": text(),
            "vintage": text(blank=True),
            "value": real(),
        },
    )
    history: History = {}
    columns = [frame[name] for name in ("place", "level", "year", "variable", "vintage", "value")]
    for place, level, year, variable, vintage, value in zip(*columns, strict=True):
        key = (str(place), str(level), int(year), str(variable))
        if key not in history or vintage == "revised":
            history[key] = float(value)
    return history


@dataclass(frozen=True)
class Prices:
    """What stands as in 2020; arrays over places (199,) unless they say otherwise."""

    wage: Floats
    """(199, 3) yuan a year by skill low, mid, high: urban non-private units, ratios mean more than levels."""
    rent: Floats
    """Homes, yuan per m2 and month."""
    rent_office: Floats
    """Index, the six districts of Beijing = 1."""
    rent_industrial: Floats
    """Index, the six districts of Beijing = 1."""
    services: Floats
    """Education and health jobs per resident, smoothed with the city, Beijing (by residents) = 1."""
    housing: Floats
    """Persons that the housing stock of 2020 holds."""
    housing_growth: Floats
    """Share of the stock added a year at most."""
    housing_added: Floats
    """Persons added a year at most (new town), on top of the share."""
    park_room: Floats
    """Free jobs in parks, 2020."""
    research: Floats
    """R&D spending of 2023, 1e8 yuan: half by residents with a degree, half by advanced manufacturing jobs."""
    built_km2: Floats
    """Built-up land of towns and villages, 2020."""
    schooling: Floats
    """Mean years of schooling of residents, 2020."""


def load_prices(
    places: Places, assumed: Assumed, firms: FirmTable, groups: GroupTables, stock: Stock, care: Floats
) -> Prices:
    """Build them; `care` are the long-form employed in education and health (199,)."""
    frame = read_table("places.csv", {"mean_years_schooling_2020": real(3, 20), "bachelor_plus_2020": whole(0)})
    schooling = frame["mean_years_schooling_2020"].to_numpy(float)
    jobs = stock.jobs.sum(axis=1).astype(float)
    rent = _rents(places, assumed, groups)
    core = float(assumed.number("rent_housing", "beijing_core"))
    people = places.population_2020.astype(float)
    housing = assumed.over("housing_capacity", groups.names)[groups.of_place]
    added = assumed.over("housing_addition", groups.names)
    absolute = np.array([unit.startswith("persons") for unit in assumed.units("housing_addition", groups.names)])
    inside = people / _over_group(people, groups)
    industry = stock.jobs[:, _PARK_SECTORS].sum(axis=1).astype(float)
    degree = frame["bachelor_plus_2020"].to_numpy(float)
    advanced = stock.jobs[:, SECTORS.index("manuf_advanced")].astype(float)
    research = assumed.over("rd_spending", groups.names, "2023")[groups.of_place]
    return Prices(
        wage=_wages(places, assumed, firms, stock, schooling, jobs),
        rent=rent,
        rent_office=(rent / core) ** 1.2,
        rent_industrial=(rent / core) ** 0.6,
        services=_services(places, care),
        housing=housing * inside,
        housing_growth=np.where(absolute, 0.0, added)[groups.of_place],
        housing_added=np.where(absolute, added, 0.0)[groups.of_place] * inside,
        park_room=assumed.over("park_capacity_free", groups.names)[groups.of_place]
        * industry
        / _over_group(industry, groups),
        research=research * 0.5 * (degree / _over_group(degree, groups) + advanced / _over_group(advanced, groups)),
        built_km2=_built(places, assumed),
        schooling=schooling,
    )


def load_gdp(
    places: Places, assumed: Assumed, history: History, stock: Stock, output: Floats, schooling: Floats
) -> Floats:
    """GDP of the stock's year by place and sector, 1e8 yuan at prices of that year (199, 12).

    Revised GDP of the city times its three shares, inside by jobs x value added per worker (`output`, (12,))
    x exp(0.08 (schooling - city mean)).
    """
    city_gdp = _gdp_by_city(places, assumed, history, stock.year)
    jobs = stock.jobs.sum(axis=1).astype(float)
    relative = np.exp(SCHOOLING_RETURN * (schooling - _city_mean(schooling, jobs, places)))
    weight = stock.jobs * output * relative[:, None]
    gdp = np.zeros_like(weight)
    for city in range(len(places.city_ids)):
        here = places.city == city
        for group in range(3):
            part = here[:, None] & np.equal(SECTOR_GROUP, group)[None, :]
            gdp[part] = weight[part] / weight[part].sum() * city_gdp[city, group]
    return gdp


def _gdp_by_city(places: Places, assumed: Assumed, history: History, year: int) -> Floats:
    def value(place: str, variable: str) -> float:
        found = history.get((place, "province" if place in PROVINCES else "city", year, variable))
        require("economy_history.csv", "variable", found is not None, f"{variable} of {place} in {year} is missing")
        return float(found or 0.0)

    gdp = np.zeros((len(places.city_ids), 3))
    columns = [f"gdp_share{branch}_2013" for branch in (1, 2, 3)]
    table = read_table("cities.csv", {"city_id": text(places.city_ids), **{name: real(0, 100) for name in columns}})
    require("cities.csv", "city_id", tuple(table["city_id"]) == places.city_ids, "the cities are not in their order")
    revised = table[columns].to_numpy(float)
    for index, city in enumerate(places.city_ids):
        name = OLD_PREFECTURE if city in ("baoding", "xiongan") else city
        if year == 2013:
            # Published shares of 2013 are of a GDP that the census of 2018 cut by up to a third.
            shares = revised[index]
        else:
            shares = np.array([value(name, f"share_{part}") for part in BRANCHES])
            shares[:2] *= (100.0 - shares[2]) / shares[:2].sum()
        require("economy_history.csv", "value", bool((shares > 0).all()), f"shares of {name} in {year} are not shares")
        total = value(name, "gdp_revised")
        if city in ("baoding", "xiongan"):
            small = assumed.number("xiongan_gdp", "xiongan", str(year))
            total = small if city == "xiongan" else total - small
        gdp[index] = total * shares / shares.sum()
    hebei = value("hebei", "gdp_revised")
    away = abs(gdp[places.province_of_city == 2].sum() / hebei - 1.0)
    require("economy_history.csv", "value", away < 0.002, f"cities of Hebei do not sum to the province in {year}")
    return gdp


def _wages(places: Places, assumed: Assumed, firms: FirmTable, stock: Stock, schooling: Floats, jobs: Floats) -> Floats:
    known = []
    for city in places.city_ids:
        name = OLD_PREFECTURE if city in ("baoding", "xiongan") else city
        known.append(firms.value("wage_urban_unit", 2020, "province" if name in PROVINCES else "city", name))
    city_wage = np.array(known)[places.city]
    raw = np.exp(SCHOOLING_RETURN * (schooling - _city_mean(schooling, jobs, places)))
    wage = city_wage * raw / _city_mean(raw, jobs, places)
    ratio = assumed.over("wage_skill_ratio", ("low", "mid", "high"))
    mix = np.einsum("ps,sk->pk", stock.jobs, load_skill_share(assumed)) / jobs[:, None]
    return np.asarray(wage[:, None] * ratio / (mix * ratio).sum(axis=1, keepdims=True))


def load_skill_share(assumed: Assumed) -> Floats:
    """Share of a sector's jobs by skill (12, 3), rows sum to one (assumption)."""
    skills = ("low", "mid", "high")
    share = np.array([[assumed.number("skill_share", f"{sector}:{skill}") for skill in skills] for sector in SECTORS])
    sums = share.sum(axis=1)
    whole_ = bool((np.abs(sums - 1.0) < 0.01).all())
    require("assumptions_economy.csv", "value_or_rule", whole_, "skill shares do not sum to 1")
    shares: Floats = share / sums[:, None]
    return shares


def _rents(places: Places, assumed: Assumed, groups: GroupTables) -> Floats:
    people = places.population_2020.astype(float)
    density = people / places.area_km2
    raw = (density / (_over_group(people, groups) / _over_group(places.area_km2, groups))) ** DENSITY_POWER
    mean = _over_group(raw * people, groups) / _over_group(people, groups)
    rents: Floats = assumed.over("rent_housing", groups.names)[groups.of_place] * raw / mean
    return rents


def _services(places: Places, care: Floats) -> Floats:
    people = places.population_2020.astype(float)
    own = care / people
    city = _by_city(care, places) / _by_city(people, places)
    index = OWN_WEIGHT * own + (1.0 - OWN_WEIGHT) * city
    beijing = places.province == 0
    return np.asarray(index / np.average(index[beijing], weights=people[beijing]))


def _built(places: Places, assumed: Assumed) -> Floats:
    urban = places.urban_population_2020.astype(float)
    rural = places.population_2020 - urban
    per_urban = assumed.number("built_urban_per_urban_resident", "bth")
    per_rural = assumed.number("built_village_per_rural_resident", "bth")
    built: Floats = np.minimum((per_urban * urban + per_rural * rural) / 1e6, MOST_BUILT * places.area_km2)
    return built


def _over_group(values: Floats, groups: GroupTables) -> Floats:
    return np.asarray(np.bincount(groups.of_place, values, len(groups.names))[groups.of_place], float)


def _by_city(values: Floats, places: Places) -> Floats:
    return np.asarray(np.bincount(places.city, values, len(places.city_ids))[places.city], float)


def _city_mean(values: Floats, weights: Floats, places: Places) -> Floats:
    return _by_city(values * weights, places) / _by_city(weights, places)
