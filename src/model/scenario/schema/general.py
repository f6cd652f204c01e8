"""`years` and `scale`: how long a run lasts and how fine it is."""

from typing import Literal

from model.scenario.schema.base import Section, lever


class Years(Section):
    """First stock and last simulated year."""

    start: Literal[2010, 2013, 2020] = lever(
        2020,
        zh="起始年",
        en="year of the starting stock",
        unit="year",
        grade="choice",
        source="census years; 2013 for the hindcast",
    )
    """Year whose 31 December is the starting stock; the first simulated year is the next."""
    end: int = lever(
        2055,
        zh="终止年",
        en="last year",
        unit="year",
        low=2011,
        high=2055,
        grade="choice",
        source="last year of mortality.csv and of tfr_path in fertility.csv",
    )
    """Last simulated year."""


class Scale(Section):
    """Persons and firms that one agent stands for."""

    residents: Literal[1, 10, 100, 1000] = lever(
        100,
        zh="每个居民个体代表的人数",
        en="persons per agent",
        unit="persons",
        grade="choice",
        source="1:1000 to learn, 1:100 daily, 1:10 maps, 1:1",
    )
    """Persons per resident agent."""
    firms: Literal[1, 10, 100] = lever(
        10,
        zh="每个企业个体代表的企业数",
        en="firms per agent",
        unit="firms",
        grade="choice",
        source="firms of 200 staff and more are always one agent each (docs/economy.md)",
    )
    """Legal units per firm agent."""
