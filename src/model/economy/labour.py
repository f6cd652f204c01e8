"""The labour market of a year: labour force by home, jobs by place, commuting between, wages, what is left over."""

from dataclasses import dataclass, replace
from typing import Final

import numpy as np
from numpy.typing import NDArray

from model.economy.commuting import Reach, freeze_reach, match, reach_of
from model.economy.skills import fill_of_sectors, next_lean, positions_by_skill, skills_within_reach
from model.economy.wages import (
    common_productivity,
    next_standing,
    productivity_around,
    start_wages,
    unemployment_within_reach,
    wage_curve,
)
from model.products import product
from model.region.region import Region
from model.scenario.schema.labour import Labour

Floats = NDArray[np.float64]
SKILLS: Final = 3


@dataclass(frozen=True)
class LabourBase:
    """What is frozen at the start, the same in all scenarios that share it."""

    year: int
    """Start year of the economy: prices and jobs of that year."""
    home: Floats
    """(3, 199) factor a of commuting from a place, by skill."""
    work: Floats
    """(3, 199) factor b of commuting to a place, by skill."""
    supply: Floats
    """(199,) workers per active person of the people side. Jobs of the start are by residence, so at the start
    each place has as many workers as positions; the factor takes up what two expansions of one census differ."""
    mix: Floats
    """(199, 3) m of `economy.skills`: positions of a skill over those that the shares of the sectors give."""
    skills: Floats
    """(199, 3) shares of the skills among the workers within reach of a place."""
    wage: Floats
    """(199, 3) yuan a year by place of work and skill."""
    idle: Floats
    """(199, 3) unemployment rate of those within reach of a place, by skill."""
    residents_jobs: Floats
    """(199, 12) jobs that residents hold by sector at the start, over the jobs of the places they commute to."""
    rate: float
    """Unemployment and vacancy rate of the start."""


@dataclass(frozen=True)
class LabourMarket:
    """Outcome of a year."""

    workers: Floats
    """(199, 3) labour force by home and skill, persons."""
    positions: Floats
    """(199, 3) desired jobs by place and skill, persons."""
    commuters: Floats
    """(199, 199) employed persons by home and place of work, all skills."""
    employed: Floats
    """(199, 3) employed by home and skill."""
    filled: Floats
    """(199, 3) filled jobs by place and skill."""
    fill: Floats
    """(199, 12) filled share of desired jobs: a sector finds staff as the skills that it asks for are found."""
    residents_jobs: Floats
    """(199, 12) jobs that residents of a place hold, by sector: the census at the start, then as the sectors move
    in the places they commute to."""
    wage: Floats
    """(199, 3) yuan a year by place of work and skill, as urban units pay; moves yearly (`economy.wages`)."""
    income: Floats
    """(199,) 1e8 yuan a year that residents earn, by home: flows of commuters x `wage` x `wage_coverage`, for most
    jobs pay less than urban units do. Sums over the region to what is paid at work."""
    unemployment: Floats
    """(199, 3) unemployment rate by home and skill, 0 to 1."""
    unemployment_rate: Floats
    """(199,) of the labour force by home, 0 to 1."""
    regional_rate: float
    productivity: Floats
    """(199,) a: ln output per job against the start, at its mix of sectors."""
    common: float
    """Mean of `productivity` over the jobs of the start."""
    standing: Floats
    """(199, 3) z: what wages owe to the pay of neighbours and to scarce skills, log."""
    lean: Floats
    """(199, 3) n: what employers have turned to cheaper skills, log."""
    skills: Floats
    """(199, 3) shares of the skills among the workers within reach of a place."""
    idle: Floats
    """(199, 3) unemployment rate of those within reach of a place, by skill."""

    @property
    def vacancies(self) -> Floats:
        """(199,) vacant jobs by place."""
        return np.asarray((self.positions - self.filled).sum(axis=1))

    @property
    def employed_share(self) -> Floats:
        """(199,) employed over active by home."""
        return 1.0 - self.unemployment_rate

    @property
    def wage_at_start_productivity(self) -> Floats:
        """(199, 3) `wage` without the growth of productivity that is common to the region: what choices compare."""
        return np.asarray(self.wage * np.exp(-self.common))

    @property
    def mean_wage(self) -> Floats:
        """(199,) yuan a year: mean over the filled jobs of a place; over the desired ones where none is filled."""
        staff = np.where(self.filled.sum(axis=1, keepdims=True) > 0, self.filled, self.positions + 1e-9)
        return np.asarray((self.wage * staff).sum(axis=1) / staff.sum(axis=1))


