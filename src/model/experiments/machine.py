"""What this machine can spare: processors, and memory that is free."""

import os
from pathlib import Path
from typing import Final

from model.experiments.single import available_threads

SHARE: Final = 0.8
"""Part of the free memory that a batch takes."""


def free_memory_mb() -> float | None:
    """Memory (10^6 bytes) that could be had now, within the limit of the container; None where nobody says."""
    known = [value for value in (_free_of_machine(), _free_of_container()) if value is not None]
    return min(known) if known else None


def workers_for(runs: int, need_mb: float, threads: int) -> int:
    """Workers for a number of runs: no more than processors, memory and runs allow; one at least.

    Args:
        runs: to be made.
        need_mb: memory of one worker, 10^6 bytes.
        threads: threads of one worker.
    """
    free = free_memory_mb()
    fit = runs if free is None else int(SHARE * free / need_mb)
    return max(1, min(available_threads() // threads, fit, runs))


def _free_of_machine() -> float | None:
    try:
        for line in Path("/proc/meminfo").read_text(encoding="ascii").splitlines():
            if line.startswith("MemAvailable:"):
                return int(line.split()[1]) * 1024 / 1e6
    except (OSError, ValueError, IndexError):
        pass
    try:
        return os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_AVPHYS_PAGES") / 1e6
    except (AttributeError, OSError, ValueError):
        return None


def _free_of_container() -> float | None:
    """What a control group (version 2) leaves, as Slurm and containers set it."""
    root = Path("/sys/fs/cgroup")
    try:
        own = Path("/proc/self/cgroup").read_text(encoding="ascii").strip().rpartition(":")[2].lstrip("/")
        limit = (root / own / "memory.max").read_text(encoding="ascii").strip()
        if limit == "max":
            return None
        return (int(limit) - int((root / own / "memory.current").read_text(encoding="ascii"))) / 1e6
    except (OSError, ValueError):
        return None
