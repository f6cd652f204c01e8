"""`jjj hindcast`: the model held against the record, beside naive forecasts."""

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    import pandas as pd
    from rich.table import Table


class Part(StrEnum):
    """What is held against the record."""

    board = "board"
    places = "places"
    control = "control"
    exposure = "exposure"
    storms = "storms"


def hindcast(
    seeds: Annotated[int, typer.Option(min=1, max=200, help="Seeds of every start.")] = 6,
    scale: Annotated[int, typer.Option(help="1:N, 1000 or 100.")] = 1000,
    workers: Annotated[int, typer.Option(min=1, help="Processes; the parts beside the board take one.")] = 2,
    sets: Annotated[
        int, typer.Option(min=0, help="Also run so many parameter sets, and the structural alternatives.")
    ] = 0,
    part: Annotated[
        Part, typer.Option(help="The board; places or the six districts held out; exposure to 2050; storms replayed.")
    ] = Part.board,
    out: Annotated[Path, typer.Option(metavar="DIR", help="Folder of the board, a page and a table.")] = Path(
        "outputs/hindcast"
    ),
) -> int:
    """Start in 2010, 2013 and 2020 and hold every recorded figure of later years against the model.

    从2010、2013、2020年起步，与历史记录及朴素预测对照。
    """
    if scale not in (1000, 100):
        raise typer.BadParameter(f"{scale} is not one of the scales of a hindcast: 1000, 100", param_hint="--scale")
    if part is not Part.board:
        if sets:
            raise typer.BadParameter("parameter sets are run for the board alone", param_hint="--sets")
        return _other(part, seeds, scale, out)
    from model.cli.running import interrupts, where
    from model.cli.show import console, print_table
    from model.cli.tongue import said
    from model.experiments.calibration.ensemble import load_sets
    from model.experiments.hindcast.apart import bands_of, more_tasks
    from model.experiments.hindcast.board import families, rows_of
    from model.experiments.hindcast.page import write_board
    from model.experiments.hindcast.runs import Task, run_all, tasks_of
    from model.experiments.hindcast.targets import load_targets
    from model.experiments.identity import code_sha256
    from model.reports.terms import term

    screen = console()
    targets = load_targets()
    tasks = tasks_of(targets, seeds, scale)
    if sets:
        tasks += more_tasks(targets, seeds, scale, load_sets(), sets)
    done = 0

    def note(task: Task) -> None:
        nonlocal done
        done += 1
        text = said(
            f"{done}/{len(tasks)}：自{task.start}年，{term(task.group)}，种子{task.seed}",
            f"{done}/{len(tasks)} from {task.start}, {task.group}, seed {task.seed}",
        )
        screen.print(text)

    with interrupts():
        answers = run_all(tasks, workers, note)
    code = code_sha256()[:12]
    rows = rows_of(targets, answers).assign(code=code)
    bands = bands_of(targets, answers) if sets else None
    how = f"`jjj hindcast --seeds {seeds} --scale {scale}{f' --sets {sets}' if sets else ''}`, code {code}."
    written = write_board(rows, out, how, bands)
    print_table(screen, _held_out(families(rows)))
    screen.print("\n".join(map(where, written)), markup=False, soft_wrap=True)
    return 0


def _other(part: Part, seeds: int, scale: int, out: Path) -> int:
    """One of the parts beside the board: a page in `out`, and the same on the screen."""
    from model.cli.running import interrupts
    from model.cli.tongue import page_said
    from model.experiments.hindcast import control, exposure, places, storms
    from model.region.region import load_region

    region, numbers = load_region(), range(1, seeds + 1)
    with interrupts():
        if part is Part.places:
            text = places.report(places.place_scores(region, numbers, scale))
        elif part is Part.control:
            text = control.report(region, control.run_control(region, numbers, scale))
        elif part is Part.exposure:
            found = exposure.exposure_by_path(region, numbers, scale)
            text = exposure.report(found, f"baseline, {seeds} seeds at 1:{scale}")
        else:
            text = storms.report(storms.replayed(region))
    out.mkdir(parents=True, exist_ok=True)
    (out / f"{part}.md").write_text(text, encoding="utf-8")
    typer.echo(page_said(text))
    return 0


def _held_out(scores: "pd.DataFrame") -> "Table":
    """Scores of the families that no fit read."""
    from model.cli.show import plain_table
    from model.cli.tongue import said
    from model.reports.score import FAMILIES

    rows = []
    for row in scores[scores["use"] == "held_out"].itertuples():
        unit = "%" if row.unit == "%" else said("百分点", "pt")
        naive = "-" if not row.best_naive else f"{getattr(row, 'mean_' + row.best_naive.replace(' ', '_')):.2f} {unit}"
        family = FAMILIES[row.family].zh if row.family in FAMILIES else row.family
        rows.append(
            (
                said(f"{family}，自{row.start}年", f"{row.family}, from {row.start}"),
                str(row.targets),
                f"{row.mean_error:.2f} {unit}",
                naive,
                f"{row.skill:.2f}",
                f"{row.coverage:.0f} %",
            )
        )
    columns = said(
        "留出的记录,目标数,平均误差,最佳朴素预测,技巧,覆盖", "held out,targets,mean error,best naive,skill,covered"
    ).split(",")
    title = said("模型与未用于拟合的记录对照", "The model against what no fit has read")
    return plain_table(title, columns, rows)
