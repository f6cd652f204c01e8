"""Every lever that a process reads changes some output: none is silently ignored."""

from typing import Any

import pytest
from pydantic import BaseModel

from model.region.names import SECTORS
from model.scenario.schema.base import evidence_of
from model.scenario.schema.scenario import Scenario

Settings = dict[str, Any]

MOVE = {"id": "T1", "what": "a large office", "sector": "public_services", "jobs": 40_000, "from": "beijing"}
TO_XIONGAN = {"relocation.directed": [{**MOVE, "to": "xiongan", "start": 2021, "years": 1, "accompany": "xiongan"}]}
MANY = {"relocation.intensity": 20}
PAID = {"subsidy.rate_max": 0.1}
AXES = {**MANY, "relocation.destination.mode": "corridor"}
LATER = {"years.end": 2027}
FARMING_GROWS = {"economy.jobs_growth": 0.05, "economy.trend_strength": 0.0}
"""The list holds growth back, and on the paths of the baseline farming has none."""
FULL = {"adaptation.zone_capacity": {"protected": 1.0, "unprotected": 1.2, "detention": 1.2}}
TIGHT = {"adaptation.zone_capacity": {"protected": 1.0, "unprotected": 1.0, "detention": 1.2}}
BAN = {**FULL, "land_use.restrict_flood_prone.enabled": True}
CLOSED = {**TIGHT, "land_use.restrict_flood_prone.enabled": True}

