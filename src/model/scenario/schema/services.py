"""`services`: schools, doctors, care."""

from model.scenario.schema.base import Dated, DatedLever, Section, lever
from model.scenario.schema.names import RegionId


class Services(Section):
    """Schools, doctors, care."""

    investment_per_head: dict[RegionId, float] = lever(
        {},
        zh="人均公共服务投入",
        en="investment per head",
        unit="times that of 2020",
        low=0,
        high=10,
        grade="choice",
        source="1 is 2020",
    )
    """Factor on the service index of an area."""
    equalisation: DatedLever = lever(
        Dated(0.0),
        zh="公共服务均等化",
        en="equal services",
        unit="share of the gap closed",
        low=0,
        high=1,
        grade="choice",
        source="0: the gaps of 2020",
    )
    """Share of the gap to Beijing's service index that is closed."""
    cooperation_strength: float = lever(
        0.0,
        zh="服务协作强度",
        en="cooperation",
        unit="share",
        low=0,
        high=1,
        grade="choice",
        source="0: none",
    )
    """Share of the better services near by that residents can use."""
