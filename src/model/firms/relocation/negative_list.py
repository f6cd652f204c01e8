"""How far the negative list holds back entry and growth, by place and sector."""

import numpy as np
from numpy.typing import NDArray

from model.region.names import SECTORS
from model.region.region import Region
from model.scenario.schema.negative_list import Rings
from model.scenario.schema.scenario import Scenario


def restriction(region: Region, scenario: Scenario, year: int) -> NDArray[np.float64]:
    """R (199, 12) of a year: entry and positive growth of a cell are multiplied by 1 - R.

    Zero outside Beijing; inside, the lever's value of the ring (six central districts or the other ten).
    """
    places = region.places
    beijing = places.members("beijing")
    core = places.core6[beijing]
    held = np.zeros((len(places.ids), len(SECTORS)))
    for sector, name in enumerate(SECTORS):
        rings: Rings = getattr(scenario.negative_list, name)
        held[beijing, sector] = np.where(core, rings.core6.at(year), rings.outer.at(year))
    return held
