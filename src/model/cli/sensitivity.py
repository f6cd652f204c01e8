"""`jjj sensitivity`: which levers and assumptions the answers rest on."""

from pathlib import Path
from typing import Annotated

import typer


def sensitivity(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="Batch file with the design morris or saltelli.")],
    seeds: Annotated[int, typer.Option(help="Seeds of every point.", min=1)] = 2,
    scale: Annotated[int | None, typer.Option(help="Persons per agent: 1, 10, 100 or 1000.")] = None,
    settings: Annotated[
        list[str] | None, typer.Option("--set", metavar="KEY=VALUE", help="Change a lever in all; may be given often.")
    ] = None,
    workers: Annotated[int | None, typer.Option(help="Processes; as many as fit if not given.", min=1)] = None,
    out: Annotated[Path, typer.Option(metavar="DIR", help="Folder for runs and results.")] = Path(
        "outputs/sensitivity"
    ),
) -> int:
    """Run the points of the design that are missing, then say what each factor does to each outcome.

    敏感性分析：Morris筛选与Sobol指数。
    """
    from model.cli.batch_screen import batch_screen
    from model.cli.running import interrupts, scale_settings, where
    from model.cli.show import console, figure, lever_said, outcome_said, plain_table, print_table
    from model.cli.tongue import said
    from model.experiments.batching import Options, run_plan
    from model.experiments.plan import plan_of, read_cases
    from model.experiments.sensitivity.study import FOLDER, effects_of, read_study
    from model.reports.saving import save_picture
    from model.reports.sensitivity import sensitivity_pictures
    from model.reports.words import Words

    study = read_study(file)
    words = [] if scale is None else ["--scale", str(scale)]
    words += [word for setting in settings or [] for word in ("--set", setting)]
    cases = read_cases([str(file)], (*(settings or ()), *scale_settings(scale)), words)
    plan = plan_of(cases, range(1, seeds + 1), out)
    with interrupts(), batch_screen(plan, out) as on_change:
        run_plan(plan, out, Options(workers=workers, estimate=True, on_change=on_change))
    table = effects_of(study, cases, out)
    folder = out / FOLDER
    folder.mkdir(parents=True, exist_ok=True)
    table.to_csv(folder / "effects.csv", index=False, float_format="%.6g", lineterminator="\n")
    design = study.design.design
    name = design.capitalize()
    how = Words(f"{name}设计，{len(cases)}点×{seeds}种子。", f"{name}'s design, {len(cases)} points x {seeds} seeds.")
    for picture in sensitivity_pictures(table, how, design):
        save_picture(picture, folder, "both")
    screen = console()
    for outcome, rows in table.groupby("outcome", sort=False):
        shown = [
            (lever_said(row.factor), f"{100 * row.share:.0f} %", figure(row.total), figure(row.error, 2))
            for row in rows.head(5).itertuples()
        ]
        noise = rows["seed_noise"].iloc[0]
        title = outcome_said(str(outcome))
        if noise == noise:
            title += said(f"，种子噪声{figure(noise, 2)}", f"  (seed noise {figure(noise, 2)})")
        columns = said("因素,份额,总影响,±", "factor,share,total effect,±").split(",")
        print_table(screen, plain_table(title, columns, shown))
        screen.print()
    screen.print(where(folder), markup=False)
    return 0
