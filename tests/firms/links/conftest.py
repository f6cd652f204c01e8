"""Firms, constants and stock of links at a start, and what links see of a year in which nothing has changed."""

from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np
import pytest

from model.firms.columns import Firms
from model.firms.links.fitting import LinkBase, fit_links
from model.firms.links.opening import LinkConditions, renew_links
from model.firms.links.stock import LinkFlows, Links
from model.firms.start import start_firms
from model.randomness.draws import Keys
from model.region.region import Region
from model.scenario.schema.scenario import Scenario


@dataclass
class Linked:
    """Links of a start that can be renewed with other conditions."""

    region: Region
    scenario: Scenario
    firms: Firms
    base: LinkBase
    links: Links
    usual: LinkConditions

    def renew(self, year: int = 2021, scenario: Scenario | None = None, **changed: np.ndarray) -> LinkFlows:
        """One year, with some of the conditions put in the place of the usual ones; `links` is changed."""
        seen = replace(self.usual, **changed)
        return renew_links(self.links, self.base, self.firms, seen, self.region, scenario or self.scenario, year)


@pytest.fixture
def linked(region: Region, keys: Keys, scenario_of: Callable[..., Scenario]) -> Callable[..., Linked]:
    """`linked(start, firms)`: links of 2020 or 2013 at a scale of firms."""

    def make(start: int = 2020, firms: int = 100) -> Linked:
        scenario = scenario_of(start, firms)
        stock = start_firms(region, scenario, keys)
        skilled = np.full(14, 1000.0)
        base, links = fit_links(stock, region, start, skilled)
        province = region.places.province_of_city
        border = (province[:, None] != province[None, :]).astype(float)
        return Linked(region, scenario, stock, base, links, LinkConditions(skilled, base.minutes, border))

    return make
