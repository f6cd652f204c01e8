"""`jjj regret`: what each policy costs in states of the world where another is better."""

from pathlib import Path
from typing import Annotated

import typer


def regret(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="Folder of a batch.")],
    outcome: Annotated[
        list[str] | None,
        typer.Option(metavar="WHAT", help="INDICATOR@AREA[@YEAR], with :more or :less; may be given often."),
    ] = None,
    policy: Annotated[
        list[str] | None, typer.Option(metavar="KEY", help="Factor of the design that is the policy; may be repeated.")
    ] = None,
) -> int:
    """Hold every policy against the best one in each state of the world: mean, largest and usual regret.

    各政策在每种情形下与最优者的差距（遗憾值）。
    """
    from model.cli.running import where
    from model.cli.show import aim_said, console, figure, plain_table, print_table
    from model.cli.tongue import said
    from model.experiments.discovery.directions import DEFAULT, aim_of
    from model.experiments.discovery.regret import regret_table
    from model.experiments.discovery.worlds import trial_of
    from model.reports.regret import regret_picture
    from model.reports.saving import save_picture

    aims = [aim_of(text) for text in outcome or DEFAULT]
    trial = trial_of(folder, aims, policy or ())
    table = regret_table(trial.policies, trial.worlds, trial.values, aims)
    out = folder / "regret"
    out.mkdir(exist_ok=True)
    table.to_csv(out / "regret.csv", index=False, float_format="%.6g", lineterminator="\n")
    save_picture(regret_picture(table), out, "both")
    screen = console()
    for aim in aims:
        shown = [
            (
                row.policy,
                figure(row.mean),
                figure(row.mean_regret, 3),
                figure(row.max_regret, 3),
                f"{row.best_share:.0f} %",
            )
            for row in table[table["outcome"] == str(aim.outcome)].itertuples()
        ]
        columns = said("政策,均值,平均遗憾,最大遗憾,最优占比", "policy,mean,mean regret,largest,best in").split(",")
        print_table(screen, plain_table(aim_said(aim), columns, shown))
        screen.print()
    worlds, left_out = len(trial.worlds), ", ".join(trial.left_out)
    screen.print(said(f"{worlds}种情形：因素与种子", f"{worlds} states of the world: factors and seeds"))
    if left_out:
        screen.print(
            said(f"不属于设计，未列入：{left_out}", f"Left out, since no design made it: {left_out}"), markup=False
        )
    screen.print(where(out), markup=False)
    return 0
