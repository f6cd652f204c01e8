"""`jjj run`: one scenario, one seed; the tables of the run, its headline, and where they are."""

from pathlib import Path
from typing import Annotated, Any

import typer


def run(
    file: Annotated[str, typer.Argument(metavar="FILE", help="A scenario file, or the name of a shipped scenario.")],
    seed: Annotated[int | None, typer.Option(help="Seed of storms and dynamics.", min=0)] = None,
    scale: Annotated[int | None, typer.Option(help="Persons per agent: 1, 10, 100 or 1000.")] = None,
    settings: Annotated[
        list[str] | None, typer.Option("--set", metavar="KEY=VALUE", help="Change a lever; may be given often.")
    ] = None,
    threads: Annotated[int | None, typer.Option(help="Threads; no result depends on it.", min=1)] = None,
    out: Annotated[Path, typer.Option(help="Folder for results.")] = Path("outputs"),
) -> int:
    """Run one scenario and write its tables."""
    from model.cli.tongue import said, warning_said
    from model.experiments.compiling import first_run
    from model.experiments.loading import load_mesa, uncollected

    with first_run() as compiles:
        with uncollected():
            load_mesa()
            from model.cli.running import load_for_run, require_seed, run_and_note, where
            from model.cli.show import console, headline_table, print_table
            from model.experiments.single import job_of

        require_seed(seed)
        scenario = load_for_run(file, settings or [], scale)
        job = job_of(scenario, seed)
        command = ["jjj", "run", file, "--seed", str(job.seed)]
        command += [] if scale is None else ["--scale", str(scale)]
        command += [word for setting in settings or [] for word in ("--set", setting)]
        done = run_and_note(job, out, threads, [*command, "--out", str(out)], compiles=compiles)

    manifest = done.stored.manifest
    screen = console()
    print_table(screen, headline_table(done.indicators, describe(manifest)))
    for warning in manifest["warnings"]:
        console(stderr=True).print(
            f"{said('提醒：', 'warning: ')}{warning_said(warning)}", style="yellow", markup=False
        )
    if done.fresh:
        took = f"{manifest['seconds']['simulation']:.1f}"
        text = said(f"模拟用时{took}秒；结果表在", f"{took} s of simulation; the tables are in")
    else:
        text = said(
            "此运行已经存在，未重新模拟；结果表在", "This run exists already, so nothing was run; the tables are in"
        )
    screen.print(f"\n{text}", markup=False)
    typer.echo(where(done.stored.folder))
    return 0


def describe(manifest: dict[str, Any]) -> str:
    """Scenario, years, seed and scale of a run in one line."""
    from model.cli.tongue import said

    name, seed, scale = manifest["scenario"], manifest["seed"], manifest["scale"]["residents"]
    first, last = manifest["years"]["start"], manifest["years"]["end"]
    return said(
        f"{name}，{first}至{last}年，种子{seed}，1:{scale}", f"{name}, {first} to {last}, seed {seed}, 1:{scale}"
    )
