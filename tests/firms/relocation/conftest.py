"""The region's tables that relocation reads, a stock of firms, and plain conditions of 2020."""

from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest

from model.firms.columns import Firms
from model.firms.location import Conditions
from model.firms.start import start_firms
from model.randomness.draws import Keys, keys_of
from model.region.economy import load_economy
from model.region.gateways import load_gateways
from model.region.names import SECTORS
from model.region.places import load_places
from model.region.relocation import load_relocation
from model.region.transport import load_transport

from .samples import copy_of, scenario_of

TRADE = SECTORS.index("trade_logistics")


@pytest.fixture(scope="session")
def region() -> Any:
    places = load_places()
    return SimpleNamespace(
        places=places,
        relocation=load_relocation(places),
        transport=load_transport(places),
        economy=load_economy(places),
        gateways=load_gateways(places),
    )


@pytest.fixture(scope="session")
def conditions(region: Any) -> Conditions:
    stock, prices = region.economy.stocks[2020], region.economy.prices
    minutes = region.transport.minutes(2020)
    near = np.exp(-0.018 * minutes)
    province = region.places.province
    return Conditions(
        jobs=stock.jobs.sum(axis=1).astype(float),
        jobs_by_sector=stock.jobs.astype(float),
        wage=prices.wage @ region.economy.skill_share.T,
        rent_office=prices.rent_office,
        rent_industrial=prices.rent_industrial,
        market_access=near @ stock.jobs.sum(axis=1),
        supplier_access=near @ stock.jobs,
        knowledge_access=near @ prices.research,
        services=prices.services,
        cluster=np.zeros((199, len(SECTORS))),
        park_room=prices.park_room,
        subsidy=np.zeros((199, len(SECTORS))),
        flood_risk=np.zeros(199),
        minutes=minutes,
        border=0.9 * (province[:, None] != province[None, :]),
        traders=stock.pool[:, TRADE].astype(np.int64),
    )


@pytest.fixture(scope="session")
def keys() -> Keys:
    return keys_of(1)


@pytest.fixture(scope="session")
def stock(region: Any, keys: Keys) -> Callable[..., Firms]:
    """A fresh copy of the firms of a year at a scale."""
    made: dict[tuple[int, int], Firms] = {}

    def copy(scale: int = 100, year: int = 2020) -> Firms:
        if (scale, year) not in made:
            made[scale, year] = start_firms(region, scenario_of(scale={"firms": scale}), keys, year)
        return copy_of(made[scale, year])

    return copy
