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
    from model.experiments.loading import load_mesa, uncollected

    with uncollected():
        load_mesa()
        from model.cli.running import load_for_run, run_and_note, where
        from model.cli.show import console, headline_table
        from model.experiments.single import job_of

    scenario = load_for_run(file, settings or [], scale)
    job = job_of(scenario, seed)
    command = ["jjj", "run", file, "--seed", str(job.seed)]
    command += [] if scale is None else ["--scale", str(scale)]
    command += [word for setting in settings or [] for word in ("--set", setting)]
    done = run_and_note(job, out, threads, [*command, "--out", str(out)])

    manifest = done.stored.manifest
    screen = console()
    screen.print(headline_table(done.indicators, describe(manifest)))
    for warning in manifest["warnings"]:
        console(stderr=True).print(f"warning: {warning}", style="yellow", markup=False)
    if done.fresh:
        screen.print(f"\n{manifest['seconds']['simulation']:.1f} s of simulation; the tables are in", markup=False)
    else:
        screen.print("\nThis run exists already, so nothing was run; the tables are in", markup=False)
    typer.echo(where(done.stored.folder))
    return 0


def describe(manifest: dict[str, Any]) -> str:
    """Scenario, years, seed and scale of a run in one line."""
    scale, years = manifest["scale"]["residents"], manifest["years"]
    return f"{manifest['scenario']}, {years['start']} to {years['end']}, seed {manifest['seed']}, 1:{scale}"
