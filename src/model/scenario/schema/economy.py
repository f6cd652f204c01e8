"""`economy`: growth of jobs and output, and the way firms and people answer each other."""

from typing import Literal

from pydantic import Field

from model.scenario.schema.base import Dated, DatedLever, DatedOverrideLever, Section, lever
from model.scenario.schema.labour import Labour
from model.scenario.schema.names import SectorId


class Economy(Section):
    """Growth of jobs and output, and the way firms and people answer each other."""

    feedback: bool = lever(
        True,
        zh="经济反馈",
        en="firms answer people",
        grade="choice",
        source="false holds the economy on its path, as a reference",
    )
    """False: people still answer jobs, firms do not answer people (labour is never short, nor abundant)."""
    national_growth: Literal["low", "baseline", "high"] = lever(
        "baseline",
        zh="全国增长",
        en="national growth",
        grade="assumption",
        source="assumptions_economy.csv national_growth; low and high are 1 point below and above",
        known="2024",
    )
    """Path of national output by sector, which output per job follows."""
    outside_growth_gap: float = lever(
        0.003,
        zh="区外增长差",
        en="growth gap of the outside",
        unit="a year",
        low=-0.05,
        high=0.05,
        grade="assumption",
        source="assumption: a third of a point a year; no record of where firms went by year was found",
    )
    """By how much a year the rest of the country gains in appeal to firms that choose a place (log units)."""
    jobs_growth: DatedLever = lever(
        Dated(-0.0035, {2021: -0.005, 2031: -0.003, 2041: -0.015, 2051: -0.02}),
        zh="区域就业增长",
        en="growth of the region's jobs",
        unit="a year",
        low=-0.05,
        high=0.05,
        grade="assumption",
        source="54.6 million by rule in 2013, 53.3 in 2020; then about as the labour force at medium fertility",
        known="2024",
    )
    """Growth of all desired jobs of the region along its path; sectors part from it by `job_trend`."""
    trend_half_life: float = lever(
        8.0,
        zh="行业趋势半衰期",
        en="half-life of sector trends",
        unit="years",
        low=1,
        high=100,
        grade="assumption",
        source="trends 2010-2020 (derived, two censuses) cannot last",
    )
    """Years after which a sector's trend of 2010-2020, against all jobs, has halved."""
    trend_strength: float = lever(
        0.5,
        zh="行业趋势强度",
        en="strength of sector trends",
        unit="times the trend",
        low=0,
        high=2,
        grade="assumption",
        source="part of the trend of 2010-2020 that lasts in 2020; the two censuses count services differently",
    )
    """Factor on the trend of 2010-2020; 0: all sectors grow alike."""
    orders: Literal["follow", "stay"] = lever(
        "follow",
        zh="疏解企业订单归属",
        en="orders of firms that relocate",
        grade="choice",
        source="structural alternative: how demand closes where firms leave (docs/economy.md, Demand)",
    )
    """`follow`: they go with the firm, or end with it; `stay`: those of the sector who remain at the place take them
    over, so demand there is as before. Firms moved by order take theirs along in either case."""
    demand_shock: dict[SectorId, DatedOverrideLever] = lever(
        {},
        zh="需求冲击",
        en="shock to demand",
        unit="times the national orders of the sector",
        low=0,
        high=3,
        grade="choice",
        source="none: 1; e.g. {manuf_advanced: {2028: 0.8, 2031: 1}}",
    )
    """Trade friction, a broken chain or a boom: factor on what the nation orders from a sector, by year."""
    agglomeration: float = lever(
        0.05,
        zh="集聚弹性",
        en="agglomeration",
        unit="log productivity per log jobs of a place against the region",
        low=0,
        high=0.2,
        grade="assumption",
        source="0.05 in rich countries, 0.19 for earnings in China (Chauvin and others 2017, recalled); 0.03 to 0.19",
    )
    """Elasticity of productivity to the density of jobs, measured against the start."""
    catching_up: float = lever(
        0.02,
        zh="追赶速度",
        en="catching up",
        unit="a year",
        low=0,
        high=0.2,
        grade="assumption",
        source="assumption; the gap of the start stays, for cities' GDP of 2013 to 2023 shows no catching up",
    )
    """Share a year by which a cell closes what it falls behind its sector's mean, beyond the gap of the start."""
    price_elasticity: float = lever(
        3.0,
        zh="订单价格弹性",
        en="fall of orders with price",
        unit="log orders per log price",
        low=0,
        high=6,
        grade="assumption",
        source="assumption: substitution of 4 between suppliers, range 2 to 6",
    )
    """By how much orders from beyond a place fall where its labour costs more than its productivity has earned."""
    price_pass_through: float = lever(
        1.0,
        zh="成本向价格传导",
        en="pass-through of unit labour cost",
        unit="log price per log unit labour cost",
        low=0,
        high=1,
        grade="assumption",
        source="assumption: in full; prices of industries mirror their productivity (Nordhaus 2008, recalled)",
    )
    """How far relative prices of sectors follow their cost of hired labour; 0: shares of GDP at prices of the start."""
    labour: Labour = Field(default_factory=Labour)
    vacancy_rate: float = lever(
        0.045,
        zh="岗位空缺率",
        en="vacancies at the start",
        unit="share of jobs",
        low=0.001,
        high=0.2,
        grade="assumption",
        source="assumption; unemployment in Beijing was 4.1 % in 2024 (its communique, no row of the tables)",
    )
    """Share of desired jobs that stands vacant in the start year, and rate of unemployment then."""
    entry_fade: int = lever(
        2030,
        zh="新设企业热潮消退年份",
        en="end of the registration boom",
        unit="year",
        low=2024,
        high=2100,
        grade="assumption",
        source="units of 2018-2023 (derived) grow faster than jobs, which cannot last",
    )
    """Year from which units grow or shrink as all jobs do; the growth of 2023 passes to that in a line."""
    high_tech_renewal: float = lever(
        0.75,
        zh="高新技术企业复审通过率",
        en="high-tech firms that renew",
        unit="share after three years",
        low=0,
        high=1,
        grade="assumption",
        source="assumption: the title lasts three years; no rate of renewal was found",
    )
    """Share of high-tech enterprises that keep the title when its three years end."""
