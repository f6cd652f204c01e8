"""A Dask cluster gives the same runs as this machine, and a worker of it may die."""

import warnings
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest
from simulations import killed_at_seed_two, quick

import model
from model.experiments.batch import open_batch
from model.experiments.batching import Options, run_batch
from model.experiments.cluster import ClusterError, start_cluster


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    distributed = pytest.importorskip("distributed")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        with distributed.LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address=None) as cluster:
            yield cluster.scheduler_address


@pytest.mark.filterwarnings("ignore")
def test_a_cluster_makes_the_same_runs_although_a_worker_dies(address: str, tmp_path: Path) -> None:
    tiny = {"years.end": 2022, "scale.residents": 1000, "scale.firms": 100, "name": "a"}
    scenario, notes = model.load_scenario("baseline", set=tiny), tmp_path / "notes"
    notes.mkdir()
    dies_once = partial(killed_at_seed_two, notes=notes, times=1)
    there = run_batch(
        [scenario], seeds=12, out=tmp_path / "there", options=Options(cluster=address, simulate=dies_once)
    )
    here = run_batch([scenario], seeds=12, out=tmp_path / "here", options=Options(workers=1, simulate=quick))
    assert [row.state for row in there.runs] == ["done"] * 12
    assert [row.results_sha256 for row in there.runs] == [row.results_sha256 for row in here.runs]
    assert len(open_batch(tmp_path / "there").runs) == 12


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("kind: slrm\n", "kind: 'slrm' is not known; allowed: slurm"),
        ("kind: slurm\njobs: 0\n", "jobs: 0 is not possible"),
        ("kind: local\nwait: soon\n", "wait: 'soon' is not possible"),
    ],
)
def test_what_is_wrong_in_a_cluster_file_is_said(text: str, what: str, tmp_path: Path) -> None:
    path = tmp_path / "slurm.yaml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(ClusterError, match=what):
        start_cluster(path)
