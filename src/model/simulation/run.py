"""A whole run: from a scenario to its four tables."""

from collections.abc import Callable

from model.scenario.schema.scenario import Scenario
from model.simulation.model import JingJinJi
from model.simulation.result import Result
from model.simulation.shelf import Shelf


def run_scenario(
    scenario: Scenario,
    seed: int | None = None,
    threads: int = 1,
    on_year: Callable[[int], None] | None = None,
    shelf: Shelf | None = None,
) -> Result:
    """Simulate all years of a scenario.

    Args:
        scenario: what to simulate.
        seed: seed of storms and dynamics; the scenario's own if None.
        threads: threads that share the work; the result is the same for any number.
        on_year: called with the year at the end of each simulated year.
        shelf: what this process has kept from earlier runs; the result is the same without.

    Raises:
        ValueError: the scenario starts in a year without a census.
        AuditError: a balance does not close.
    """
    model = JingJinJi(scenario, seed, threads=threads, shelf=shelf)
    try:
        while model.year < scenario.years.end:
            model.step()
            if on_year is not None:
                on_year(model.year)
        return model.result()
    finally:
        model.release()
