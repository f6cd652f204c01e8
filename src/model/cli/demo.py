"""`jjj demo`: three small runs, compared; what `make run` does."""

import time
from pathlib import Path
from typing import Annotated, Final

import typer

SCENARIOS: Final = ("baseline", "emissions/high", "relocation/none")
_SCALE: Final = 1000
_COMPARISON: Final = "comparison.csv"


def demo(
    out: Annotated[Path, typer.Option(help="Folder for results.")] = Path("outputs"),
    seed: Annotated[int, typer.Option(help="Seed of storms and dynamics.", min=0)] = 1,
) -> int:
    """Run the baseline and two contrasting scenarios at 1:1000, compare them, and write figures and a report."""
    from model.experiments.compiling import first_run

    began = time.monotonic()
    with first_run() as compiles:
        from model.cli.comparison import comparison_csv, comparison_table
        from model.cli.running import load_for_run, require_seed, run_and_note, where
        from model.cli.show import console, headline_table, print_table
        from model.cli.tongue import said
        from model.experiments.single import Done, job_of
        from model.experiments.store import write_bytes
        from model.reports import report

        require_seed(seed)
        screen = console()
        runs: dict[str, Done] = {}
        for name in SCENARIOS:
            job = job_of(load_for_run(name, scale=_SCALE), seed)
            command = ("jjj", "run", name, "--seed", str(seed), "--scale", str(_SCALE), "--out", str(out))
            name, years = job.scenario.name, len(job.years)
            text = said(
                f"{name}：{years}年，每个个体代表{_SCALE}名居民",
                f"{name}: {years} years, one agent for {_SCALE} residents",
            )
            typer.echo(text, err=True)
            runs[job.scenario.name] = run_and_note(job, out, None, command, compiles=compiles and not runs)
    indicators = {name: run.indicators for name, run in runs.items()}
    baseline = next(iter(runs))
    print_table(
        screen,
        headline_table(
            indicators[baseline], said(f"{baseline}，种子{seed}，1:{_SCALE}", f"{baseline}, seed {seed}, 1:{_SCALE}")
        ),
    )
    screen.print()
    print_table(screen, comparison_table(indicators))
    write_bytes(out / _COMPARISON, comparison_csv(indicators).encode())

    typer.echo(said("正在绘制基准情景的图", "drawing the figures of the baseline"), err=True)
    files = report(runs[baseline].stored.folder, "both")
    rough = said(
        f"1:{_SCALE}只供学习：差值是粗略的。", f"Runs at 1:{_SCALE} are for learning: their differences are rough."
    )
    took = f"{time.monotonic() - began:.0f}"
    screen.print(f"\n{rough}", markup=False)
    screen.print(said(f"用时{took}秒。已写入：", f"Done in {took} s. Written:"), markup=False)
    for run in runs.values():
        typer.echo(f"  {where(run.stored.folder)}")
    typer.echo(f"  {where(out / _COMPARISON)}")
    for page in (path for path in files if path.suffix == ".html"):
        typer.echo(f"  {where(page)}   {said('<- 用浏览器打开', '<- open this in a browser')}")
    return 0
