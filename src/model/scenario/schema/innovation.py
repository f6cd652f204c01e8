"""`innovation`: research, contracts and the taking up of technology."""

from model.scenario.schema.base import Dated, DatedLever, Section, lever
from model.scenario.schema.names import RegionId

LATER = "knowledge, contracts and productivity"


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
        later=LATER,
    )
    """Multiplies technology contracts from Beijing."""
    absorption_investment: dict[RegionId, float] = lever(
        {},
        zh="吸收能力投资",
        en="investment in absorption",
        unit="times that of 2020",
        low=0,
        high=10,
        grade="choice",
        source="1 is 2020",
        later=LATER,
    )
    """Factor on what receivers of technology invest to use it."""
    corridor_bonus: float = lever(
        0.0, zh="走廊加成", en="bonus of corridors", low=0, high=2, grade="choice", source="0 is none", later=LATER
    )
    """Added to the logarithm of contracts along corridors."""
