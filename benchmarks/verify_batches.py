"""How comparing grows with the number of runs: synthetic stores made from one real run, small and said so.

    python benchmarks/verify_batches.py outputs/paths/baseline/RUN_ID --runs 10000 --out /tmp/store
    python benchmarks/verify_batches.py outputs/paths/baseline/RUN_ID --runs 1000 --whole --report --out /tmp/store

Each run has the real run's rows of region and provinces (with `--whole`, all rows and tables), shaken by its seed and,
from the second year on, moved a little by its scenario. Prints processor seconds and peak memory of `jjj compare`
and `jjj report`, each in a process of its own.
"""

import argparse
import json
import os
import resource
import subprocess
import sys
from pathlib import Path

import numpy as np
import pandas as pd

from model.experiments.store import parquet
from model.scenario import dump, load_scenario

SCENARIOS = 20


def make(source: Path, out: Path, runs: int, whole: bool) -> None:
    """Write OUT/SCENARIO/RUN_ID for 20 scenarios."""
    manifest = json.loads((source / "manifest.json").read_text(encoding="utf-8"))
    table = pd.read_parquet(source / "indicators.parquet")
    if not whole:
        table = table[table["level"].isin(["region", "province"])].reset_index(drop=True)
    later = (table["year"] > manifest["years"]["start"]).to_numpy()
    end = manifest["years"]["end"]
    for k in range(SCENARIOS):
        name = "baseline" if k == 0 else f"made-{k:02}"
        levers = {"name": name, "years.end": end, "relocation.intensity": 1.0 - 0.04 * k}
        text = dump(load_scenario("baseline", set=levers))
        for seed in range(1, runs // SCENARIOS + 1):
            folder = out / name / f"{k:02}{seed:010}"
            folder.mkdir(parents=True)
            shaken = np.random.default_rng(seed).normal(1.0, 0.01, len(table)) + later * 1e-4 * k
            noisy = table.assign(value=table["value"].to_numpy() * shaken)
            (folder / "indicators.parquet").write_bytes(parquet(noisy))
            for other in ("population", "flows", "events") if whole else ():
                os.link(source / f"{other}.parquet", folder / f"{other}.parquet")
            own = {**manifest, "scenario": name, "seed": seed, "run_id": folder.name}
            (folder / "manifest.json").write_text(json.dumps(own), encoding="utf-8")
            (folder / "scenario.yaml").write_text(text, encoding="utf-8")


def measure(*words: str) -> None:
    """Run a command and say what it took."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    code = subprocess.run([sys.executable, "-m", "model", *words], stdout=subprocess.DEVNULL, check=False).returncode
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    seconds = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    print(f"jjj {words[0]}: exit {code}, {seconds:.1f} s of processor, peak {after.ru_maxrss / 1024:.0f} MiB")


def main() -> None:
    """Make the store, then compare it and draw its report."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("source", type=Path)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--runs", type=int, default=1000)
    parser.add_argument("--whole", action="store_true")
    parser.add_argument("--report", action="store_true")
    asked = parser.parse_args()
    if not asked.out.exists():
        make(asked.source, asked.out, asked.runs, asked.whole)
    measure("compare", str(asked.out))
    if asked.report:
        measure("report", str(asked.out))
        page = asked.out / "report.html"
        print(f"{page.name}: {page.stat().st_size / 1e6:.1f} MB")


if __name__ == "__main__":
    main()
