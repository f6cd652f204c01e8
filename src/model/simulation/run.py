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
    return finish(JingJinJi(scenario, seed, threads=threads, shelf=shelf), on_year)


def finish(
    model: JingJinJi,
    on_year: Callable[[int], None] | None = None,
    on_model: Callable[[JingJinJi], None] | None = None,
) -> Result:
    """Simulate the years that a model has left, and release it.

    Args:
        model: at its start, or on the way.
        on_year: called with the year at the end of each simulated year.
        on_model: called with the model at the end of each simulated year but the last.
    """
    try:
        while model.year < model.scenario.years.end:
            model.step()
            if on_year is not None:
                on_year(model.year)
            if on_model is not None and model.year < model.scenario.years.end:
                on_model(model)
        return model.result()
    finally:
        model.release()
