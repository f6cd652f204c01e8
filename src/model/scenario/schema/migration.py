"""`migration`: who moves, where to, and what holds them back."""

from typing import Literal

from pydantic import Field

from model.scenario.schema.base import Dated, DatedLever, Section, lever

SIX_DISTRICT_CAP = Dated(
    30_000_000,
    {2015: 12_440_000, 2016: 12_120_000, 2017: 11_800_000, 2018: 11_490_000, 2019: 11_170_000, 2020: 10_850_000},
)
"""No cap before 2015; then in equal steps from 12.763 million (2014, recalled) to 10.85 million."""


class SixDistricts(Section):
    """The cap on residents of Beijing's six central districts."""

    enabled: bool = lever(
        True,
        zh="核心六区人口上限",
        en="cap on the six districts",
        grade="verified",
        source="Beijing master plan 2016-2035",
        known="2017",
    )
    """Arrivals are turned to other places once the cap is near."""
    persons: DatedLever = lever(
        SIX_DISTRICT_CAP,
        zh="六区人口上限",
        en="cap",
        unit="persons",
        low=1_000_000,
        high=30_000_000,
        grade="derived",
        source="Beijing master plan 2016-2035: 15 percent below 2014 by 2020; the years between are linear",
        known="2017",
    )
    """Residents of the six districts."""


class RecentNet(Section):
    """How much higher the net migration since 2021 is taken to be than it was fitted: the record leaves it open."""

    beijing: float = lever(
        0.0,
        zh="北京近期净迁移偏移",
        en="recent net of Beijing",
        unit="persons a year",
        low=-500_000,
        high=500_000,
        grade="assumption",
        source="0: the mean net of 2021-24 (net_scenario recent), whose standard error is that of four yearly nets",
    )
    """recent net of Beijing: above, or below, the net that the attraction since 2021 was fitted to."""
    tianjin: float = lever(
        0.0,
        zh="天津近期净迁移偏移",
        en="recent net of Tianjin",
        unit="persons a year",
        low=-500_000,
        high=500_000,
        grade="assumption",
        source="0: the mean net of 2021-24 (net_scenario recent), whose standard error is that of four yearly nets",
    )
    """recent net of Tianjin: above, or below, the net that the attraction since 2021 was fitted to."""
    hebei: float = lever(
        0.0,
        zh="河北近期净迁移偏移",
        en="recent net of Hebei",
        unit="persons a year",
        low=-500_000,
        high=500_000,
        grade="assumption",
        source="0: the mean net of 2021-24 (net_scenario recent), whose standard error is that of four yearly nets",
    )
    """recent net of Hebei: above, or below, the net that the attraction since 2021 was fitted to."""


class Migration(Section):
    """Who moves, where to, and what holds them back."""

    enabled: bool = lever(
        True,
        zh="迁移",
        en="people change place",
        grade="choice",
        source="false for comparison with a projection without moves (docs/people.md)",
    )
    """False: nobody changes place, from and to outside, students, care, returns and followers included."""
    flows: Literal["endogenous", "given"] = lever(
        "endogenous",
        zh="迁移流量来源",
        en="where flows come from",
        grade="choice",
        source="`given` holds the model against a cohort projection",
    )
    """`endogenous`: people answer jobs, services and levers; `given`: gross flows by age of each province, fixed."""
    given_net: Literal["annual", "recent", "decade", "zero"] = lever(
        "annual",
        zh="给定净迁移",
        en="net of given flows",
        grade="choice",
        source="migration.csv: net_migration_annual to 2024, then the mean of 2021-24; net_scenario",
    )
    """Net migration of `flows: given`: as recorded each year to 2024 and then recent, or one of three constants."""
    destination: Literal["utility", "gravity"] = lever(
        "utility",
        zh="目的地选择规则",
        en="rule of destination",
        grade="choice",
        source="structural alternative: gravity_coefficients of migration.csv, ln_pop_dest 2015-20 (gu_2022)",
    )
    """Among cities. `utility`: wages, jobs, services, rents and registration draw; `gravity`: residents draw, distance
    and those who went before as in `utility`; no lever acts but those on borders, caps and directed moves."""
    leave_response: float = lever(
        0.3,
        zh="离开对外地吸引力的反应",
        en="response of leaving to elsewhere",
        unit="log hazard per unit of utility",
        low=0,
        high=1,
        grade="assumption",
        source="assumption; range 0.1 to 0.6",
    )
    """Factor of the change of the log-sum of all alternatives in the logarithm of the hazard of leaving."""
    wage_elasticity: float = lever(
        1.2,
        zh="目的地工资弹性",
        en="wage elasticity of destinations",
        unit="log odds per log wage",
        low=0,
        high=3,
        grade="assumption",
        source="assumption; range 0.5 to 2, below the 1.75 of gravity_coefficients (gu_2022)",
    )
    """Coefficient of the logarithm of the wage within reach by commuting."""
    hukou_strictness: DatedLever = lever(
        Dated(1.0),
        zh="落户限制强度",
        en="strictness of registration",
        unit="times that of 2020",
        low=0,
        high=5,
        grade="choice",
        source="1: barriers as frozen at the base",
    )
    """Multiplies the barrier that registration is to people below a bachelor's degree."""
    city_cap: DatedLever = lever(
        Dated(23_000_000),
        zh="北京人口上限",
        en="cap on Beijing",
        unit="persons",
        low=1_000_000,
        high=100_000_000,
        grade="verified",
        source="Beijing master plan 2016-2035",
        known="2017",
    )
    """Residents of Beijing above which arrivals are turned away."""
    six_districts: SixDistricts = Field(default_factory=SixDistricts)
    recent_net: RecentNet = Field(default_factory=RecentNet)
    return_rate: float = lever(
        0.015,
        zh="返乡率",
        en="return rate",
        unit="a year",
        low=0,
        high=0.2,
        grade="assumption",
        source="assumption for ages 45 to 64; no count of returns by age was found",
    )
    """Yearly chance that a person of 45 to 64 registered elsewhere goes home."""
    care_moves: DatedLever = lever(
        Dated(1.0),
        zh="养老迁移倍数",
        en="care moves",
        unit="times the base rate",
        low=0,
        high=20,
        grade="assumption",
        source="1 is the rate that gives about a thousand a year (eldercare_moves: 5,000 in one centre)",
    )
    """Multiplies the rate at which old people in need of care move to a place with free beds."""
