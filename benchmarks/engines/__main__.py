"""The same demographic work in eight ways, on this machine, in one run: a table in Markdown, and JSON.

    python benchmarks/engines --agents 1000000 --repeats 5 [--threads 1] [--page docs/performance.md]

Everybody may die, women may bear, the living grow older, the newborn get ids, all are counted by place, sex and age:
same start, same rates (`work.py`); each engine in its own manner and with the generator it comes with. Every engine
runs in a process of its own, warmed up, from the same start in every repeat; building it is not counted. Figures are
nanoseconds of processor time per resident and year: median of the repeats, least to most; then the wall; then bytes
of memory per resident at the peak, beyond what the process held before. Objects are given fewer residents
(`--objects`), since they are slow; their figures per resident do not depend on it.

What each did is held against ours: births, deaths and people by sex and ten years of age, in standard errors. The twin
in C must equal ours in every column. Optional: `pip install mesa-frames polars laser-core`, and a C compiler.
"""

import argparse
import gc
import importlib
import json
import os
import platform
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import numpy as np
from page import put_section
from work import Work, load_work, make_work

ENGINES = {
    "plain_agents": "Mesa, an object for each resident",
    "agent_set": "Mesa, AgentSet with NumPy",
    "frames": "mesa-frames",
    "dataframe": "Polars",
    "arrays": "NumPy",
    "laser_style": "laser-core style (Numba `prange`)",
    "ours": "this engine",
    "twin": "this engine's twin in C, the ceiling",
}
OF_OBJECTS = ("plain_agents", "agent_set")
GOALS = {"plain_agents": 75.0, "frames": 20.0, "dataframe": 8.0, "laser_style": 4.0, "twin": 0.7}
"""How many times as long as ours each should take; the twin at least 0.7 of ours."""
LIMIT = 4.5
"""Standard errors between an engine and ours from which on it does other work."""
WARM = 2_000


def main() -> None:
    options = _options()
    if options.child:
        print(json.dumps(_measure(options.child, load_work(options.work), options.repeats, options.threads)))
        return
    rows = []
    with tempfile.TemporaryDirectory() as scratch:
        paths: dict[int, Path] = {}
        for name in options.only or ENGINES:
            agents = min(options.agents, options.objects) if name in OF_OBJECTS else options.agents
            if agents not in paths:
                paths[agents] = Path(scratch) / f"{agents}.npz"
                make_work(agents, options.years).save(paths[agents])
            rows.append({"engine": name, **_child(name, paths[agents], options)})
            print(_line(rows[-1]), file=sys.stderr, flush=True)
    report = {"machine": _machine(options), "engines": rows}
    options.out.parent.mkdir(parents=True, exist_ok=True)
    options.out.write_text(json.dumps(report, indent=1) + "\n", encoding="utf-8")
    text = _table(report)
    print(text)
    if options.page:
        put_section(options.page, options.section, text)
    if any(row.get("differs") for row in rows):
        sys.exit("an engine has done other work than ours")


def _child(name: str, work: Path, options: argparse.Namespace) -> dict:
    """Measure one engine in a process of its own, on so many threads."""
    threads = str(options.threads)
    limits = dict.fromkeys(("NUMBA_NUM_THREADS", "POLARS_MAX_THREADS", "OMP_NUM_THREADS"), threads)
    command = [sys.executable, __file__, "--child", name, "--work", str(work), "--repeats", str(options.repeats)]
    command += ["--threads", threads]
    done = subprocess.run(command, capture_output=True, text=True, env={**os.environ, **limits}, check=False)
    if done.returncode:
        said = (done.stderr.strip().splitlines() or ["ended without a word"])[-1]
        missing = said.startswith(("ImportError", "ModuleNotFoundError"))
        return {"absent": f"absent: {said.partition(': ')[2]}" if missing else f"failed: {said}"}
    return json.loads(done.stdout.splitlines()[-1])


def _measure(name: str, work: Work, repeats: int, threads: int) -> dict:
    module = importlib.import_module(name)
    warm = module.Engine(work.first(WARM), threads)
    for k in range(2):
        warm.live(k % work.years)
    del warm
    gc.collect()
    spent, walls, memory, found = [], [], [], {}
    agent_years = int(work.people.sum())
    for repeat in range(repeats):
        held = _forget_peak()
        engine = module.Engine(work, threads)
        began, worked = time.perf_counter(), time.process_time()
        people = [engine.live(k) for k in range(work.years)]
        spent.append((time.process_time() - worked) / agent_years * 1e9)
        walls.append((time.perf_counter() - began) / agent_years * 1e9)
        if repeat == 0:
            memory.append((_peak() - held) / work.agents)
            found = _compared(np.array(people), engine, work)
            if name == "twin":
                found["equal"] = _equal(engine, work)
                found["differs"] = not found["equal"]
        del engine, people
        gc.collect()
    return {
        "agents": work.agents,
        "years": work.years,
        "nanoseconds": {"median": statistics.median(spent), "low": min(spent), "high": max(spent)},
        "wall": {"median": statistics.median(walls), "low": min(walls), "high": max(walls)},
        "bytes_per_agent": memory[0],
        **found,
    }


