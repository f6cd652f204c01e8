"""`economy.labour`: how wages answer unemployment, and employers the wages of the skills."""

from model.scenario.schema.base import Section, lever


class Labour(Section):
    """How wages answer unemployment, and employers the wages of the skills."""

    wage_curve: float = lever(
        0.1,
        zh="工资曲线弹性",
        en="fall of wages with unemployment",
        unit="log wage per log unemployment rate",
        low=0,
        high=0.3,
        grade="recalled",
        source="Blanchflower and Oswald, The Wage Curve: about 0.1 in many countries (recalled), range 0.03 to 0.2",
        known="1994",
    )
    """By how much the wage falls with the unemployment rate of those who can commute to the job, a year later."""
    wage_adjustment: float = lever(
        0.3,
        zh="工资调整速度",
        en="adjustment of wages",
        unit="share of the gap a year",
        low=0,
        high=1,
        grade="assumption",
        source="assumption: half of a gap closes in two years; range 0.1 to 0.5",
    )
    """Share of the gap to what employers around pay, and to what a skill is worth by its scarcity, closed a year."""
    skill_substitution: float = lever(
        1.5,
        zh="技能替代弹性",
        en="substitution between skills",
        unit="log jobs per log relative wage",
        low=0.2,
        high=5,
        grade="recalled",
        source="Katz and Murphy 1992: 1.4 between college and high school (recalled), range 1 to 2.5",
        known="1992",
    )
    """By how much more jobs ask for a skill that is cheaper against the others."""
    skill_redesign: float = lever(
        0.2,
        zh="岗位重组速度",
        en="jobs redesigned a year",
        unit="share a year",
        low=0,
        high=1,
        grade="assumption",
        source="assumption: as posts turn over, one in five a year; range 0.1 to 0.3",
    )
    """Share of the gap between the skills that jobs ask for and those that wages call for that is closed a year."""
    skill_adaptation: float = lever(
        0.8,
        zh="岗位技能适应",
        en="jobs that follow the skills around",
        unit="log jobs per log share of workers",
        low=0,
        high=1,
        grade="assumption",
        source="assumption: techniques follow the skills at hand (Acemoglu 1998); range 0.5 to 1",
    )
    """Part of a change of skills among workers within reach that jobs take up at unchanged wages."""
