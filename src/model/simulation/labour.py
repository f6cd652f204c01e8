"""Between the labour market, the census and the ledger: the level of unemployment, and jobs that are no offer."""

from dataclasses import replace
from typing import Final

import numpy as np
from numpy.typing import NDArray

from model.economy.between import Between
from model.economy.labour import LabourBase, LabourMarket, match_labour
from model.economy.wages import wage_of_sector
from model.firms.columns import PERSON
from model.firms.relocation.holders import Held
from model.people.signals import Signals
from model.products import product
from model.region.region import Region
from model.scenario.schema.scenario import Scenario

Floats = NDArray[np.float64]
HIGHEST: Final = 0.5
"""Unemployment rate of a place at most."""


def census_employment(signals: Signals, census: Floats, start: float) -> Signals:
    """Put the change of unemployment since the start on the census level of each place.

    The market starts at one rate everywhere, since no table says it by place; residents start at the rate that
    follows from the census (employed among the active). So u = u_census x u_market(t) / u_market(start), below 0.5.

    Args:
        signals: `employed_share` as the market has it.
        census: (199,) unemployed over active residents at the start.
        start: unemployment rate of the market at the start.
    """
    now = np.maximum(1.0 - signals.employed_share, 0.0)
    return replace(signals, employed_share=1.0 - np.clip(census * now / start, 0.0, HIGHEST))


def match_open_jobs(
    base: LabourBase,
    desired: Floats,
    labour_force: NDArray[np.int64],
    between: Between,
    region: Region,
    scenario: Scenario,
    directed: Held,
    before: LabourMarket,
    productivity: Floats,
) -> LabourMarket:
    """The labour market without the directed jobs that are held by those who came with them: one job, one cause.

    Such a job is no offer and its holder no supply. Both are set aside before the matching, by the skills of the
    sector, and added back to the filled and the employed after it. Moves that were over at the start are in the
    commuting frozen there.

    Args:
        base: frozen at the start.
        desired: (199, 12) desired jobs, persons.
        labour_force: (199, 3) active persons by home and skill.
        between: what lies between home and work in the year.
        region: the tables.
        scenario: the levers.
        directed: the directed jobs held by those who came with them, of moves after the start.
        before: last year's market.
        productivity: (199,) ln output per job against the start.
    """
    held, held_skill = _held(directed.work, desired, region)
    _, living = _held(directed.home, None, region)
    home: NDArray[np.int64] = np.minimum(np.rint(living).astype(np.int64), labour_force)
    market = match_labour(
        base,
        desired - held,
        labour_force - home,
        between.reach,
        region,
        scenario.economy.feedback,
        before,
        productivity,
        scenario.economy.labour,
    )
    workers, employed = market.workers + home, market.employed + home
    total = workers.sum(axis=1)
    filled = market.fill * (desired - held) + held
    return replace(
        market,
        workers=workers,
        positions=market.positions + held_skill,
        employed=employed,
        filled=market.filled + held_skill,
        fill=np.divide(filled, desired, out=market.fill.copy(), where=desired > 0),
        income=market.income + pay_of_holders(directed, market.wage, region),
        unemployment=1.0 - np.divide(employed, workers, out=np.ones_like(workers), where=workers > 0),
        unemployment_rate=1.0 - np.divide(employed.sum(axis=1), total, out=np.ones(total.shape), where=total > 0),
        regional_rate=float(1.0 - employed.sum() / max(workers.sum(), 1.0)),
    )


def seen_by_residents(jobs: NDArray[np.int64], directed: Held) -> NDArray[np.int64]:
    """Filled jobs (199, 12) in 1/256 as residents see them: a directed job counts where its holder lives.

    An order draws nobody to its destination but those who follow it, until the holder gives the job up and it becomes
    an offer there: one job, one cause.
    """
    seen: NDArray[np.int64] = np.maximum(jobs + (directed.home - directed.work) * PERSON, 0)
    return seen


def offers_seen(desired: Floats, directed: Held) -> Floats:
    """Desired jobs (199,), persons, as residents see them, from those by sector (199, 12)."""
    return np.asarray(np.maximum(desired + (directed.home - directed.work), 0.0).sum(axis=1))


def _held(jobs: NDArray[np.int64], most: Floats | None, region: Region) -> tuple[Floats, Floats]:
    """Held jobs by place and sector (199, 12), no more than there are, and by place and skill (199, 3)."""
    held = jobs.astype(float) if most is None else np.minimum(jobs, most)
    return held, product(held, region.economy.skill_share)


def pay_of_holders(directed: Held, wage: Floats, region: Region) -> Floats:
    """1e8 yuan a year (199,) that holders of directed jobs earn, by home.

    Who comes with a job keeps the pay of where it came from, as employer and contract stay the same; who is hired for
    it later is paid as the place pays (assumption). Pay of the origin is the mean over its places by residents, from
    `wage` (199, 3) by place and skill at the mix of the sector.
    """
    paid = np.zeros(wage.shape[0])
    for holders in directed.moves:
        origins = holders.move.origins
        pay = product(wage[origins], region.economy.skill_share[holders.move.order.sector])
        mean = float((pay * holders.weight).sum() / holders.weight.sum())
        paid[holders.move.destination] += holders.followed * mean
        paid[origins] += holders.staying * mean
    return np.asarray(paid * region.economy.wage_coverage / 1e8)


def wage_of_jobs(labour: LabourMarket, region: Region) -> Floats:
    """Yuan a job and year by place and sector (199, 12): most jobs pay less than urban units do."""
    return np.asarray(region.economy.wage_coverage * wage_of_sector(labour.wage, region))
