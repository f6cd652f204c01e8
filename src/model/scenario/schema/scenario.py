"""The scenario: what one file says, with every default."""

from typing import Annotated, Any

from pydantic import Field

from model.scenario.schema.adaptation import Adaptation
from model.scenario.schema.base import FROM_LIST, Section, lever
from model.scenario.schema.climate import Climate
from model.scenario.schema.eco_compensation import EcoCompensation
from model.scenario.schema.economy import Economy
from model.scenario.schema.general import Scale, Years
from model.scenario.schema.governance import Governance
from model.scenario.schema.innovation import Innovation
from model.scenario.schema.integration import Integration
from model.scenario.schema.land import Land
from model.scenario.schema.land_use import LandUse
from model.scenario.schema.migration import Migration
from model.scenario.schema.negative_list import NegativeList
from model.scenario.schema.places import PlacesLevers
from model.scenario.schema.plain import plain_of
from model.scenario.schema.population import Population
from model.scenario.schema.relocation import Relocation
from model.scenario.schema.services import Services
from model.scenario.schema.subsidy import Subsidy
from model.scenario.schema.talent import Talent
from model.scenario.schema.transport import TransportLevers


class Title(Section):
    """Title in both languages."""

    zh: str = ""
    """In Chinese."""
    en: str = ""
    """In English."""


class Scenario(Section):
    """Everything a run needs to know; `Scenario()` is the schema's defaults."""

    name: str = "default"
    """Letters of any script, digits, `-` and `_`."""
    title: Title = Field(default_factory=Title)
    years: Years = Field(default_factory=Years)
    seed: int = lever(1, zh="随机种子", en="seed", low=0, high=2**63 - 1, grade="choice", source="any whole number")
    """Storms and dynamics follow it."""
    scale: Scale = Field(default_factory=Scale)
    population: Population = Field(default_factory=Population)
    migration: Migration = Field(default_factory=Migration)
    relocation: Relocation = Field(default_factory=Relocation)
    negative_list: NegativeList = Field(default_factory=NegativeList)
    subsidy: Subsidy = Field(default_factory=Subsidy)
    land: Land = Field(default_factory=Land)
    places: PlacesLevers = Field(default_factory=PlacesLevers)
    economy: Economy = Field(default_factory=Economy)
    innovation: Innovation = Field(default_factory=Innovation)
    integration: Integration = Field(default_factory=Integration)
    services: Services = Field(default_factory=Services)
    talent: Talent = Field(default_factory=Talent)
    transport: TransportLevers = Field(default_factory=TransportLevers)
    eco_compensation: Annotated[tuple[EcoCompensation, ...], FROM_LIST] = lever(
        (EcoCompensation(payer="beijing", receiver=("chengde", "zhangjiakou"), amount=2.85),),
        zh="生态补偿",
        en="ecological compensation",
        unit="1e8 yuan a year",
        grade="verified",
        source="22.8 paid from 2018 to 2025 (L098)",
        known="2024",
    )
    """Payments from a city to others, each year; the receivers give up half of the entry of general manufacturing."""
    governance: Governance = Field(default_factory=Governance)
    climate: Climate = Field(default_factory=Climate)
    adaptation: Adaptation = Field(default_factory=Adaptation)
    land_use: LandUse = Field(default_factory=LandUse)

    def resolved(self) -> dict[str, Any]:
        """Plain maps, lists and numbers, every default spelled out, in the order of the schema."""
        tree: dict[str, Any] = plain_of(self)
        return tree
