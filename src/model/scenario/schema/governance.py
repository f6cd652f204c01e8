"""`governance`: cities that compete or cooperate."""

from typing import Literal

from model.scenario.schema.base import Dated, DatedLever, Section, lever

LATER = "city governments that set subsidies"


class Governance(Section):
    """Cities that compete or cooperate."""

    mode: Literal["compete", "cooperate"] = lever(
        "compete", zh="治理模式", en="mode", grade="choice", source="read once governments set subsidies", later=LATER
    )
    """compete: each city sets its best subsidy; cooperate: one schedule for all."""
    coordination: DatedLever = lever(
        Dated(0.3),
        zh="协调程度",
        en="coordination",
        low=0,
        high=1,
        grade="assumption",
        source="assumption; any value from 0 to 1",
        later=LATER,
    )
    """Mix of the two, from 0 to 1."""
    tax_share: float = lever(
        0.5,
        zh="税收分成",
        en="tax sharing",
        unit="share of the origin",
        low=0,
        high=1,
        grade="verified",
        source="notice Caiyu (2015) 92: half and half (N27)",
        later=LATER,
        known="2015",
    )
    """Share of the taxes of a moved firm that its origin keeps."""
