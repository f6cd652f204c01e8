"""The labour market of a year: labour force by home, jobs by place, commuting between, what is left over."""

from dataclasses import dataclass, replace
from typing import Final

import numpy as np
from numpy.typing import NDArray

from model.economy.commuting import decay_of_travel, freeze_reach, match
from model.economy.wages import wage_at_work
from model.region.region import Region

Floats = NDArray[np.float64]
SKILLS: Final = 3
RAKES: Final = 30


@dataclass(frozen=True)
class LabourBase:
    """What is frozen at the start, the same in all scenarios that share it."""

    home: Floats
    """(3, 199) factor a of commuting from a place, by skill."""
    work: Floats
    """(3, 199) factor b of commuting to a place, by skill."""
    supply: Floats
    """(199,) workers per active person of the people side. Jobs of the start are by residence, so at the start
    each place has as many workers as positions; the factor takes up what two expansions of one census differ."""
    mix: Floats
    """(199, 3) positions of a skill, over those that the shares of the sectors give and over the share of the skill
    among workers within reach: degrees of residents stand in for those asked (rule skill_share_group)."""
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
    """(199, 12) filled share of desired jobs; the same for all sectors of a place but for their skills."""
    residents_jobs: Floats
    """(199, 12) jobs that residents of a place hold, by sector: the census at the start, then as the sectors move
    in the places they commute to."""
    wage: Floats
    """(199, 3) yuan a year by place of work and skill, as urban units pay; moves yearly."""
    income: Floats
    """(199,) 1e8 yuan a year that residents earn, by home: flows of commuters x `wage` x `wage_coverage`, for most
    jobs pay less than urban units do. Sums over the region to what is paid at work."""
    unemployment: Floats
    """(199, 3) unemployment rate by home and skill, 0 to 1."""
    unemployment_rate: Floats
    """(199,) of the labour force by home, 0 to 1."""
    regional_rate: float

    @property
    def vacancies(self) -> Floats:
        """(199,) vacant jobs by place."""
        return np.asarray((self.positions - self.filled).sum(axis=1))

    @property
    def slack(self) -> Floats:
        """(199,) unemployment rate of those who live at a place less vacancy rate of its jobs; 0 at the start."""
        jobs = self.positions.sum(axis=1)
        vacant: Floats = np.divide(self.vacancies, jobs, out=np.zeros(jobs.shape), where=jobs > 0)
        return self.unemployment_rate - vacant

    @property
    def regional_slack(self) -> float:
        """The same for the whole region."""
        return self.regional_rate - float(self.vacancies.sum() / max(self.positions.sum(), 1.0))

    @property
    def employed_share(self) -> Floats:
        """(199,) employed over active by home."""
        return 1.0 - self.unemployment_rate


def freeze_labour(
    desired: Floats, labour_force: NDArray[np.int64], minutes: Floats, region: Region, rate: float
) -> LabourBase:
    """Freeze commuting at the start: unemployment and vacancies stand at `rate` everywhere (no table by place).

    Args:
        desired: desired jobs by place and sector, vacant ones included, persons (199, 12).
        labour_force: active persons by home and skill (199, 3).
        minutes: fastest travel (199, 199).
        region: the tables.
        rate: unemployment and vacancy rate of the start.
    """
    force = labour_force.astype(np.float64)
    jobs = desired.sum(axis=1)
    supply: Floats = _over(jobs, force.sum(axis=1))
    workers: Floats = force * supply[:, None]
    decay = decay_of_travel(minutes, region.places.province)
    plain = desired @ region.economy.skill_share * _skills_within_reach(workers, decay)
    mix = _over(workers, plain)
    positions = positions_by_skill(desired, region.economy.skill_share, workers, mix, decay)
    factors = [freeze_reach(decay[k], workers[:, k], positions[:, k], rate, rate) for k in range(SKILLS)]
    home, work = np.array([a for a, _ in factors]), np.array([b for _, b in factors])
    base = LabourBase(home, work, supply, mix, np.ones(desired.shape), rate)
    market = match_labour(base, desired, labour_force, minutes, region)
    return replace(base, residents_jobs=_over(desired * (1.0 - rate), market.residents_jobs))


