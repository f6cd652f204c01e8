"""Which scale answers which question? Spread over seeds, and means beside each other, at 1:1000, 1:100, 1:10, 1:1.

    python benchmarks/verify_spread.py                                # 1:1000 and 1:100, minutes
    python benchmarks/verify_spread.py --seeds 1000=20 100=10 10=4    # with 1:10
    python benchmarks/verify_spread.py --report --page docs/scales.md # tables of what is there, nothing is run

Baseline and `relocation/none`, every seed with the storms of seed 1 (`--own-storms`: with its own), so that what
differs between seeds is which agents die, bear, move, close: the noise that falls with the scale. Every seed draws its
own start population too (who of a cell has which schooling and work; in a batch all seeds share one, and its luck is
no part of their spread). Every pair of runs leaves one small file, so that the script can be stopped and goes on where
it was; runs of another code have another folder.

Figures are taken at the end of the last year, for the region, its provinces, cities and places. `spread`: the standard
deviation over seeds in % of the mean, median over areas. `in errors`: difference of the means of two scales over its
standard error, root mean square over areas (1 if seeds explain all of it), with the share of areas beyond 2; `in
noise`: the same difference over the spread of a single run at the coarser scale.
"""

import argparse
import time
from itertools import pairwise
from pathlib import Path

import numpy as np
from engines.page import put_section

from model.climate.zones import DETENTION
from model.experiments.identity import code_sha256
from model.experiments.memory import require_memory_of_workers
from model.region.region import load_region
from model.scenario import load_scenario
from model.scenario.scales import SCALES
from model.simulation.areas import LEVELS, areas_of
from model.simulation.model import JingJinJi
from model.simulation.shelf import Shelf

INDICATORS = ("population", "in_migration", "jobs", "firms", "gdp", "exposure_50mm_expected", "loss_expected")
GROUPS = ("people over 80", "people over 80 on detention land")
FIGURES = (*INDICATORS, *GROUPS)
SCENARIOS = ("baseline", "relocation/none")
REGION = load_region()
AREAS = areas_of(REGION.places)
NEEDED = (0.5, 1.0, 2.0, 5.0)
"""Differences in %, for which the table says what shows them."""


def main() -> None:
    options = _options()
    seeds = {int(scale): int(number) for scale, _, number in (pair.partition("=") for pair in options.seeds)}
    folder = options.out / f"{code_sha256()[:8]}-{options.until}{'-own' if options.own_storms else ''}"
    if not options.report:
        for scale, number in sorted(seeds.items(), reverse=True):
            _run_missing(folder, scale, number, options)
    folder = options.of or folder
    found = {scale: _read(folder, scale) for scale in sorted(SCALES, reverse=True)}
    found = {scale: runs for scale, runs in found.items() if len(runs) > 1}
    if len(found) < 2:
        raise SystemExit(f"{folder} holds no two scales with two seeds each")
    text = _report(found, options.until, folder.name.partition("-")[0])
    print(text)
    if options.page:
        put_section(options.page, "spread", text)


def _run_missing(folder: Path, scale: int, number: int, options: argparse.Namespace) -> None:
    """Both scenarios of every seed that has no file yet."""
    residents, firms = SCALES[scale]
    shelf = Shelf()
    for seed in range(1, number + 1):
        path = folder / f"{scale}-{seed}.npz"
        if path.exists():
            continue
        began, worked = time.perf_counter(), time.process_time()
        found = []
        for name in SCENARIOS:
            settings = {"scale.residents": residents, "scale.firms": firms, "years.end": options.until}
            settings["population.seed"] = seed
            if not options.own_storms:
                settings["climate.seed"] = 1
            scenario = load_scenario(name, set=settings)
            require_memory_of_workers([scenario], 1)
            found.append(_outcome(scenario, seed, options.threads, shelf))
        folder.mkdir(parents=True, exist_ok=True)
        np.savez(path, figures=np.array(found), seconds=time.process_time() - worked)
        wall = time.perf_counter() - began
        print(f"1:{scale} seed {seed}: {wall:.0f} s, {time.process_time() - worked:.0f} s of processor", flush=True)


