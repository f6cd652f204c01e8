"""Airports and seaports."""

import numpy as np

from model.region.gateways import KINDS, load_gateways
from model.region.places import load_places


def test_the_two_cores_and_the_ports_of_the_coast_are_there() -> None:
    places = load_places()
    table = load_gateways(places)
    at = {name: {places.ids[p] for p in table.place[table.kind == k]} for k, name in enumerate(KINDS)}
    assert {"beijing.shunyi", "beijing.daxing", "tianjin.dongli", "shijiazhuang.zhengding"} <= at["airport"]
    coast = {places.ids[p] for p in np.flatnonzero(np.array(places.function_zone) == "east_coastal")}
    assert at["port"] <= coast
    assert len(at["port"]) == 5
    assert (table.volume > 0).all()