def match_labour(
    base: LabourBase,
    desired: Floats,
    labour_force: NDArray[np.int64],
    minutes: Floats,
    region: Region,
    feedback: bool = True,
    border: Floats | None = None,
) -> LabourMarket:
    """Meet workers and jobs of a year; arguments as in `freeze_labour`.

    With `feedback` off labour is never short: jobs fill as at the start. `border` (199, 199) is what remains of the
    border between home and work; None: all of it.
    """
    workers: Floats = labour_force.astype(np.float64) * base.supply[:, None]
    share = region.economy.skill_share
    decay = decay_of_travel(minutes, region.places.province, border)
    positions = positions_by_skill(desired, share, workers, base.mix, decay)
    flows = np.zeros_like(minutes)
    employed, filled = np.zeros_like(workers), np.zeros_like(positions)
    wage, earned = wage_at_work(region), np.zeros(workers.shape[0])
    for k in range(SKILLS):
        reach = base.home[k][:, None] * decay[k] * base.work[k][None, :]
        matched = match(reach, workers[:, k], positions[:, k])
        employed[:, k], filled[:, k] = matched.sum(axis=1), matched.sum(axis=0)
        flows += matched
        earned += matched @ wage[:, k]
    total = workers.sum(axis=1)
    idle = 1.0 - np.divide(employed.sum(axis=1), total, out=np.ones(total.shape), where=total > 0)
    places = positions.sum(axis=1)
    met = np.divide(filled.sum(axis=1), places, out=np.full(places.shape, 1.0 - base.rate), where=places > 0)
    if not feedback:
        met = np.full(places.shape, 1.0 - base.rate)
    return LabourMarket(
        workers=workers,
        positions=positions,
        commuters=flows,
        employed=employed,
        filled=filled,
        fill=np.repeat(met[:, None], desired.shape[1], axis=1),
        residents_jobs=flows @ (desired / np.maximum(desired.sum(axis=1, keepdims=True), 1e-9)) * base.residents_jobs,
        wage=wage,
        income=earned * region.economy.wage_coverage / 1e8,
        unemployment=1.0 - np.divide(employed, workers, out=np.ones_like(workers), where=workers > 0),
        unemployment_rate=idle,
        regional_rate=float(1.0 - employed.sum() / max(workers.sum(), 1.0)),
    )


def positions_by_skill(desired: Floats, share: Floats, workers: Floats, mix: Floats, decay: Floats) -> Floats:
    """Desired jobs by place and skill (199, 3).

    Shares of the sectors times the skills of the workers within reach times the frozen `mix` of the place, raked so
    that places keep their jobs and the region's mix is its workers'. Until wages by skill are built, jobs upgrade
    with the labour force: a degree that more people around hold is asked for by more jobs.
    """
    jobs = desired.sum(axis=1)
    wanted = workers.sum(axis=0) / max(float(workers.sum()), 1.0) * desired.sum()
    positions = desired @ share * _skills_within_reach(workers, decay) * mix
    for _ in range(RAKES):
        positions *= _over(wanted, positions.sum(axis=0))
        positions *= _over(jobs, positions.sum(axis=1))[:, None]
    return np.asarray(positions)


def _skills_within_reach(workers: Floats, decay: Floats) -> Floats:
    """Share of each skill among the workers within reach of a place of work (199, 3), by the middle decay."""
    near: Floats = decay[1].T @ workers
    shares: Floats = near / np.maximum(near.sum(axis=1, keepdims=True), 1e-9)
    return shares


def _over(top: Floats, bottom: Floats) -> Floats:
    return np.divide(top, bottom, out=np.ones(top.shape), where=bottom > 0)