def _outcome(scenario, seed: int, threads: int, shelf: Shelf) -> np.ndarray:
    """(figures, 217) at the end of the last year."""
    model = JingJinJi(scenario, rng=seed, threads=threads, shelf=shelf)
    while model.year < scenario.years.end:
        model.step()
    rows = [[model.indicator(name, area) for area in AREAS.ids] for name in INDICATORS]
    world = model.world
    oldest = world.population.sum(axis=1)[:, 80:].sum(axis=1)
    rows += AREAS.sums([oldest, oldest * world.zones.shares[:, DETENTION]]).tolist()
    model.release()
    return np.array(rows)


def _read(folder: Path, scale: int) -> dict[int, np.ndarray]:
    """(scenarios, figures, 217) by seed."""
    paths = folder.glob(f"{scale}-*.npz")
    found = {int(path.stem.partition("-")[2]): np.load(path)["figures"] for path in paths}
    return dict(sorted(found.items()))


def _report(found: dict[int, dict[int, np.ndarray]], until: int, code: str) -> str:
    runs = ", ".join(f"{len(seeds)} at 1:{scale}" for scale, seeds in found.items())
    values = {scale: np.array(list(seeds.values())) for scale, seeds in found.items()}
    lines = [f"Both scenarios to {until}, the same storms for all seeds; seeds: {runs}; code {code}.", ""]
    lines += [*_spreads(values), "", *_means(values), "", *_differences(values), "", *_answers(values)]
    return "\n".join(lines)


def _spreads(values: dict[int, np.ndarray]) -> list[str]:
    heads = [f"1:{scale} (firms 1:{SCALES[scale][1]})" for scale in values]
    lines = ["Spread over seeds, % of the mean (median over areas; the tenth of areas with most in brackets):", ""]
    lines += _head(["figure", "areas", *heads, "grows with persons per agent to the power"])
    for k, figure in enumerate(FIGURES):
        for level in ("place", "city", "region"):
            inside = AREAS.level == LEVELS.index(level)
            relative = {scale: _relative(runs[:, 0, k][:, inside]) for scale, runs in values.items()}
            if any(each.size == 0 for each in relative.values()):
                continue
            middle = [float(np.median(each)) for each in relative.values()]
            shown = [_percent(each) for each in relative.values()]
            lines.append(_row([figure, level, *shown, f"{_slope(list(values), middle):.2f}"]))
    return lines


def _means(values: dict[int, np.ndarray]) -> list[str]:
    pairs = list(pairwise(values))
    heads = [f"{what}, 1:{coarse} - 1:{fine}" for coarse, fine in pairs for what in ("in errors", "in noise")]
    lines = ["Means of the baseline beside each other. In errors: the difference over its standard error, root mean"]
    lines += ["square over areas (1 if seeds explain all) and share of areas beyond 2; for the region the difference"]
    lines += ["in %. In noise: the difference over the spread of one run at the coarser scale, median.", ""]
    lines += _head(["figure", "areas", *heads])
    for k, figure in enumerate(FIGURES):
        for level in ("place", "city", "region"):
            inside = AREAS.level == LEVELS.index(level)
            gaps = [_gap(values[a][:, 0, k][:, inside], values[b][:, 0, k][:, inside]) for a, b in pairs]
            lines.append(_row([figure, level, *(cell for gap in gaps for cell in gap)]))
    return lines