def freeze_labour(
    desired: Floats, labour_force: NDArray[np.int64], minutes: Floats, region: Region, rate: float, year: int = 2020
) -> LabourBase:
    """Freeze commuting, skills and wages at the start: unemployment and vacancies stand at `rate` everywhere (no
    table gives them by place), and each place asks for the skills that its people hold.

    Args:
        desired: desired jobs by place and sector, vacant ones included, persons (199, 12).
        labour_force: active persons by home and skill (199, 3).
        minutes: fastest travel (199, 199).
        region: the tables.
        rate: unemployment and vacancy rate of the start.
        year: start year of the economy.
    """
    force = labour_force.astype(np.float64)
    jobs = desired.sum(axis=1)
    supply: Floats = _over(jobs, force.sum(axis=1))
    workers: Floats = force * supply[:, None]
    reach = reach_of(minutes, region.places.province)
    factors = [freeze_reach(reach, k, workers[:, k], workers[:, k], rate, rate) for k in range(SKILLS)]
    start = LabourBase(
        year=year,
        home=np.array([a for a, _ in factors]),
        work=np.array([b for _, b in factors]),
        supply=supply,
        mix=_over(workers, product(desired, region.economy.skill_share)),
        skills=skills_within_reach(workers, reach),
        wage=start_wages(region, workers),
        idle=np.full(workers.shape, rate),
        residents_jobs=np.ones(desired.shape),
        rate=rate,
    )
    market = match_labour(start, desired, labour_force, reach, region)
    return replace(start, idle=market.idle, residents_jobs=_over(desired * (1.0 - rate), market.residents_jobs))


def match_labour(
    base: LabourBase,
    desired: Floats,
    labour_force: NDArray[np.int64],
    reach: Reach,
    region: Region,
    feedback: bool = True,
    before: LabourMarket | None = None,
    productivity: Floats | None = None,
    levers: Labour | None = None,
) -> LabourMarket:
    """Meet workers and jobs of a year at the wages that last year's unemployment left.

    Args:
        base: frozen at the start.
        desired: desired jobs by place and sector, persons (199, 12).
        labour_force: active persons by home and skill (199, 3).
        reach: the pairs of home and work of the year.
        region: the tables.
        feedback: False: firms do not answer people. Jobs fill as at the start, whatever the labour; wages move with
            productivity alone, and jobs ask for the skills around.
        before: last year's market; None: wages stand as at the start.
        productivity: a (199,) of `wages.productivity_of_places`; None: as at the start.
        levers: how wages and skills answer; None: the defaults.
    """
    levers = levers or Labour()
    own = np.zeros(desired.shape[0]) if productivity is None else productivity
    wage, standing, lean = _pay(base, own, before, levers, feedback)
    workers: Floats = labour_force.astype(np.float64) * base.supply[:, None]
    skills = skills_within_reach(workers, reach)
    techniques = (skills / base.skills) ** (levers.skill_adaptation if feedback else 1.0)
    share = region.economy.skill_share
    positions = positions_by_skill(desired, share, base.mix * techniques * np.exp(lean))
    flows, earned = _clear(base, reach, workers, positions, wage)
    employed = np.stack([reach.at_home(flow) for flow in flows], axis=1)
    filled = np.stack([reach.at_work(flow) for flow in flows], axis=1)
    if feedback:
        fill = fill_of_sectors(desired, share, positions, _over(filled, positions))
    else:
        fill = np.full(desired.shape, 1.0 - base.rate)
    commuters = reach.matrix(flows.sum(axis=0))
    held = product(commuters, desired / np.maximum(desired.sum(axis=1, keepdims=True), 1e-9))
    return LabourMarket(
        workers=workers,
        positions=positions,
        commuters=commuters,
        employed=employed,
        filled=filled,
        fill=fill,
        residents_jobs=held * base.residents_jobs,
        wage=wage,
        income=earned * region.economy.wage_coverage / 1e8,
        unemployment=1.0 - _over(employed, workers),
        unemployment_rate=1.0 - _over(employed.sum(axis=1), workers.sum(axis=1)),
        regional_rate=float(1.0 - employed.sum() / max(workers.sum(), 1.0)),
        productivity=own,
        common=common_productivity(own, region, base.year),
        standing=standing,
        lean=lean,
        skills=skills,
        idle=unemployment_within_reach(workers, employed, reach),
    )


def _pay(
    base: LabourBase, own: Floats, before: LabourMarket | None, levers: Labour, feedback: bool
) -> tuple[Floats, Floats, Floats]:
    """Wages (199, 3) of the year, z and n (199, 3)."""
    if before is None or not feedback:
        none = np.zeros(base.wage.shape)
        return wage_curve(base.wage, own, none, base.idle, base.idle, 0.0), none, none
    around = productivity_around(before.productivity, before.commuters)
    standing = next_standing(before.standing, before.productivity, around, before.skills, base.skills, levers)
    wage = wage_curve(base.wage, own, standing, before.idle, base.idle, levers.wage_curve)
    return wage, standing, next_lean(before.lean, np.log(wage / base.wage), levers)


def _clear(base: LabourBase, reach: Reach, workers: Floats, positions: Floats, wage: Floats) -> tuple[Floats, Floats]:
    """Flows (3, pairs) of each skill, and yuan a year earned by home (199,)."""
    flows, earned = np.empty(reach.decay.shape), np.zeros(reach.places)
    for k in range(SKILLS):
        strength = base.home[k][reach.home] * reach.decay[k] * base.work[k][reach.work]
        flows[k] = match(reach, strength, workers[:, k], positions[:, k])
        earned += reach.at_home(flows[k] * wage[reach.work, k])
    return flows, earned


def _over(top: Floats, bottom: Floats) -> Floats:
    return np.divide(top, bottom, out=np.ones(top.shape), where=bottom > 0)
