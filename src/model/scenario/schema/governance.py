"""`governance`: cities that compete or cooperate."""

from typing import Literal

from model.scenario.schema.base import Dated, DatedLever, Section, lever


class Governance(Section):
    """Cities that compete or cooperate."""

    mode: Literal["compete", "cooperate"] = lever(
        "compete", zh="治理模式", en="mode", grade="choice", source="it matters where `subsidy.rate_max` is above 0"
    )
    """compete: each city pays the subsidy that is best for itself; cooperate: what is best for all."""
    coordination: DatedLever = lever(
        Dated(0.3),
        zh="协调程度",
        unit="share",
        en="coordination",
        low=0,
        high=1,
        grade="assumption",
        source="no index of coordination was found; 0.3 goes with the borders of 2020",
    )
    """How far cities that compete keep to the agreed rates; above 0.3 borders between provinces fall, by half at 1."""
    tax_share: float = lever(
        0.5,
        zh="税收分成",
        en="tax sharing",
        unit="share of the origin",
        low=0,
        high=1,
        grade="verified",
        source="notice Caiyu (2015) 92: half and half (N27)",
        known="2015",
    )
    """Share of the taxes of a moved firm that its old city keeps for three years; chosen moves in cooperation alone."""
