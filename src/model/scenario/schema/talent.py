"""`talent`: how cities court the educated."""

from model.scenario.schema.base import Dated, DatedLever, Section, lever


class Talent(Section):
    """How receivers court the educated."""

    subsidy: DatedLever = lever(
        Dated(0.0),
        zh="人才补贴",
        en="subsidy",
        unit="share of the wage",
        low=0,
        high=1,
        grade="choice",
        source="0: none",
    )
    """Added to the wage of people with a bachelor's degree in Tianjin and Hebei."""
    settlement_ease: DatedLever = lever(
        Dated(0.0),
        zh="落户便利",
        en="ease of settling",
        unit="share of the barrier",
        low=0,
        high=1,
        grade="choice",
        source="0: as in 2020",
    )
    """Share of the registration barrier that is taken away in Tianjin and Hebei."""