CHANGES: dict[str, tuple[Settings, Settings]] = {
    "years.start": ({}, {"years.start": 2013}),
    "years.end": ({}, {"years.end": 2021}),
    "scale.residents": ({}, {"scale.residents": 100}),
    "scale.firms": ({}, {"scale.firms": 10}),
    "population.seed": ({}, {"population.seed": 5}),
    "population.fertility": ({}, {"population.fertility": "low", "years.end": 2026}),
    "population.fertility_multiplier": ({}, {"population.fertility_multiplier": 1.3}),
    "population.mortality": ({}, {"population.mortality": "high"}),
    "population.mortality_multiplier": ({}, {"population.mortality_multiplier": 1.3}),
    "population.retirement.reform": (LATER, {"population.retirement.reform": False}),
    "population.retirement.pace": (LATER, {"population.retirement.pace": 2.0}),
    "population.retirement.last_year": (LATER, {"population.retirement.last_year": 2026}),
    "migration.enabled": ({}, {"migration.enabled": False}),
    "migration.flows": ({}, {"migration.flows": "given"}),
    "migration.given_net": ({"migration.flows": "given"}, {"migration.given_net": "zero"}),
    "migration.leave_response": ({"services.equalisation": 1.0}, {"migration.leave_response": 0.9}),
    "migration.destination": ({}, {"migration.destination": "gravity"}),
    "migration.wage_elasticity": ({}, {"migration.wage_elasticity": 2.0}),
    "migration.hukou_strictness": ({}, {"migration.hukou_strictness": 0.2}),
    "migration.city_cap": ({}, {"migration.city_cap": 15_000_000}),
    "migration.six_districts.enabled": ({}, {"migration.six_districts.enabled": False}),
    "migration.six_districts.persons": ({}, {"migration.six_districts.persons": 9_000_000}),
    **{
        f"migration.recent_net.{name}": ({}, {f"migration.recent_net.{name}": 100_000})
        for name in ("beijing", "tianjin", "hebei")
    },
    "migration.return_rate": ({}, {"migration.return_rate": 0.05}),
    "migration.care_moves": ({}, {"migration.care_moves": 5.0}),
    "relocation.intensity": ({}, {"relocation.intensity": 5}),
    **{
        f"relocation.quota.{sector}": ({}, {f"relocation.quota.{sector}": 900})
        for sector in (*SECTORS[1:], "trade_logistics_sites")
    },
    "relocation.ring_weights.core6": (MANY, {"relocation.ring_weights": {"core6": 0.1, "outer": 0.9}}),
    "relocation.ring_weights.outer": (MANY, {"relocation.ring_weights": {"core6": 0.9, "outer": 0.1}}),
    **{
        f"relocation.ring_weights.{item}.{ring}": (
            MANY,
            {f"relocation.ring_weights.{item}": {"core6": 0.2, "outer": 0.8}},
        )
        for item in ("manuf_general", "trade_logistics_sites")
        for ring in ("core6", "outer")
    },
    "relocation.selection.land": (MANY, {"relocation.selection.land": 0.0}),
    "relocation.selection.low_productivity": (MANY, {"relocation.selection.low_productivity": 3.0}),
    "relocation.close_share": (MANY, {"relocation.close_share": 0.1}),
    "relocation.voluntary_rate": ({}, {"relocation.voluntary_rate": 0.003}),
    "relocation.directed": ({}, TO_XIONGAN),
    "relocation.follow": (TO_XIONGAN, {"relocation.follow": 0.2}),
    "relocation.destination.mode": (MANY, {"relocation.destination.mode": "concentrated"}),
    "relocation.destination.weight": (
        {**MANY, "relocation.destination.mode": "concentrated"},
        {"relocation.destination.weight": 4.0},
    ),
    "relocation.destination.share_following": (
        {**MANY, "relocation.destination.mode": "concentrated"},
        {"relocation.destination.share_following": 0.1},
    ),
    "relocation.destination.corridors": (AXES, {"relocation.destination.corridors": ["jing_jin"]}),
    "relocation.siting": (TO_XIONGAN, {"relocation.siting": "nearest"}),
    **{
        f"negative_list.{sector}.{ring}": (
            FARMING_GROWS if sector == "agriculture" else {},
            {f"negative_list.{sector}": {"core6": 0.33, "outer": 0.22}},
        )
        for sector in SECTORS
        for ring in ("core6", "outer")
    },
    "places.park_capacity": (MANY, {"places.park_capacity": {"xiongan": 900_000}}),
    "places.specialisation": (MANY, {"places.specialisation": {"tianjin.binhai": ["manuf_general"]}}),
    "places.corridors": (
        {**MANY, "relocation.destination.mode": "corridor"},
        {"places.corridors": {"test": ["langfang.guan"]}, "relocation.destination.corridors": ["test"]},
    ),
    "land.beijing_cut_km2_per_year": ({}, {"land.beijing_cut_km2_per_year": 40}),
    "land.reuse.green": ({}, {"land.reuse": {"green": 0.9, "high_end": 0.1, "housing": 0.0}}),
    "land.reuse.high_end": ({}, {"land.reuse": {"green": 0.0, "high_end": 0.9, "housing": 0.1}}),
    "land.reuse.housing": ({}, {"land.reuse": {"green": 0.0, "high_end": 0.3, "housing": 0.7}}),
    "places.gateways": (MANY, {"places.gateways": {"tianjin.binhai": 1.5}}),
    "places.clusters": (MANY, {"places.clusters": {"bags": ["baoding.gaobeidian"]}}),
    "places.building": ({}, {"places.building": {"xiongan": 300.0}}),
    "places.zone_caps": ({}, {"places.zone_caps": {"northwest_ecological": {"manuf_general": 1.0}}}),
    "places.water_cap": ({}, {"places.water_cap": {"beijing": 21_000_000}}),
    "integration.axis_cut": ({}, {"integration.axis_cut": {"jing_bao_shi": 0.9}}),
    "economy.feedback": ({}, {"economy.feedback": False}),
    "economy.orders": (MANY, {"economy.orders": "stay"}),
    "economy.national_growth": ({}, {"economy.national_growth": "high"}),
    "economy.outside_growth_gap": ({}, {"economy.outside_growth_gap": 0.03}),
    "economy.jobs_growth": ({}, {"economy.jobs_growth": 0.02}),
    "economy.trend_half_life": ({}, {"economy.trend_half_life": 2.0}),
    "economy.trend_strength": ({}, {"economy.trend_strength": 1.0}),
    "economy.demand_shock": ({}, {"economy.demand_shock": {"manuf_advanced": {2022: 0.7}}}),
    "economy.agglomeration": (LATER, {"economy.agglomeration": 0.19}),
    "economy.catching_up": (LATER, {"economy.catching_up": 0.2}),
    "economy.price_elasticity": (LATER, {"economy.price_elasticity": 0.5}),
    "economy.price_pass_through": ({}, {"economy.price_pass_through": 0.0}),
    "economy.vacancy_rate": ({}, {"economy.vacancy_rate": 0.06}),
    "economy.entry_fade": ({}, {"economy.entry_fade": 2024}),
    "economy.high_tech_renewal": ({}, {"economy.high_tech_renewal": 0.2}),
    "economy.labour.wage_curve": ({}, {"economy.labour.wage_curve": 0.2}),
    "economy.labour.wage_adjustment": ({}, {"economy.labour.wage_adjustment": 1.0}),
    "economy.labour.skill_substitution": ({}, {"economy.labour.skill_substitution": 4.0}),
    "economy.labour.skill_redesign": ({}, {"economy.labour.skill_redesign": 0.9}),
    "economy.labour.skill_adaptation": ({}, {"economy.labour.skill_adaptation": 0.0}),
    "integration.barrier_cut": ({}, {"integration.barrier_cut": 0.9}),
    "integration.demonstration_zones": ({}, {"integration.demonstration_zones": {"tongwulang": 0.9}}),
    "innovation.contract_intensity": ({}, {"innovation.contract_intensity": 2.0}),
    "innovation.absorption_investment": ({}, {"innovation.absorption_investment": {"hebei": 1.2}}),
    "innovation.corridor_bonus": ({}, {"innovation.corridor_bonus": 0.2}),
    "services.investment_per_head": ({}, {"services.investment_per_head": {"hebei": 1.5}}),
    "services.equalisation": ({}, {"services.equalisation": 0.9}),
    "services.cooperation_strength": ({}, {"services.cooperation_strength": 0.5}),
    "subsidy.rate_max": ({}, {"subsidy.rate_max": 0.1}),
    "subsidy.years": (PAID, {"subsidy.years": 5}),
    "governance.mode": (PAID, {"governance.mode": "cooperate"}),
    "governance.coordination": ({}, {"governance.coordination": 0.8}),
    "governance.tax_share": (MANY, {"governance.tax_share": 0.2}),
    "eco_compensation": ({}, {"eco_compensation": []}),
    "talent.subsidy": ({}, {"talent.subsidy": 0.3}),
    "talent.settlement_ease": ({}, {"talent.settlement_ease": 0.9}),
    "transport.hsr_additions": (
        {},
        {"transport.hsr_additions": [{"from": "beijing", "to": "chengde", "minutes": 15, "year": 2021}]},
    ),
    "transport.lines_until": ({}, {"transport.lines_until": 2020}),
    "climate.pathway": ({}, {"climate.pathway": "high"}),
    "climate.increase.low": ({"climate.pathway": "low"}, {"climate.increase.low": 0.1}),
    "climate.increase.medium": ({}, {"climate.increase.medium": 0.25}),
    "climate.increase.high": ({"climate.pathway": "high"}, {"climate.increase.high": 0.4}),
    "climate.increase.custom": ({"climate.pathway": "custom"}, {"climate.increase.custom": 0.4}),
    "climate.ramp.shape": ({}, {"climate.ramp.shape": "step"}),
    "climate.ramp.base_year": ({}, {"climate.ramp.base_year": 2015}),
    "climate.ramp.years": ({}, {"climate.ramp.years": 10}),
    "climate.tail_scaling": ({}, {"climate.tail_scaling": 30.0}),
    "climate.reference_period": ({"climate.tail_scaling": 30.0}, {"climate.reference_period": [2011, 2020]}),
    "climate.feedback": ({}, {"climate.feedback": "none"}),
    "climate.rate_share": ({}, {"climate.rate_share": 0.3}),
    "climate.overdispersion_k": ({}, {"climate.overdispersion_k": 9.0}),
    "climate.baseline_rate_scale": ({}, {"climate.baseline_rate_scale": 0.8}),
    "climate.upstream_weight": ({}, {"climate.upstream_weight": 0.2}),
    "climate.loss_scale": ({}, {"climate.loss_scale": 2.0}),
    "climate.seed": ({}, {"climate.seed": 99}),
    "climate.replay": ({}, {"climate.replay": [{"event": "E2023-07-29", "year": 2022}]}),
    "adaptation.protection_standard.overrides": (
        {},
        {"adaptation.protection_standard.overrides": {"baoding.zhuozhou": 200}},
    ),
    **{
        f"adaptation.zone_standard.{zone}": ({}, {f"adaptation.zone_standard.{zone}": 2.0})
        for zone in ("protected", "unprotected", "detention")
    },
    "adaptation.zone_capacity.protected": ({}, {"adaptation.zone_capacity.protected": 1.0}),
    "adaptation.zone_capacity.unprotected": (FULL, TIGHT),
    "adaptation.zone_capacity.detention": (
        TIGHT,
        {"adaptation.zone_capacity": {"protected": 1.0, "unprotected": 1.0, "detention": 1.0}},
    ),
    "adaptation.detention_share_scale": ({}, {"adaptation.detention_share_scale": 0.5}),
    "adaptation.strategy": ({}, {"adaptation.strategy": "proactive"}),
    "adaptation.household_uptake.enabled": ({}, {"adaptation.household_uptake.enabled": False}),
    "adaptation.household_uptake.subsidy": ({}, {"adaptation.household_uptake.subsidy": 0.8}),
    "adaptation.insurance_share": ({}, {"adaptation.insurance_share": 0.5}),
    "adaptation.sponge_coverage_2030": (LATER, {"adaptation.sponge_coverage_2030": 0.5}),
    "adaptation.use_detention": ({}, {"adaptation.use_detention": False}),
    "adaptation.warning_and_evacuation": ({}, {"adaptation.warning_and_evacuation": 0.9}),
    "land_use.restrict_flood_prone.enabled": (TIGHT, {"land_use.restrict_flood_prone.enabled": True}),
    "land_use.restrict_flood_prone.detention": (CLOSED, {"land_use.restrict_flood_prone.detention": "allow"}),
    "land_use.restrict_flood_prone.mountain_valley": (
        {**BAN, "land_use.restrict_flood_prone.beyond_standard_yr": 1.0},
        {"land_use.restrict_flood_prone.mountain_valley": "allow"},
    ),
    "land_use.restrict_flood_prone.beyond_standard_yr": (
        BAN,
        {"land_use.restrict_flood_prone.beyond_standard_yr": 1.0},
    ),
}
"""Lever -> the settings under which it matters, and a value that must change the results."""

WITHOUT_EFFECT = {"name", "seed", "title.zh", "title.en", "adaptation.protection_standard.default"}
"""Names, the seed (these runs name theirs), and a choice that has one alternative only."""


def levers(section: type[BaseModel] = Scenario, path: tuple[str, ...] = ()) -> list[str]:
    """Every lever by its full name."""
    found: list[str] = []
    for name, field in section.model_fields.items():
        evidence, kind = evidence_of(section, name), field.annotation
        key = (*path, field.alias or name)
        if evidence is not None:
            found.append(".".join(key))
        elif isinstance(kind, type) and issubclass(kind, BaseModel):
            found += levers(kind, key)
    return found


def test_every_lever_is_in_this_list():
    assert set(levers()) - set(CHANGES) - WITHOUT_EFFECT == set()
    assert set(CHANGES) - set(levers()) == set()


@pytest.mark.slow
@pytest.mark.parametrize("lever", [name for name in levers() if name in CHANGES])
def test_the_lever_changes_some_output(small_digest, lever):
    context, change = CHANGES[lever]
    assert small_digest({**context, **change}) != small_digest(context)
