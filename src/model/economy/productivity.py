"""Productivity of places beyond the nation's: knowledge, contracts, density, catching up.

    ln a_ps = path of the sector + A_ps,    A_ps = learned_ps + phi_D ln(jobs_p / jobs of the region)
    d learned_ps = phi_R ln(1 + K_p / V_p) + phi_T ln(1 + T_p / N_p) + phi_C max(0, ln a_s - ln a_ps) + r_p

Every term counts against its value at the start, contracts against those that the same year brings without levers
(`economy.contracts`), so A = 0 at the start and the level fits GDP: a place gains on the path when it comes to know,
receive or lack more than it did. K: knowledge, against that of the region; V: value added, N: that of advanced
manufacturing, information and science, both of the start; a_s: mean of the sector in the region; r: what the accounts
of a province ask for in 2014-18 (`region.output_trend`), nothing in later years. The phi are assumptions (section 7 of
the design); no catching up beyond that of the start is put in, for the cities' GDP of 2013 to 2023 shows none.
"""

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from model.economy.contracts import Contracts
from model.region.names import SECTORS
from model.scenario.schema.economy import Economy

Floats = NDArray[np.float64]

KNOWLEDGE_EFFECT: Final = 0.004
CONTRACT_EFFECT: Final = 0.01
KNOWING: Final = [SECTORS.index(name) for name in ("manuf_advanced", "ict", "science_tech")]


@dataclass
class Progress:
    """State by place (199) and sector (12), and what it is measured against."""

    advance: Floats
    """(199, 12) A: log productivity against the path of the sector; 0 at the start."""
    learned: Floats
    """(199, 12)"""
    jobs_start: Floats
    """(199,) filled jobs."""
    value_start: Floats
    """(199, 12) value added, 1e8 yuan."""
    level_start: Floats
    """(199, 12) log of value added per filled job."""


def start_progress(value_added: Floats, jobs: Floats) -> Progress:
    """Progress of the start from value added and filled jobs (199, 12)."""
    return Progress(
        advance=np.zeros(jobs.shape),
        learned=np.zeros(jobs.shape),
        jobs_start=np.maximum(jobs.sum(axis=1), 1.0),
        value_start=value_added,
        level_start=np.log(np.maximum(value_added, 1e-12) / np.maximum(jobs, 1.0)),
    )


def advance_productivity(
    progress: Progress,
    jobs: Floats,
    contracts: Contracts,
    knowledge: Floats,
    levers: Economy,
    recorded: Floats | float = 0.0,
) -> Floats:
    """Move productivity on by a year; returns the change of A (199, 12), log.

    Args:
        progress: changed.
        jobs: (199, 12) filled jobs of last year, persons.
        contracts: knowledge and contracts of last year.
        knowledge: (199,) knowledge of the start.
        levers: `agglomeration`, `catching_up`.
        recorded: (199,) r; 0 outside its years.
    """
    standing = contracts.knowledge * (knowledge.sum() / contracts.knowledge.sum())
    value = progress.value_start.sum(axis=1)
    knowing = progress.value_start[:, KNOWING].sum(axis=1)
    known = KNOWLEDGE_EFFECT * (np.log1p(standing / value) - np.log1p(knowledge / value))
    used = CONTRACT_EFFECT * (np.log1p(contracts.received / knowing) - np.log1p(contracts.usual / knowing))
    behind = _behind(progress.level_start + progress.advance, progress) - _behind(progress.level_start, progress)
    progress.learned = progress.learned + (known + used + recorded)[:, None] + levers.catching_up * behind
    everyone = jobs.sum(axis=1)
    density = (everyone / progress.jobs_start) / (everyone.sum() / progress.jobs_start.sum())
    before = progress.advance
    progress.advance = progress.learned + levers.agglomeration * np.log(np.maximum(density, 1e-6))[:, None]
    return progress.advance - before


def _behind(level: Floats, progress: Progress) -> Floats:
    """How far a cell lies below the mean of its sector, weighted by value added of the start; 0 above it."""
    mean = (level * progress.value_start).sum(axis=0) / progress.value_start.sum(axis=0)
    return np.asarray(np.maximum(mean - level, 0.0))
