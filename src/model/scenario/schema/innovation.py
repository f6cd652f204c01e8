"""`innovation`: research, contracts and the taking up of technology."""

from model.scenario.schema.base import Dated, DatedLever, Section, lever
from model.scenario.schema.names import RegionId


class Innovation(Section):
    """Research, contracts and the taking up of technology."""

    contract_intensity: DatedLever = lever(
        Dated(1.0),
        zh="技术合同强度",
        en="intensity of contracts",
        unit="times the fitted rate",
        low=0,
        high=10,
        grade="choice",
        source="1 is the fit to 2013-2020",
        known="2020",
    )
    """Multiplies technology contracts from Beijing to Tianjin and Hebei."""
    absorption_investment: dict[RegionId, float] = lever(
        {},
        zh="吸收能力投资",
        en="investment in absorption",
        unit="times that of 2020",
        low=0,
        high=10,
        grade="choice",
        source="1 is 2020",
    )
    """Factor on the research of receivers in what they take up: contracts move with its power 0.4."""
    corridor_bonus: float = lever(
        0.0,
        zh="走廊加成",
        en="bonus of corridors",
        unit="log contracts",
        low=0,
        high=2,
        grade="choice",
        source="0 is none",
    )
    """Added to the logarithm of contracts to places on the innovation corridor (the axes jing_jin and
    jing_xiong_innovation of cities.csv), or on all axes of `places.corridors` where the scenario names its own."""
