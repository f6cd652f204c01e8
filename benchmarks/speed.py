"""Speed and memory on this machine: whole processes as a user starts them, and nanoseconds per resident-year.

    python benchmarks/speed.py [--scenario NAME] [--scales 1000 100] [--repeats 3] [--out FILE.json]

Each figure is the median of a few repeats with the spread beside it, after one run that compiles the kernels and
is not counted. A process is timed from its start to its exit: imports, tables, simulation, writing. Nanoseconds
per resident-year are of one thread: seconds of the simulation over agents summed over the simulated years; those of
firms also per firm-year (legal units over the scale of firms).
"""

import argparse
import json
import os
import platform
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import pandas as pd

GOALS = {"help": 0.5, "check": 0.5, "run 1:1000": 4.0, "run 1:100": 15.0}
"""Seconds that a whole process should stay under, on two cores."""
GOAL_NS = 60.0
"""Nanoseconds per resident-year and core at 1:100."""
GOAL_MB = 1000.0


def main() -> None:
    options = _options()
    figures: dict[str, dict[str, float]] = {}
    jjj = [sys.executable, "-m", "model"]
    figures["help"] = _timed([*jjj, "--help"], options.repeats)
    figures["check"] = _timed([*jjj, "check", options.scenario], options.repeats)
    per_resident: dict[str, dict[str, object]] = {}
    for scale in options.scales:
        name = f"run 1:{scale}"
        run = [*jjj, "run", options.scenario, "--scale", str(scale)]
        with tempfile.TemporaryDirectory() as scratch:
            _one(run, Path(scratch) / "compile", "--threads", "1")
            walls, works, peaks = [], [], []
            for repeat in range(options.repeats):
                worked = _processor_seconds()
                wall, manifest, _ = _one(run, Path(scratch) / f"two-{repeat}", "--threads", str(options.threads))
                walls.append(wall)
                works.append(_processor_seconds() - worked)
                peaks.append(float(manifest["peak_memory_mb"]))
            processor = round(statistics.median(works), 3)
            figures[name] = {**_spread(walls), "processor": processor, "peak_memory_mb": max(peaks)}
            _, manifest, folder = _one(run, Path(scratch) / "one", "--threads", "1")
            per_resident[name] = _per_resident_year(manifest, folder, scale)
    report = {
        "machine": {
            "system": platform.platform(),
            "processor": _processor(),
            "cores": os.cpu_count(),
            "python": platform.python_version(),
            "threads": options.threads,
        },
        "seconds": figures,
        "ns_per_resident_year": per_resident,
    }
    options.out.parent.mkdir(parents=True, exist_ok=True)
    options.out.write_text(json.dumps(report, indent=1) + "\n", encoding="utf-8")
    _print(report)
    print(f"\n{options.out}")


def _timed(command: list[str], repeats: int) -> dict[str, float]:
    """Wall seconds of a process; the first run is not counted."""
    walls, works = [], []
    for _ in range(repeats + 1):
        began, worked = time.perf_counter(), _processor_seconds()
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
        walls.append(time.perf_counter() - began)
        works.append(_processor_seconds() - worked)
    return {**_spread(walls[1:]), "processor": round(statistics.median(works[1:]), 3)}


def _one(run: list[str], out: Path, *options: str) -> tuple[float, dict, Path]:
    """One run as a process of its own: wall seconds, manifest, folder."""
    began = time.perf_counter()
    done = subprocess.run([*run, *options, "--out", str(out)], capture_output=True, text=True, check=False)
    wall = time.perf_counter() - began
    if done.returncode != 0:
        sys.exit(done.stderr)
    (path,) = out.glob("*/*/manifest.json")
    return wall, json.loads(path.read_text(encoding="utf-8")), path.parent


def _per_resident_year(manifest: dict, folder: Path, scale: int) -> dict[str, object]:
    """Nanoseconds by process, over agents present at the end of each simulated year; of firms over their own too."""
    table = pd.read_parquet(folder / "indicators.parquet")
    table = table[(table["area_id"] == "bth") & (table["year"] > manifest["years"]["start"])]
    total = table.groupby("indicator", observed=True)["value"].sum()
    agent_years = float(total["population"]) / scale
    firm_years = float(total.get("firms", 0.0)) / manifest["scale"]["firms"]
    seconds = manifest["seconds"]
    of_firms = {name: value for name, value in seconds["by_process"].items() if name.startswith("firms_")}
    return {
        "agent_years": round(agent_years),
        "firm_years": round(firm_years),
        "by_process_per_firm_year": {
            name: round(value / firm_years * 1e9, 2) for name, value in of_firms.items() if firm_years
        },
        "all": round(seconds["simulation"] / agent_years * 1e9, 1),
        "years_alone": round(sum(seconds["by_process"].values()) / agent_years * 1e9, 1),
        "by_process": {
            name: round(value / agent_years * 1e9, 2)
            for name, value in sorted(seconds["by_process"].items(), key=lambda item: -item[1])
        },
    }


def _processor_seconds() -> float:
    """Processor time of all processes that have ended: on a machine with other work it says more than the clock."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def _spread(walls: list[float]) -> dict[str, float]:
    return {
        "median": round(statistics.median(walls), 3),
        "low": round(min(walls), 3),
        "high": round(max(walls), 3),
    }


def _processor() -> str:
    try:
        lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
        return next(line.partition(":")[2].strip() for line in lines if line.startswith("model name"))
    except (OSError, StopIteration):
        return platform.processor() or platform.machine()


def _print(report: dict) -> None:
    machine = report["machine"]
    print(f"{machine['processor']}, {machine['cores']} cores, Python {machine['python']}\n")
    head = f"{'whole process':<14}{'median s':>10}{'low':>8}{'high':>8}{'goal':>8}{'processor s':>13}{'peak MB':>10}"
    print(head)
    for name, figure in report["seconds"].items():
        peak = f"{figure['peak_memory_mb']:.0f}" if "peak_memory_mb" in figure else ""
        goal = f"{GOALS[name]:g}" if name in GOALS else ""
        print(
            f"{name:<14}{figure['median']:>10.2f}{figure['low']:>8.2f}{figure['high']:>8.2f}{goal:>8}"
            f"{figure['processor']:>13.2f}{peak:>10}"
        )
    print(f"\nns per resident-year, one thread (goal at 1:100: {GOAL_NS:g}; memory goal {GOAL_MB:g} MB)")
    for name, figure in report["ns_per_resident_year"].items():
        print(f"{name}: {figure['all']:g} with start and tables, {figure['years_alone']:g} in the processes")
        for process, nanoseconds in figure["by_process"].items():
            of_firm = figure["by_process_per_firm_year"].get(process)
            per_firm = "" if of_firm is None else f"{of_firm:>10.1f} per firm-year"
            print(f"  {process:<40}{nanoseconds:>10.2f}{per_firm}")


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Speed and memory on this machine")
    parser.add_argument("--scenario", default="baseline")
    parser.add_argument("--scales", nargs="+", type=int, default=[1000, 100])
    parser.add_argument("--repeats", type=int, default=3)
    parser.add_argument("--threads", type=int, default=min(2, os.cpu_count() or 1))
    parser.add_argument("--out", type=Path, default=Path("outputs/benchmarks/speed.json"))
    return parser.parse_args()


if __name__ == "__main__":
    main()
