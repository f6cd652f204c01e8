"""`subsidy`: what receivers pay to firms that come."""

from model.scenario.schema.base import Section, lever


class Subsidy(Section):
    """What receivers pay to firms that come."""

    rate_max: float = lever(
        0.0,
        zh="最高补贴率",
        en="highest subsidy",
        unit="share of the wage bill",
        low=0,
        high=0.1,
        grade="assumption",
        source="no new subsidies in the baseline",
    )
    """Highest share of the wage bill that a city may pay."""
    years: int = lever(
        3,
        zh="补贴年限",
        en="years of subsidy",
        unit="years",
        low=1,
        high=10,
        grade="assumption",
        source="three years, as taxes are shared by notice Caiyu (2015) 92 (N27)",
    )
    """Years for which it is paid."""
