"""`jjj calibrate`: constants and parameter sets from the record, by one command."""

from os import times
from pathlib import Path
from typing import Annotated

import typer


def calibrate(
    draws: Annotated[int, typer.Option(min=3, max=100_000, help="Parameter sets to try.")] = 200,
    scale: Annotated[int, typer.Option(help="1:N, 1000 or 100.")] = 1000,
    workers: Annotated[int, typer.Option(min=1, help="Processes.")] = 2,
    shipped_constants: Annotated[
        bool, typer.Option("--shipped-constants", help="Do not fit the constants of migration first.")
    ] = False,
    everything: Annotated[
        bool, typer.Option("--all", help="In the end also the scoreboard of what was found, with bands.")
    ] = False,
    ship: Annotated[
        bool, typer.Option("--ship", help="With --all, in a checkout: put the results in place of the shipped tables.")
    ] = False,
    seeds: Annotated[int, typer.Option(min=1, help="Runs over which that fit averages.")] = 6,
    rounds: Annotated[int, typer.Option(min=1, help="Newton steps of that fit, at most.")] = 10,
    out: Annotated[Path, typer.Option(metavar="DIR", help="Folder of everything it writes.")] = Path(
        "outputs/calibration"
    ),
) -> int:
    """Fit the constants of migration, then say which parameters the record leaves standing. Given again, it goes on.

    参数校准：先拟合迁移常数，再以历史记录筛选参数组；再次执行则继续。
    """
    from model.cli.running import interrupts, where
    from model.cli.show import console, figure, lever_said, plain_table, print_table, span_said
    from model.cli.tongue import page_said, said
    from model.experiments.calibration.evaluations import Draw
    from model.experiments.calibration.pipeline import Plan
    from model.experiments.calibration.pipeline import calibrate as run
    from model.experiments.calibration.pipeline import ship as put_in_place

    if ship and (not everything or shipped_constants):
        raise typer.BadParameter("only what --all has fitted and scored is shipped", param_hint="--ship")
    if scale != 1000 and scale != 100:
        raise typer.BadParameter(f"{scale} is not one of the scales of a fit: 1000, 100", param_hint="--scale")
    screen = console()
    done = 0

    def note(draw: Draw) -> None:
        nonlocal done
        done += 1
        if done % 10 == 0:
            screen.print(said(f"已试{done}组", f"{done} draws run"))

    def say(text: str) -> None:
        screen.print(page_said(text), markup=False, highlight=False)

    plan = Plan(out, draws, 1000 if scale == 1000 else 100, workers, not shipped_constants, seeds, rounds, everything)
    with interrupts():
        found = run(plan, say, note)
        shipped = put_in_place(out) if ship else []
    rows = [
        (
            lever_said(row.parameter),
            figure(row.value, 3),
            span_said(f"{figure(row.low, 3)} to {figure(row.high, 3)}"),
            span_said(f"{figure(row.prior_low, 3)} to {figure(row.prior_high, 3)}"),
            f"{row.width_ratio:.2f}",
            said({"yes": "是", "no": "否"}.get(row.identified, row.identified), row.identified),
        )
        for row in found.parameters.itertuples()
    ]
    columns = said("参数,中位数,90 %,先验,宽度比,可识别", "parameter,median,90 %,prior,width,identified").split(",")
    title = said("历史记录对各参数的说明", "What the record says of the parameters")
    print_table(screen, plain_table(title, columns, rows, gap=1))
    kept, tried, effective = found.accepted.rows.size, found.distance.size, f"{found.accepted.effective:.0f}"
    text = said(
        f"{tried}组中接受{kept}组，有效数{effective}",
        f"{kept} of {tried} sets accepted, effective number {effective}",
    )
    screen.print(text)
    used = times()
    spent = used.user + used.system + used.children_user + used.children_system
    screen.print(said(f"处理器时间{spent / 60:.1f}分钟", f"{spent / 60:.1f} minutes of processor time"))
    screen.print(where(out), markup=False)
    for path in shipped:
        screen.print(said(f"已替换：{path}", f"shipped: {path}"), markup=False)
    return 0
