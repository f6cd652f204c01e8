"""What a run needs in memory is told before it starts: the sum holds against a run, and what would fit is said."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

import model
from model.experiments import machine
from model.experiments.memory import MemoryShortError, peak_mb, require_memory, require_memory_of_workers
from model.scenario.schema.scenario import Scenario


def scenario(residents: int, firms: int = 10, end: int = 2055) -> Scenario:
    levers = {"scale.residents": residents, "scale.firms": firms, "years.end": end}
    return model.load_scenario("baseline", set=levers)


@pytest.mark.slow
@pytest.mark.parametrize(("scale", "firms", "end"), [(1000, 100, 2023), (100, 10, 2022)])
def test_the_sum_holds_against_a_run(scale: int, firms: int, end: int, tmp_path: Path) -> None:
    """A process that has its kernels from the cache; compiling takes memory of its own."""
    command = [sys.executable, "-m", "model", "run", "baseline", "--scale", str(scale), "--set", f"years.end={end}"]
    for folder in ("compiles", "measured"):
        subprocess.run([*command, "--threads", "1", "--out", str(tmp_path / folder)], check=True, capture_output=True)
    (path,) = tmp_path.glob("measured/*/*/manifest.json")
    measured = json.loads(path.read_text(encoding="utf-8"))["peak_memory_mb"]
    assert 0.7 * peak_mb(scenario(scale, firms, end)) < measured < 1.1 * peak_mb(scenario(scale, firms, end))


def test_finer_scales_and_more_years_need_more_and_a_worker_keeps_its_start() -> None:
    assert peak_mb(scenario(1, 1)) > 3 * peak_mb(scenario(10)) > peak_mb(scenario(1000))
    assert peak_mb(scenario(100, end=2055)) > peak_mb(scenario(100, end=2025))
    assert peak_mb(scenario(10), keeps_start=True) > peak_mb(scenario(10))


def test_a_run_that_does_not_fit_names_the_finest_scale_that_does() -> None:
    between = (peak_mb(scenario(1, 1)) + peak_mb(scenario(10))) / 2
    with pytest.raises(
        MemoryShortError, match=r"^this run needs about \d\.\d GB, \d\.\d GB are free; --scale 10 needs 0\.\d GB"
    ):
        require_memory(scenario(1, 1), between)
    require_memory(scenario(10), between)
    with pytest.raises(MemoryShortError, match=r"0\.1 GB are free; even --scale 1000 needs"):
        require_memory(scenario(100), 100.0)
    with pytest.raises(MemoryShortError, match="this is the coarsest scale"):
        require_memory(scenario(1000, 100), 100.0)


def test_a_first_run_needs_room_to_compile() -> None:
    between = (peak_mb(scenario(100)) + peak_mb(scenario(100), compiles=True)) / 2
    require_memory(scenario(100), between)
    with pytest.raises(MemoryShortError, match="even --scale 1000 needs"):
        require_memory(scenario(100), between, compiles=True)


def test_workers_that_do_not_fit_side_by_side_are_told_how_many_do() -> None:
    one = peak_mb(scenario(100), keeps_start=True)
    require_memory_of_workers([scenario(100), scenario(1000, 100)], 3, 3.01 * one)
    with pytest.raises(MemoryShortError, match=r"^4 workers need about .* --workers 3 needs"):
        require_memory_of_workers([scenario(1000, 100), scenario(100)], 4, 3.01 * one)
    with pytest.raises(MemoryShortError, match=r"^a worker needs about .*; --scale 1000 needs"):
        require_memory_of_workers([scenario(10)], None, peak_mb(scenario(1000, 100), keeps_start=True) + 1)
    require_memory_of_workers([], 4, 1.0)


def group(folder: Path, limit: int | str, used: int, *, idle: int = 0, first: bool = False) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    names = ("memory.limit_in_bytes", "memory.usage_in_bytes") if first else ("memory.max", "memory.current")
    for name, value in zip(names, (limit, used), strict=True):
        (folder / name).write_text(f"{value}\n", encoding="ascii")
    key = "total_inactive_file" if first else "inactive_file"
    (folder / "memory.stat").write_text(f"anon 5\n{key} {idle}\n", encoding="ascii")


def test_a_container_may_say_less_than_the_machine(tmp_path: Path) -> None:
    (tmp_path / "proc/self").mkdir(parents=True)
    (tmp_path / "proc/self/cgroup").write_text("0::/jobs/one\n", encoding="ascii")
    assert machine._free_of_container(tmp_path) is None
    group(tmp_path / "sys/fs/cgroup/jobs/one", "max", 10**9)
    assert machine._free_of_container(tmp_path) is None
    group(tmp_path / "sys/fs/cgroup/jobs", 4 * 10**9, 3 * 10**9, idle=5 * 10**8)
    assert machine._free_of_container(tmp_path) == 1500.0
    group(tmp_path / "sys/fs/cgroup/jobs/one", 10**9, 10**8)
    assert machine._free_of_container(tmp_path) == 900.0


def test_groups_of_the_first_version_count_too(tmp_path: Path) -> None:
    (tmp_path / "proc/self").mkdir(parents=True)
    (tmp_path / "proc/self/cgroup").write_text("5:devices:/\n4:memory:/job\n0::/\n", encoding="ascii")
    group(tmp_path / "sys/fs/cgroup/memory", 9223372036854771712, 10**9, first=True)
    assert machine._free_of_container(tmp_path) is None
    group(tmp_path / "sys/fs/cgroup/memory/job", 2 * 10**9, 10**9, idle=10**8, first=True)
    assert machine._free_of_container(tmp_path) == 1100.0


def test_space_on_a_disk_is_asked_where_the_folder_will_be(tmp_path: Path) -> None:
    assert machine.free_disk_mb(tmp_path / "not" / "yet") == pytest.approx(machine.free_disk_mb(tmp_path), rel=0.05)


def test_the_peak_of_a_process_is_its_own_and_not_that_of_who_started_it() -> None:
    ballast = bytearray(300_000_000)
    code = "from model.experiments.machine import peak_memory_mb; print(peak_memory_mb())"
    said = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True).stdout
    peak = machine.peak_memory_mb()
    assert peak is not None
    assert peak > len(ballast) / 1e6 > float(said) > 5
