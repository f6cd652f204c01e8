"""`jjj batch`: every scenario with every seed; what is there already is not run again."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from model.experiments.batch import RunRow

_SHOWN = 10
"""Failed runs that are told one by one; `jjj status` tells all."""


def batch(
    files: Annotated[
        list[str], typer.Argument(metavar="FILE...", help="Scenario files, names of shipped scenarios, batch files.")
    ],
    seeds: Annotated[int, typer.Option(help="Replicates: the seeds 1 to N.", min=1)] = 10,
    scale: Annotated[int | None, typer.Option(help="Persons per agent: 1, 10, 100 or 1000.")] = None,
    settings: Annotated[
        list[str] | None, typer.Option("--set", metavar="KEY=VALUE", help="Change a lever in all; may be given often.")
    ] = None,
    parameters: Annotated[
        str | None,
        typer.Option(metavar="ensemble|FILE", help="Parameter sets, one for each seed."),
    ] = None,
    workers: Annotated[
        int | None, typer.Option(help="Processes; as many as fit if not given, 1 for none but this.", min=1)
    ] = None,
    threads: Annotated[int, typer.Option(help="Threads of each process; no result depends on it.", min=1)] = 1,
    cluster: Annotated[
        str | None, typer.Option(metavar="ADDRESS|FILE", help="A Dask scheduler, or a YAML file such as slurm.yaml.")
    ] = None,
    timeout: Annotated[float | None, typer.Option(help="Seconds that one run may take.", min=1)] = None,
    out: Annotated[Path, typer.Option(help="Folder for results.")] = Path("outputs"),
) -> int:
    """Run scenarios with many seeds. Given again, it runs what is missing; more seeds or scenarios extend it.

    批量运行：再次执行只补缺失的运行。
    """
    import shlex

    from model.cli.batch_screen import batch_screen
    from model.cli.running import interrupts, scale_settings, where
    from model.cli.show import console
    from model.cli.tongue import said, sentence_said, warning_said
    from model.experiments.batching import Options, run_plan
    from model.experiments.calibration.ensemble import sets_named
    from model.experiments.plan import plan_of, read_cases

    words = [] if scale is None else ["--scale", str(scale)]
    words += [word for setting in settings or [] for word in ("--set", setting)]
    cases = read_cases(files, (*(settings or ()), *scale_settings(scale)), words)
    plan = plan_of(cases, range(1, seeds + 1), out, sets_named(parameters))
    problems = console(stderr=True)
    for warning in dict.fromkeys(warning for case in cases for warning in case.warnings):
        problems.print(
            f"{said('提醒：', 'warning: ')}{warning_said(warning)}", style="yellow", markup=False, soft_wrap=True
        )
    with interrupts(), batch_screen(plan, out) as on_change:
        done = run_plan(
            plan,
            out,
            Options(
                workers=workers, threads=threads, cluster=cluster, timeout=timeout, estimate=True, on_change=on_change
            ),
        )
    mine = {(run.job.scenario.name, run.job.run_id) for run in plan.runs}
    rows = [row for row in done.runs if (row.scenario, row.run_id) in mine]
    failed = [row for row in rows if row.state == "failed"]
    for row in failed[:_SHOWN]:
        reason = sentence_said(row.reason or "")
        text = said(
            f"\n{row.scenario}，种子{row.seed}失败：{reason}", f"\n{row.scenario}, seed {row.seed} failed: {reason}"
        )
        stack = where(row.traceback) if row.traceback else said("无", "none")
        typer.echo(text, err=True)
        typer.echo(f"  {said('重跑：', 'again: ')}{shlex.join(row.command)}", err=True)
        typer.echo(f"  {said('出错经过：', 'stack: ')}{stack}", err=True)
    if (more := len(failed) - _SHOWN) > 0:
        command = f"`jjj status {shlex.quote(str(out))}`"
        typer.echo(said(f"\n另有{more}次，{command}列出全部", f"\n{more} more; {command} lists them"), err=True)
    typer.echo(_last_line(rows))
    typer.echo(where(out))
    return 1 if failed else 0


def _last_line(rows: "list[RunRow]") -> str:
    from model.cli.tongue import said

    failed = sum(row.state == "failed" for row in rows)
    done = said(
        f"{len(rows)}次运行中{len(rows) - failed}次已完成", f"{len(rows) - failed} of {len(rows)} runs are there"
    )
    return done + said(f"，{failed}次失败", f", {failed} failed") if failed else done
