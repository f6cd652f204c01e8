"""The governments' part of a year: what they decide at its beginning, and the books they close at its end."""

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from model.firms.columns import PERSON
from model.governments.close import Happened, close
from model.governments.decide import Outlook, decide, services_and_works
from model.governments.works import AtRisk
from model.simulation.audit import audit_budgets
from model.simulation.labour import wage_of_jobs
from model.simulation.world import World

Floats = NDArray[np.float64]

_BACHELOR = 3
"""Index of the highest education in the census."""


def governments_decide(world: World, year: int) -> None:
    """Subsidies, services and works of the year, on last year's outcomes and this year's levers."""
    outlook = Outlook(
        units=world.units.astype(float),
        jobs=world.jobs / PERSON,
        output=world.gdp,
        wage=wage_of_jobs(world.labour, world.region),
        services=world.governments.budget.services,
        minutes=world.timetable.minutes(year),
        risk=_at_risk(world),
    )
    world.book.last_output, world.book.last_jobs = outlook.output, outlook.jobs
    world.governments, world.book.decision = decide(world.governments, outlook, world.region, world.scenario, year)


def services_and_works_go_on(world: World, year: int) -> None:
    """Services and works of a year in which firms stand still; residents see the services at once."""
    minutes = world.timetable.minutes(year)
    world.governments = services_and_works(
        world.governments, _at_risk(world), minutes, world.region, world.scenario, year
    )
    world.signals = replace(world.signals, services=world.governments.services)


def budgets_close(world: World, year: int) -> None:
    """Money of the year: revenue on last year's output, transfers, spending; audited."""
    book, schooled = world.book, world.census.by_work.sum(axis=2)
    happened = Happened(
        output=book.last_output,
        jobs=book.last_jobs,
        wage=wage_of_jobs(world.labour, world.region),
        people=world.persons.astype(float),
        entered=book.entry.jobs.astype(float),
        relocation=book.relocation,
        moves=book.moves.by_cause,
        graduates=schooled[:, _BACHELOR] / np.maximum(schooled.sum(axis=1), 1),
    )
    before = world.governments
    world.governments = close(before, book.decision, happened, world.region, world.scenario, year)
    audit_budgets(year, world.region.places.city_ids, before, world.governments)


def _at_risk(world: World) -> AtRisk:
    people = world.persons.astype(float)
    return AtRisk(world.frozen.floods, world.zones, world.memory, people, world.capital)
