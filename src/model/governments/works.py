"""The works of a year: which standards governments raise, what they build of it, what it costs."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from model.climate.expected import Floods
from model.climate.flooding import LOWEST_STANDARD, standard_of_place
from model.climate.measures import Measures
from model.climate.memory import Memory
from model.climate.zones import Zones
from model.governments.protection import (
    BUILT,
    DECAY,
    NEARLY_BUILT,
    PLAN_YEARS,
    PLANNED_FROM,
    aid_to_homes,
    building_cost,
    next_class,
    next_proofed,
    overtopped,
    upkeep_cost,
    worthwhile,
)
from model.region.governments import UnitCosts
from model.scenario.schema.scenario import Scenario

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Works:
    """Protection in a year, and the money spent on it, 1e8 yuan by place (199,)."""

    measures: Measures
    planned: Floats
    """(199,) years of return period that works shall have added when all that is planned is built."""
    standard: Floats
    """(199,) years: the shipped or chosen standard with what works have added."""
    building: Floats
    upkeep: Floats
    usual_upkeep: Floats
    """What the upkeep of the shipped standard costs."""
    aid: Floats
    """To households that protect their homes."""


@dataclass(frozen=True)
class AtRisk:
    """What floods can reach, as of last year."""

    floods: Floods
    zones: Zones
    memory: Memory
    people: Floats
    """(199,) residents."""
    capital: Floats
    """(199,) 1e8 yuan."""


def works_of_year(before: Works, risk: AtRisk, scenario: Scenario, year: int, costs: UnitCosts) -> Works:
    """Protection in a year, decided on what was known at the end of the year before.

    Works follow `adaptation.strategy`, households `adaptation.household_uptake`; neither feels floods that
    `climate.feedback: none` keeps from the agents, but plans count on expected losses.
    """
    tables, adaptation = risk.floods.tables, scenario.adaptation
    shipped = standard_of_place(tables, risk.floods.places, adaptation, year)
    kept = adaptation.strategy != "none"
    now = before.measures
    standard = np.maximum(shipped + now.raised, LOWEST_STANDARD)
    planned = _planned(before, shipped, risk, scenario, year, costs)
    raised = now.raised + (BUILT * (planned - now.raised) if kept else -DECAY * standard)
    after = np.maximum(shipped + raised, LOWEST_STANDARD)
    proofed, aid = _homes(now, risk, scenario, year, costs)
    usual = upkeep_cost(risk.people, tables.standard, costs)
    return Works(
        measures=Measures(raised, proofed),
        planned=planned,
        standard=after,
        building=building_cost(risk.people, before.standard, after, costs),
        upkeep=upkeep_cost(risk.people, after, costs) if kept else np.zeros_like(usual),
        usual_upkeep=usual,
        aid=aid,
    )


def no_works(measures: Measures, standard: Floats) -> Works:
    """Protection as it stands (`standard`, (199,) years), before any year has been paid for."""
    nothing = np.zeros_like(standard)
    return Works(measures, nothing, standard, nothing, nothing, nothing, nothing)


def _planned(before: Works, shipped: Floats, risk: AtRisk, scenario: Scenario, year: int, costs: UnitCosts) -> Floats:
    """(199,) what shall be added in all: one class more where the strategy asks for it and nothing is being built.

    The class is counted from the standard that is planned, which what is built only comes near to.
    """
    strategy, proofed = scenario.adaptation.strategy, before.measures.proofed
    reached = np.maximum(shipped + before.planned, LOWEST_STANDARD)
    ready = before.planned - before.measures.raised < NEARLY_BUILT * reached
    higher = next_class(reached)
    planned = before.planned + higher - reached
    if strategy == "reactive":
        asked = overtopped(risk.memory.shares[0], risk.floods.tables.vulnerability.share_onset)
    elif strategy == "proactive" and (year - PLANNED_FROM) % PLAN_YEARS == 0:
        usual, raised = (_loss(Measures(added, proofed), risk, scenario, year) for added in (before.planned, planned))
        asked = worthwhile(risk.people, reached, higher, usual - raised, costs)
    else:
        return before.planned
    return np.where(asked & ready, planned, before.planned)


def _loss(measures: Measures, risk: AtRisk, scenario: Scenario, year: int) -> Floats:
    """(199,) expected loss, 1e8 yuan a year, for the rain and the people of the year before."""
    expected = risk.floods.expected(scenario, year - 1, measures).damaged * measures.loss_left
    shares = (expected * risk.zones.shares).sum(axis=1)
    return np.asarray(shares * risk.capital * scenario.climate.loss_scale)


def _homes(now: Measures, risk: AtRisk, scenario: Scenario, year: int, costs: UnitCosts) -> tuple[Floats, Floats]:
    """Share of homes (199, 3) that are flood-proofed, and what governments pay for it (199,)."""
    uptake = scenario.adaptation.household_uptake
    if not uptake.enabled or scenario.climate.feedback == "none":
        return now.proofed, np.zeros(now.raised.size)
    damaged = risk.floods.expected(scenario, year - 1, now).damaged * scenario.climate.loss_scale
    proofed = next_proofed(now.proofed, damaged, risk.memory.shares, uptake.subsidy, costs)
    value = risk.capital[:, None] * risk.zones.shares
    return proofed, aid_to_homes(now.proofed, proofed, value, uptake.subsidy, costs)
