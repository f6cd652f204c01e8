"""Models wait at milestones of earlier runs; a run that goes on from one is the same bits as alone."""

import pytest

import model
from model.experiments.milestones import Milestones
from model.experiments.single import job_of, simulate_job
from model.scenario.schema.scenario import Scenario
from model.simulation.shelf import Shelf


def scenario(seed: int = 1, **levers: object) -> Scenario:
    tiny = {"years.end": 2025, "scale.residents": 1000, "scale.firms": 100, "seed": seed}
    return model.load_scenario(
        "baseline", set={**tiny, **{key.replace("__", "."): said for key, said in levers.items()}}
    )


@pytest.fixture(scope="module")
def shelf() -> Shelf:
    return Shelf()


def found(row: list[Scenario], milestones: Milestones) -> list[dict[str, object]]:
    return [simulate_job(job_of(each), simulate=milestones.simulate).manifest for each in row]


def test_runs_are_the_same_bits_as_alone_and_begin_at_the_last_milestone_they_share(shelf: Shelf) -> None:
    row = [
        scenario(),
        scenario(relocation__intensity={2025: 2.0}),
        scenario(relocation__intensity={2023: 2.0}),
        scenario(relocation__intensity={2021: 2.0}),
    ]
    manifests = found(row, Milestones(shelf, first=1, every=2, most=9))
    assert [each.get("simulated_from") for each in manifests] == [None, 2024, 2022, None]
    alone = [simulate_job(job_of(each)).manifest for each in row]
    for name in ("results_sha256", "thresholds_sha256"):
        assert [each[name] for each in manifests] == [each[name] for each in alone]


def test_no_more_wait_than_may_and_those_of_the_run_that_served_last_stay(shelf: Shelf) -> None:
    milestones = Milestones(shelf, first=2, every=1, most=4)
    served = scenario(services__equalisation={2025: 0.4})
    manifests = found([scenario(), scenario(2), served, scenario(3), served], milestones)
    assert len(milestones.waiting) == 4
    assert manifests[-1].get("simulated_from") == 2025
