"""Given flows: gross in and out of each province by age, as in the cohort projection, instead of choices."""

from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from model.people.migration.chances import Chances, within_thresholds
from model.people.migration.decide import FACTOR_BITS, Thresholds
from model.randomness.draws import thresholds
from model.region.migration import MigrationTables
from model.region.places import N_CITIES, N_PLACES

if TYPE_CHECKING:
    from model.region.region import Region
    from model.scenario.schema.scenario import Scenario

Floats = NDArray[np.float64]


def given_chances(region: "Region", scenario: "Scenario", year: int, counts: Floats) -> Chances:
    """Chances that reproduce M(a) = (O + net) r_in(a) - O r_out(a) of each province, half to each sex.

    P(leave | province, sex, age) = O r_out(a) / 2 / residents; arrivals (O + net) r_in(a) / 2. Everybody leaves for
    the rest of China and comes from it. Within Hebei cities share by residents and the pattern of 2010-20.

    Args:
        region: the tables.
        scenario: `migration.given_net` is read.
        year: the year.
        counts: (14, 101, 32) residents by city, age and class, persons.
    """
    tables, province = region.migration, region.places.province_of_city
    net = given_net(tables, scenario.migration.given_net, year)
    by_sex = np.stack([counts[:, :, sex::2].sum(-1) for sex in range(2)], axis=-1)
    people = np.stack([by_sex[province == p].sum(0) for p in range(3)])
    out = 0.5 * (tables.province_out[:, None] * tables.province_schedule_out)[..., None]
    leave = np.minimum(out / np.maximum(people, 1.0), 0.9)
    arriving = city_arrivals(tables, province, counts.sum((1, 2)), net)
    by_age = 0.5 * arriving[:, None] * tables.province_schedule_in[province]
    closed = np.full((N_CITIES * 6, N_CITIES + 1), -np.inf)
    closed[:, N_CITIES] = 0.0
    nobody = np.zeros(N_CITIES, np.uint32)
    return Chances(
        thresholds=Thresholds(
            leave=thresholds(np.tile(leave[province], (1, 1, 16))),
            leave_factor=np.full(N_PLACES, 1 << FACTOR_BITS, np.uint64),
            within=within_thresholds(tables),
            home=np.zeros((N_CITIES + 1, N_CITIES), np.uint32),
            care=np.zeros((N_PLACES, 101), np.uint32),
            study_here=nobody,
            study_any=nobody,
            students=False,
        ),
        destinations=closed,
        places=tables.place_constant,
        university_places=np.full(N_PLACES, -np.inf),
        university_cities=np.full((N_CITIES, N_CITIES), -np.inf),
        care_places=np.full((N_PLACES, N_PLACES), -np.inf),
        arrivals=np.stack([by_age, by_age], axis=1),
        student_arrivals=np.zeros(N_CITIES),
    )


def given_net(tables: MigrationTables, which: str, year: int) -> Floats:
    """(3,) net migrants of a year: recorded to the last year known and then recent, or a constant."""
    if which != "annual":
        return tables.net_scenario[which]
    if tables.net_years[0] <= year <= tables.net_years[-1]:
        recorded: Floats = tables.net_annual[:, year - int(tables.net_years[0])]
        return recorded
    return tables.net_scenario["recent"]


def city_arrivals(tables: MigrationTables, province: NDArray[np.uint8], people: Floats, net: Floats) -> Floats:
    """(14,) arrivals that sum to O + net in each province; inside it the net keeps the pattern of 2010-20."""
    arriving = np.zeros(N_CITIES)
    decade = tables.net_scenario["decade"]
    for p in range(3):
        inside = province == p
        share = people[inside] / people[inside].sum()
        pattern = tables.net_decade[inside] - share * tables.net_decade[inside].sum()
        strength = np.clip(net[p] / decade[p], 0.0, 1.0)
        wanted = np.maximum((tables.province_out[p] + net[p]) * share + strength * pattern, 0.0)
        arriving[inside] = wanted * max(tables.province_out[p] + net[p], 0.0) / max(wanted.sum(), 1e-300)
    return arriving