def _compared(people: np.ndarray, engine: object, work: Work) -> dict:
    """Largest distance to ours in standard errors, if both are as random as counts of events are."""
    ours, theirs = work.people[-1].sum(axis=0), people[-1].sum(axis=0)
    pairs = [(work.births.sum(), engine.births), (work.deaths.sum(), engine.deaths)]
    errors = [abs(a - b) / np.sqrt(2.0 * max(a, 1)) for a, b in pairs]
    # Of a cohort those who left it are random, at most as many as it has.
    start = np.zeros((2, 101), np.int64)
    np.add.at(start, (work.female, np.minimum(work.columns["age"].astype(int) + work.years, 100)), 1)
    for sex in range(2):
        for low in range(0, 100, 10):
            ages = slice(low, low + 10 if low < 90 else 101)
            a, b, before = ours[sex, ages].sum(), theirs[sex, ages].sum(), start[sex, ages].sum()
            errors.append(abs(a - b) / np.sqrt(2.0 * max(abs(int(before) - int(a)), 1)))
    worst = float(max(errors))
    return {"errors": worst, "differs": worst > LIMIT, "births": int(engine.births), "deaths": int(engine.deaths)}


def _equal(engine: object, work: Work) -> bool:
    """Whether the twin's columns and counts are those of ours."""
    from ours import Engine

    ours, theirs = Engine(work, 1), engine.residents
    people = [ours.live(k) for k in range(work.years)]
    mine = ours.residents
    same = mine.used == theirs.used and ours.births == engine.births and ours.deaths == engine.deaths
    same = same and bool((np.array(people)[-1] == work.people[-1]).all())
    there, names = slice(0, mine.used), mine.dtypes
    return same and all(bool((getattr(mine, name)[there] == getattr(theirs, name)[there]).all()) for name in names)


def _forget_peak() -> int:
    """Bytes held now; the peak is counted from here on, where the system allows it."""
    try:
        Path("/proc/self/clear_refs").write_text("5")
    except OSError:
        return 0
    return _status("VmRSS")


def _peak() -> int:
    return _status("VmHWM")


def _status(key: str) -> int:
    try:
        lines = Path("/proc/self/status").read_text(encoding="ascii").splitlines()
    except OSError:
        return 0
    return next((int(line.split()[1]) * 1024 for line in lines if line.startswith(f"{key}:")), 0)


def _machine(options: argparse.Namespace) -> dict:
    try:
        lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
        processor = next(line.partition(":")[2].strip() for line in lines if line.startswith("model name"))
    except (OSError, StopIteration):
        processor = platform.processor() or platform.machine()
    packages = {}
    for name in ("numpy", "numba", "mesa", "mesa-frames", "polars", "laser-core"):
        try:
            packages[name] = importlib.metadata.version(name)
        except importlib.metadata.PackageNotFoundError:
            packages[name] = None
    return {
        "processor": processor,
        "cores": os.cpu_count(),
        "threads": options.threads,
        "repeats": options.repeats,
        "python": platform.python_version(),
        "packages": packages,
        "load": list(os.getloadavg()) if hasattr(os, "getloadavg") else None,
    }


def _table(report: dict) -> str:
    machine, rows = report["machine"], report["engines"]
    took_by_ours = [row["nanoseconds"]["median"] for row in rows if row["engine"] == "ours" and "nanoseconds" in row]
    mine = took_by_ours[0] if took_by_ours else None
    said = ", ".join(f"{name} {version}" for name, version in machine["packages"].items() if version)
    years = next((row["years"] for row in rows if "years" in row), 0)
    threads = f"{machine['threads']} thread{'s' if machine['threads'] > 1 else ''}"
    done = f"{threads}, {years} years, {machine['repeats']} repeats; Python {machine['python']}, {said}."
    lines = [
        f"{machine['processor']}, {machine['cores']} cores; {done}",
        "",
        "| engine | residents | ns per resident-year | wall | bytes a resident | times ours | goal | against ours |",
        "| --- | ---: | ---: | ---: | ---: | ---: | ---: | --- |",
    ]
    for row in rows:
        name = ENGINES[row["engine"]]
        if "absent" in row:
            lines.append(f"| {name} | | {row['absent']} | | | | | |")
            continue
        took, wall = row["nanoseconds"], row["wall"]
        times = "" if mine is None else f"{took['median'] / mine:.{1 if took['median'] > 3 * mine else 2}f}"
        goal = f"{GOALS[row['engine']]:g}" if row["engine"] in GOALS else ""
        same = "equal in every column" if row.get("equal") else f"{row['errors']:.1f} standard errors"
        if row["engine"] == "ours":
            same = ""
        if row["differs"]:
            same = f"**differs** ({same})"
        lines.append(
            f"| {name} | {row['agents']:,} | {took['median']:,.1f} ({took['low']:,.1f} to {took['high']:,.1f}) | "
            f"{wall['median']:,.1f} | {row['bytes_per_agent']:,.0f} | {times} | {goal} | {same} |"
        )
    return "\n".join(lines)


def _line(row: dict) -> str:
    if "absent" in row:
        return f"{row['engine']:<14} {row['absent']}"
    return f"{row['engine']:<14}{row['nanoseconds']['median']:>10.1f} ns{row['bytes_per_agent']:>8.0f} B"


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="benchmarks/engines", description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--agents", type=int, default=1_000_000)
    parser.add_argument("--objects", type=int, default=100_000, help="residents at most for engines of objects")
    parser.add_argument("--years", type=int, default=5)
    parser.add_argument("--repeats", type=int, default=5)
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--only", nargs="+", choices=list(ENGINES))
    parser.add_argument("--page", type=Path, help="put the table into this page")
    parser.add_argument("--section", default="engines", help="between which marks of the page")
    parser.add_argument("--out", type=Path, default=Path("outputs/benchmarks/engines.json"))
    parser.add_argument("--child", choices=list(ENGINES), help=argparse.SUPPRESS)
    parser.add_argument("--work", type=Path, help=argparse.SUPPRESS)
    return parser.parse_args()


if __name__ == "__main__":
    main()
