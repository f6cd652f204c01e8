"""Years that runs have in common are simulated once, and no bit of a run or of its witness shows it."""

import gc

import pytest

import model
from model.experiments.digest import results_sha256
from model.experiments.relay import Relay
from model.experiments.single import job_of, simulate_job
from model.scenario.schema.scenario import Scenario
from model.simulation.model import JingJinJi
from model.simulation.shelf import Shelf


def scenario(seed: int = 1, **levers: object) -> Scenario:
    tiny = {"years.end": 2025, "scale.residents": 1000, "scale.firms": 100, "seed": seed}
    return model.load_scenario(
        "baseline", set={**tiny, **{key.replace("__", "."): said for key, said in levers.items()}}
    )


ROW = (
    scenario(),
    scenario(services__equalisation={2024: 0.4}),
    scenario(services__equalisation={2024: 0.4}, migration__hukou_strictness={"before": 1.0, 2025: 0.2}),
    scenario(integration__barrier_cut={2023: 0.5}),
    scenario(climate__pathway="high"),
    scenario(2),
)


@pytest.fixture(scope="module")
def shelf() -> Shelf:
    return Shelf()


@pytest.fixture(scope="module")
def alone(shelf: Shelf) -> list[dict[str, object]]:
    return [simulate_job(job_of(each)).manifest for each in ROW]


def relayed(row: tuple[Scenario, ...], shelf: Shelf) -> list[dict[str, object]]:
    relay = Relay(row, shelf)
    found = [simulate_job(job_of(each), simulate=relay.simulate).manifest for each in row]
    assert relay.waiting == (), "whoever waited is let go"
    return found


def test_runs_of_a_relay_are_the_same_bits_as_alone(alone: list[dict[str, object]], shelf: Shelf) -> None:
    for found, plain in zip(relayed(ROW, shelf), alone, strict=True):
        assert found["results_sha256"] == plain["results_sha256"]
        assert found["thresholds_sha256"] == plain["thresholds_sha256"]


def test_each_begins_where_it_parts_from_the_nearest_before_it(shelf: Shelf) -> None:
    begun = [found.get("simulated_from") for found in relayed(ROW, shelf)]
    assert begun == [None, 2024, 2025, 2023, None, None], "another start and another seed are simulated whole"


def test_the_order_of_a_row_never_shows(alone: list[dict[str, object]], shelf: Shelf) -> None:
    found = relayed(ROW[::-1], shelf)
    assert [each["results_sha256"] for each in found[::-1]] == [each["results_sha256"] for each in alone]


def test_a_run_that_is_left_out_costs_nobody_his_years(alone: list[dict[str, object]], shelf: Shelf) -> None:
    relay = Relay(ROW[:4], shelf)
    for i in (1, 3):
        found = relay.simulate(ROW[i], ROW[i].seed, 1)
        assert results_sha256(found.tables) == alone[i]["results_sha256"]


def test_without_memory_every_run_is_simulated_whole(
    alone: list[dict[str, object]], shelf: Shelf, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("model.experiments.relay.free_memory_mb", lambda: 0.001)
    found = relayed(ROW[:2], shelf)
    assert [each["results_sha256"] for each in found] == [each["results_sha256"] for each in alone[:2]]
    assert all("simulated_from" not in each for each in found)


def test_a_run_that_breaks_leaves_the_next_ones_right(alone: list[dict[str, object]], shelf: Shelf) -> None:
    relay = Relay(ROW[:3], shelf)

    def breaks(year: int) -> None:
        if year == 2024:
            raise ArithmeticError("a balance does not close")

    with pytest.raises(ArithmeticError):
        relay.simulate(ROW[0], 1, 1, breaks)
    for i in (1, 2):
        assert results_sha256(relay.simulate(ROW[i], 1, 1).tables) == alone[i]["results_sha256"]


def test_no_model_outlives_the_row(shelf: Shelf) -> None:
    def models() -> int:
        gc.collect()
        return sum(isinstance(each, JingJinJi) for each in gc.get_objects())

    before = models()
    relayed(ROW[:4], shelf)
    assert models() <= before
