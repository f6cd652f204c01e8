"""How far the negative list of Beijing and the bars of functional zones hold back entry and growth."""

import numpy as np
from numpy.typing import NDArray

from model.region.names import SECTORS
from model.region.region import Region
from model.scenario.schema.negative_list import Rings
from model.scenario.schema.scenario import Scenario


def restriction(region: Region, scenario: Scenario, year: int) -> NDArray[np.float64]:
    """R (199, 12) of a year: entry and positive growth of a cell are multiplied by 1 - R.

    Inside Beijing the lever's value of the ring (six central districts or the other ten); everywhere what
    `places.zone_caps` says of the functional zone, where that is more.
    """
    places = region.places
    beijing = places.members("beijing")
    core = places.core6[beijing]
    held = np.zeros((len(places.ids), len(SECTORS)))
    rings: list[Rings] = [getattr(scenario.negative_list, name) for name in SECTORS]
    inner, outer = [ring.core6.at(year) for ring in rings], [ring.outer.at(year) for ring in rings]
    held[beijing] = np.where(core[:, None], inner, outer)
    for zone, sectors in scenario.places.zone_caps.items():
        inside = np.array(places.function_zone) == zone
        for name, share in sectors.items():
            column = held[:, SECTORS.index(name)]
            column[inside] = np.maximum(column[inside], share.at(year))
    return held
