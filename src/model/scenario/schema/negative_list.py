"""`negative_list`: how much of the entry and growth of a sector Beijing holds back."""

from typing import Any

from pydantic import Field

from model.scenario.schema.base import Dated, DatedLever, Section, lever


class Rings(Section):
    """Restriction R in the two rings of Beijing: entry and growth are multiplied by 1 - R."""

    core6: DatedLever = lever(
        Dated(0.0),
        zh="中心六区",
        en="The six districts",
        unit="share held back",
        source="assumption of the deterred rate, held to new registrations of 2016 (L041 to L046)",
        low=0,
        high=1,
        known="2022",
    )
    """R in the six central districts."""
    outer: DatedLever = lever(
        Dated(0.0),
        zh="其他十区",
        en="The other ten districts",
        unit="share held back",
        source="assumption of the deterred rate, held to new registrations of 2016 (L041 to L046)",
        low=0,
        high=1,
        known="2022",
    )
    """R in the other ten districts."""


def _rings(core6: float, outer: float) -> Any:
    """A pair in force since the first catalogue, 2014."""
    return Field(
        default_factory=lambda: Rings(
            core6=Dated(0.0, {2014: core6} if core6 else {}), outer=Dated(0.0, {2014: outer} if outer else {})
        )
    )


class NegativeList(Section):
    """Restriction by sector and ring since the first catalogue (2014; revised 2015, 2018, 2022).

    The shares are assumptions of the deterred rate, held to the change of newly registered entities in 2016
    (L041 to L046): manufacturing -73 %, farming -26 %, trade -18 %, services of science and culture growing.
    Weighted by Beijing's units they hold back 77 % in general manufacturing, 61 % in all manufacturing, 20 % in
    trade, by jobs 25 % in farming: advanced manufacturing is kept outside the six districts, so all of it stays
    below the printed fall. Counts of classes on the list (55 % in the city, 79 % in the six districts, L034,
    L035) are no rates.
    """

    agriculture: Rings = _rings(0.3, 0.25)
    """Farming (-26 % of new entities in 2016)."""
    mining_utilities: Rings = _rings(0.5, 0.3)
    """Mining and utilities (barred but for utilities of the city)."""
    manuf_general: Rings = _rings(0.95, 0.7)
    """General manufacturing (-73 % of new entities in 2016)."""
    manuf_advanced: Rings = _rings(0.8, 0.3)
    """Advanced manufacturing (design and high-end kept in the core)."""
    construction: Rings = _rings(0.1, 0.05)
    """Construction (limited)."""
    trade_logistics: Rings = _rings(0.25, 0.15)
    """Trade and logistics: regional markets and depots are barred, shops are not (-18 % of new entities in 2016)."""
    finance: Rings = _rings(0.0, 0.0)
    """Finance (+13 % of new entities in 2016)."""
    business_realestate: Rings = _rings(0.0, 0.0)
    """Business services and real estate (kept)."""
    ict: Rings = _rings(0.1, 0.05)
    """Information services (data and call centres barred)."""
    science_tech: Rings = _rings(0.0, 0.0)
    """Science and technical services (+23 % of new entities in 2016)."""
    public_services: Rings = _rings(0.2, 0.0)
    """Public services (no new campuses or hospital beds in the six districts)."""
    consumer_services: Rings = _rings(0.15, 0.05)
    """Consumer services (low-end barred in the core)."""