def _differences(values: dict[int, np.ndarray]) -> list[str]:
    """The effect of a policy, seed by seed: its noise is what two scenarios do not share."""
    lines = [
        f"Difference {SCENARIOS[1]} - {SCENARIOS[0]} on the same seed (standard error of the mean in brackets):",
        "",
    ]
    lines += _head(["figure", "area", *[f"1:{scale}" for scale in values]])
    for figure, area in (("population", "beijing"), ("population", "xiongan"), ("jobs", "beijing"), ("gdp", "bth")):
        k, where = FIGURES.index(figure), AREAS.ids.index(area)
        cells = []
        for runs in values.values():
            paired = runs[:, 1, k, where] - runs[:, 0, k, where]
            cells.append(f"{paired.mean():+,.0f} ({paired.std(ddof=1) / np.sqrt(paired.size):,.0f})")
        lines.append(_row([figure, area, *cells]))
    return lines


def _answers(values: dict[int, np.ndarray]) -> list[str]:
    """Seeds that show a difference between two unpaired means at 95 %: 2 (1.96 s / d)^2."""
    lines = ["Seeds of each of two scenarios that show a difference of so many % in the median county (95 %, unpaired;"]
    lines += ["paired runs need fewer):", "", *_head(["figure", "difference", *[f"1:{scale}" for scale in values]])]
    inside = AREAS.level == LEVELS.index("place")
    for figure in ("population", "jobs", "exposure_50mm_expected", *GROUPS):
        k = FIGURES.index(figure)
        for needed in NEEDED:
            spreads = [float(np.median(_relative(runs[:, 0, k][:, inside]))) for runs in values.values()]
            seeds = [max(2, int(np.ceil(2 * (1.96 * spread / needed) ** 2))) for spread in spreads]
            lines.append(_row([figure, f"{needed:g} %", *[f"{number:,}" for number in seeds]]))
    return lines


def _relative(runs: np.ndarray) -> np.ndarray:
    """Standard deviation in % of the mean, of areas that have a mean; `runs` (seeds, areas)."""
    mean, spread = runs.mean(axis=0), runs.std(axis=0, ddof=1)
    known = mean > 0
    relative: np.ndarray = 100 * spread[known] / mean[known]
    return relative


def _gap(coarse: np.ndarray, fine: np.ndarray) -> tuple[str, str]:
    difference, noise = coarse.mean(axis=0) - fine.mean(axis=0), coarse.std(axis=0, ddof=1)
    error = np.sqrt(noise**2 / len(coarse) + fine.var(axis=0, ddof=1) / len(fine))
    known = (error > 0) & (noise > 0)
    if not known.any():
        return "", ""
    apart, single = difference[known] / error[known], np.median(np.abs(difference[known]) / noise[known])
    if apart.size == 1:
        return f"{apart[0]:+.1f} ({100 * difference[known][0] / fine.mean(axis=0)[known][0]:+.2f} %)", f"{single:.1f}"
    return f"{np.sqrt(np.mean(apart**2)):.1f} ({100 * np.mean(np.abs(apart) > 2):.0f} %)", f"{single:.1f}"


def _percent(relative: np.ndarray) -> str:
    middle = np.median(relative)
    return f"{middle:.2g}" if relative.size == 1 else f"{middle:.2g} ({np.quantile(relative, 0.9):.2g})"


def _slope(scales: list[int], spreads: list[float]) -> float:
    if min(spreads) <= 0:
        return float("nan")
    return float(np.polyfit(np.log(scales), np.log(spreads), 1)[0])


def _head(columns: list[str]) -> list[str]:
    return [_row(columns), _row(["---"] * 2 + ["---:"] * (len(columns) - 2))]


def _row(cells: list[str]) -> str:
    return "| " + " | ".join(cells) + " |"


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--seeds", nargs="+", metavar="SCALE=SEEDS", default=["1000=20", "100=8"])
    parser.add_argument("--until", type=int, default=2035)
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--own-storms", action="store_true", help="every seed with its own storms")
    parser.add_argument("--report", action="store_true", help="run nothing, read what is there")
    parser.add_argument("--of", type=Path, help="with --report: the folder to read, if the code has changed since")
    parser.add_argument("--page", type=Path, help="put the tables into this page")
    parser.add_argument("--out", type=Path, default=Path("outputs/benchmarks/spread"))
    return parser.parse_args()


if __name__ == "__main__":
    main()
