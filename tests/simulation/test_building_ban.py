"""A ban on building where water comes reads the protection of the year, not that of the start."""

import numpy as np
import pytest

from model.region.names import UNPROTECTED
from model.scenario import load_scenario
from model.simulation.model import JingJinJi

BAN = {
    "scale.residents": 1000,
    "scale.firms": 100,
    "adaptation.zone_capacity": {"protected": 1.0, "unprotected": 3.0, "detention": 3.0},
    "land_use.restrict_flood_prone": {"enabled": True, "beyond_standard_yr": 150.0, "mountain_valley": "allow"},
}


@pytest.fixture(scope="module")
def grown():
    """Two years under the ban: as the dykes are, and with dykes of 200 years around Langfang from the second."""

    def run(**more):
        model = JingJinJi(load_scenario("baseline", set={**BAN, **more}), rng=1)
        zones = [model.world.zones]
        for _ in range(2):
            model.step()
            zones.append(model.world.zones)
        return model.world.region.places, [each.people[:, UNPROTECTED] - each.base[:, UNPROTECTED] for each in zones]

    dykes = {"adaptation.protection_standard.overrides": {"langfang": {2022: 200}}}
    return run(), run(**dykes)


def test_homes_come_to_low_land_only_once_it_is_protected(grown):
    (places, banned), (_, protected) = grown
    langfang = places.city == places.city_ids.index("langfang")
    assert banned[2][langfang].max() <= 0
    assert protected[1][langfang].max() <= 0
    assert protected[2][langfang].max() > 1000
    assert np.array_equal(banned[1], protected[1])
