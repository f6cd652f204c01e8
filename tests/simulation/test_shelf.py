"""What a process keeps between runs changes no bit of them, and holds no run that has ended."""

import gc

import pytest

import model
from model.chunks import Crew
from model.experiments.digest import results_sha256
from model.randomness.draws import keys_of
from model.scenario.schema.scenario import Scenario
from model.simulation.model import JingJinJi
from model.simulation.run import run_scenario
from model.simulation.shelf import Shelf

TINY = {"years.end": 2022, "scale.residents": 1000, "scale.firms": 100}


@pytest.fixture(scope="module")
def shelf() -> Shelf:
    return Shelf()


def scenario(seed: int = 1, **levers: object) -> Scenario:
    return model.load_scenario("baseline", set={**TINY, "seed": seed, **levers})


def test_runs_from_the_shelf_are_the_same_bits(shelf: Shelf) -> None:
    for seed in (1, 2):
        alone = run_scenario(scenario(seed))
        kept = run_scenario(scenario(seed), shelf=shelf)
        assert results_sha256(kept.tables) == results_sha256(alone.tables)


def test_a_run_leaves_the_shelf_as_it_was(shelf: Shelf) -> None:
    first = results_sha256(run_scenario(scenario(3), shelf=shelf).tables)
    run_scenario(scenario(4), shelf=shelf)
    assert results_sha256(run_scenario(scenario(3), shelf=shelf).tables) == first


def test_replicates_share_the_start_and_scenarios_do_not(shelf: Shelf) -> None:
    crew = Crew(1)
    twins = [shelf.start(scenario(seed), keys_of(seed), crew) for seed in (1, 2)]
    assert (twins[0].residents.id == twins[1].residents.id).all()
    assert twins[0].residents.id is not twins[1].residents.id
    assert twins[0].keys != twins[1].keys
    assert twins[0].region is twins[1].region
    finer = scenario(1, **{"scale.firms": 10})
    assert len(shelf.start(finer, keys_of(1), crew).firms) > len(twins[0].firms)


def test_no_model_outlives_its_run(shelf: Shelf) -> None:
    def models() -> int:
        gc.collect()
        return sum(isinstance(each, JingJinJi) for each in gc.get_objects())

    before = models()
    for seed in (1, 2, 3):
        run_scenario(scenario(seed), shelf=shelf)
    assert models() <= before
