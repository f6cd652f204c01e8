"""What this machine can spare: processors, and memory that is free."""

import os
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Final

SHARE: Final = 0.8
"""Part of the free memory that a batch takes."""
_NO_LIMIT: Final = 2**60
"""Control groups of version 1 say a number of this size where there is no limit."""


def available_threads() -> int:
    """Processors that this process may use."""
    try:
        return len(os.sched_getaffinity(0))
    except AttributeError:  # not on every system
        return os.cpu_count() or 1


def free_memory_mb() -> float | None:
    """Memory (10^6 bytes) that could be had now, within the limit of the container; None where nobody says."""
    known = [value for value in (_free_of_machine(), _free_of_container()) if value is not None]
    return min(known) if known else None


def peak_memory_mb() -> float | None:
    """Most memory that this process has held so far, 10^6 bytes; None where the system does not say.

    Linux is asked through /proc: `ru_maxrss` begins there with that of the parent.
    """
    try:
        lines = Path("/proc/self/status").read_text(encoding="ascii", errors="replace").splitlines()
        return round(next(int(line.split()[1]) * 1024 / 1e6 for line in lines if line.startswith("VmHWM:")), 1)
    except (OSError, StopIteration):
        pass
    if sys.platform == "win32":
        return None
    import resource

    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return round(peak * (1 if sys.platform == "darwin" else 1024) / 1e6, 1)


def held_memory_mb() -> float:
    """Memory (10^6 bytes) that this process holds now; 0 where the system does not say."""
    try:
        pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
        return pages * os.sysconf("SC_PAGE_SIZE") / 1e6
    except (AttributeError, OSError, ValueError, IndexError):
        return 0.0


def free_disk_mb(folder: Path) -> float | None:
    """Space (10^6 bytes) on the disk that a folder is or will be on; None where nobody says."""
    there = next((each for each in (folder.resolve(), *folder.resolve().parents) if each.exists()), None)
    try:
        return None if there is None else shutil.disk_usage(there).free / 1e6
    except OSError:
        return None


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


def _free_of_container(root: Path = Path("/")) -> float | None:
    """What control groups leave (version 1 or 2), as Slurm and containers set them: the least on the way up."""
    left = [free for folder in _groups(root) if (free := _free_of_group(folder)) is not None]
    return min(left) if left else None


def _groups(root: Path) -> Iterator[Path]:
    """This process's group and those above it, of both versions, as far as they can be seen from here."""
    try:
        lines = (root / "proc/self/cgroup").read_text(encoding="ascii").splitlines()
    except OSError:
        return
    for line in lines:
        _, controllers, own = line.split(":", 2)
        if controllers and "memory" not in controllers.split(","):
            continue
        top = root / "sys/fs/cgroup" / ("memory" if controllers else "")
        below = Path(own.lstrip("/"))
        yield from (top / part for part in (below, *below.parents))


def _free_of_group(folder: Path) -> float | None:
    """Memory (10^6 bytes) up to a group's limit; pages of files that it holds can be had too. None without a limit."""
    for limit, used, idle in (
        ("memory.max", "memory.current", "inactive_file"),
        ("memory.limit_in_bytes", "memory.usage_in_bytes", "total_inactive_file"),
    ):
        try:
            most = (folder / limit).read_text(encoding="ascii").strip()
            if most == "max" or int(most) >= _NO_LIMIT:
                return None
            held = int((folder / used).read_text(encoding="ascii"))
            stat = dict(line.split() for line in (folder / "memory.stat").read_text(encoding="ascii").splitlines())
            return (int(most) - held + int(stat.get(idle, 0))) / 1e6
        except (OSError, ValueError):
            continue
    return None
