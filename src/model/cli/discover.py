"""`jjj discover`: where an outcome turns bad, as boxes of the levers in which stored runs differ."""

from pathlib import Path
from typing import Annotated

import typer


def discover(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="Folder of a batch with factors or parameter sets.")],
    outcome: Annotated[str, typer.Argument(metavar="WHAT", help="INDICATOR@AREA[@YEAR], with :more or :less.")],
    worst: Annotated[float, typer.Option(help="Share of the runs that count as bad.", min=0.01, max=0.99)] = 0.25,
    limit: Annotated[float | None, typer.Option(help="Or: bad is beyond this figure.")] = None,
    boxes: Annotated[int, typer.Option(help="Most boxes.", min=1, max=9)] = 3,
) -> int:
    """Find the boxes of factors in which most runs are bad (PRIM): coverage, density, limits.

    情景发现：在哪些参数范围内结果变差。
    """
    from model.cli.running import where
    from model.cli.show import console, lever_said, outcome_said, plain_table, print_table, print_text, span_said
    from model.cli.tongue import said
    from model.experiments.discovery.directions import aim_of
    from model.experiments.discovery.prim import discover as boxes_of
    from model.experiments.discovery.prim import tables_of
    from model.experiments.discovery.worlds import bad_cases, points_of
    from model.reports.boxes import boxes_picture
    from model.reports.saving import save_picture
    from model.reports.words import Words

    aim = aim_of(outcome)
    points, values = points_of(folder, aim.outcome)
    bad, line = bad_cases(values, aim.better, worst, limit)
    found = boxes_of(points, bad, boxes)
    limits, way = tables_of(found, points)
    out = folder / "discovery"
    out.mkdir(exist_ok=True)
    for name, table in (("boxes", limits), ("way", way)):
        table.to_csv(out / f"{name}.csv", index=False, float_format="%.6g", lineterminator="\n")
    screen = console()
    sign = "below" if aim.better == "more" else "above"
    sign_zh = "低于" if aim.better == "more" else "高于"
    text = said(
        f"变差：{outcome_said(aim.outcome)}{sign_zh}{line:.4g}，{bad.size}次运行中{bad.sum()}次；{points.shape[1]}个因素",
        f"Bad: {aim.outcome} {sign} {line:.4g}, {bad.sum()} of {bad.size} runs; {points.shape[1]} factors",
    )
    print_text(screen, text)
    if not found:
        text = said("没有比全部运行更密的范围。", "No box is denser than all runs together.")
        screen.print(text, markup=False)
        return 0
    save_picture(
        boxes_picture(limits, way, aim.outcome, Words(f"{sign_zh}{line:.4g}", f"{sign} {line:.4g}")), out, "both"
    )
    for number, one in enumerate(found, 1):
        rows = [
            (lever_said(row.factor), span_said(row.inside), span_said(row.range), f"{row.chance:.2g}")
            for row in limits[limits["box"] == number].itertuples()
        ]
        box = one.box
        title = said(
            f"范围{number}：覆盖率{box.coverage:.0%}，密度{box.density:.0%}，所占运行{box.mass:.0%}",
            f"Box {number}: coverage {box.coverage:.0%}, density {box.density:.0%}, mass {box.mass:.0%}",
        )
        columns = said("因素,范围内,全范围,偶然概率", "factor,inside,of,chance").split(",")
        print_table(screen, plain_table(title, columns, rows))
        screen.print()
    screen.print(where(out), markup=False)
    return 0
