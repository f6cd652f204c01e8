"""Workers on a Dask cluster, reached by its address or described in a small YAML file (the extra `cluster`).

    --cluster tcp://10.0.0.5:8786
    --cluster slurm.yaml            kind: slurm, jobs: 20, and whatever dask-jobqueue's SLURMCluster takes

The workers need the same version of the model and must see the folder of results under the same path. Only names
and outcomes go through the cluster; each worker writes its own runs into the store.
"""

import time
from collections.abc import Callable
from concurrent.futures import Future
from pathlib import Path
from typing import Any, Final, TypeVar

from model.experiments.executors import NoWorkersError

T = TypeVar("T")

KINDS: Final = {
    "slurm": "SLURMCluster",
    "pbs": "PBSCluster",
    "sge": "SGECluster",
    "lsf": "LSFCluster",
    "htcondor": "HTCondorCluster",
    "moab": "MoabCluster",
    "oar": "OARCluster",
}
"""Batch systems of dask-jobqueue; `local` is a cluster of processes on this machine."""
SECONDS: Final = 60
"""How long to wait for the cluster and its first worker; `wait` in the file changes it (queues are slow)."""
AHEAD: Final = 2
"""Calls in flight for each worker, so that none waits for the next."""


class ClusterError(ValueError):
    """The cluster cannot be used as it was asked for; the message is one sentence."""

    bad_input = True


class DaskExecutor:
    """A Dask cluster through the executor of `concurrent.futures` that its client offers.

    Args:
        where: address of a scheduler, or a YAML file that describes a cluster to start.
    """

    ahead = AHEAD

    def __init__(self, where: str) -> None:
        try:
            from distributed import Client
        except ImportError:
            raise ClusterError("--cluster needs Dask: pip install 'jingjinji[cluster]'") from None
        self._cluster: Any = None
        seconds: float = SECONDS
        if where.endswith((".yaml", ".yml")):
            self._cluster, seconds = start_cluster(Path(where))
        self._where = where
        try:
            self._client = Client(self._cluster or where, timeout=seconds)
            self._client.wait_for_workers(1, timeout=seconds)
        except (OSError, TimeoutError, ValueError) as error:
            self._end_cluster()
            raise NoWorkersError(f"--cluster {where}: no worker answered within {seconds:g} s ({error})") from None
        self._executor = self._client.get_executor(pure=False, retries=0)
        self._under_way: dict[Future[Any], float] = {}

    @property
    def kind(self) -> str:
        """The cluster and how many work in it now."""
        return f"the cluster {self._where}, {self.workers} at work"

    @property
    def workers(self) -> int:
        """Threads of all workers of the cluster at this moment."""
        return max(1, sum(map(int, self._client.nthreads().values())))

    def room(self) -> int:
        """A few more calls than there are workers."""
        self._under_way = {future: since for future, since in self._under_way.items() if not future.done()}
        return max(0, AHEAD * self.workers - len(self._under_way))

    def submit(self, function: Callable[..., T], *arguments: object) -> Future[T]:
        """Send a call to the cluster."""
        future: Future[T] = self._executor.submit(function, *arguments)
        self._under_way[future] = time.monotonic()
        return future

    def since(self, future: Future[Any]) -> float | None:
        """When a call was sent."""
        return self._under_way.get(future)

    def drop(self, future: Future[Any]) -> None:
        """Give a call up. The worker may go on for a while; the store takes no harm."""
        future.cancel()

    def close(self) -> None:
        """Let go of the cluster; end it if it was started here."""
        for future in self._under_way:
            future.cancel()
        self._executor.shutdown(wait=False)
        self._client.close()
        self._end_cluster()

    def _end_cluster(self) -> None:
        if self._cluster is not None:
            self._cluster.close()


def start_cluster(path: Path) -> tuple[Any, float]:
    """Start the cluster that a YAML file describes.

    Returns:
        the cluster, and the seconds to wait for its first worker.

    Raises:
        ClusterError: the file is wrong, or the extra that it needs is missing.
        ScenarioError: it cannot be read.
    """
    from model.scenario.reading import read_file
    from model.scenario.tree import plain

    tree, problems = read_file(path)
    said: dict[str, Any] = plain(tree)
    if problems:
        raise ClusterError("; ".join(map(str, problems)))
    kind, jobs, seconds = said.pop("kind", "slurm"), said.pop("jobs", 1), said.pop("wait", SECONDS)
    if kind not in (*KINDS, "local"):
        raise ClusterError(f"{path}: kind: '{kind}' is not known; allowed: {', '.join((*KINDS, 'local'))}")
    if not isinstance(jobs, int) or isinstance(jobs, bool) or jobs < 1:
        raise ClusterError(f"{path}: jobs: {jobs!r} is not possible; a whole number from 1 is expected")
    if not isinstance(seconds, int | float) or seconds <= 0:
        raise ClusterError(f"{path}: wait: {seconds!r} is not possible; seconds are expected")
    try:
        if kind == "local":
            from distributed import LocalCluster

            given = {"threads_per_worker": 1, "processes": True, "dashboard_address": None, **said}
            return LocalCluster(n_workers=jobs, **given), float(seconds)
        import dask_jobqueue

        cluster = getattr(dask_jobqueue, KINDS[kind])(**said)
    except ImportError:
        raise ClusterError(f"{path}: kind {kind} needs dask-jobqueue: pip install 'jingjinji[cluster]'") from None
    except (TypeError, ValueError) as error:
        raise ClusterError(f"{path}: {error}") from None
    cluster.scale(jobs=jobs)
    return cluster, float(seconds)
