"""`jjj status`: the runs of a folder, done, failed or still at work, and what interrupted commands have left.

A batch is told by scenario, also while it runs. Runs made by other code or data than this are marked: a new run of
the same scenario would stand beside them.
"""

import shlex
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from rich.console import Console

    from model.experiments.batch import Batch


def status(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="A folder of results.")] = Path("outputs"),
) -> int:
    """List the runs of a folder."""
    from model.cli.running import OptionError
    from model.cli.show import console
    from model.cli.tongue import said
    from model.experiments.batch import open_batch
    from model.experiments.record import read_notes
    from model.experiments.workshop import stale_folders, working_folders

    if not folder.is_dir():
        raise OptionError(f"{folder} is no folder; results are below the folder that was given with --out")
    screen = console()
    failed = _planned(open_batch(folder), screen) if read_notes(folder) else _found(folder, screen)
    working, stale = working_folders(folder), stale_folders(folder)
    if working:
        names = ", ".join(path.name for path in working)
        screen.print(said(f"\n{len(working)}个正在运行：{names}", f"\n{len(working)} at work: {names}"), markup=False)
    if stale:
        names = ", ".join(path.name for path in stale)
        text = said(
            f"\n{len(stale)}个由中断的命令留下，下次运行时清除：{names}",
            f"\n{len(stale)} left by interrupted commands, which the next run clears away: {names}",
        )
        screen.print(text, markup=False)
    return 1 if failed else 0


def _planned(batch: "Batch", screen: "Console") -> int:
    """Tell how far a batch is; returns how many runs failed."""
    from model.cli.running import where
    from model.cli.show import plain_table, print_table
    from model.cli.tongue import said
    from model.experiments.identity import code_sha256

    rows = []
    for name in batch.scenarios:
        mine = [row for row in batch.runs if row.scenario == name]
        states = [sum(row.state == state for row in mine) for state in ("done", "failed", "missing")]
        seconds = [row.seconds for row in mine if row.seconds is not None]
        rows.append(
            [name, *(str(count or "") for count in states), _seconds(sum(seconds) / len(seconds)) if seconds else ""]
        )
    counts = [str(batch.count(state)) for state in ("done", "failed", "missing")]
    title = said(f"{where(batch.folder)}中的批次", f"Batch in {where(batch.folder)}")
    columns = said("情景,完成,失败,缺失,每次", "scenario,done,failed,missing,a run").split(",")
    print_table(screen, plain_table(title, columns, [*rows, [said("合计", "all"), *counts, ""]]))
    for row in batch.runs:
        if row.state == "failed":
            name = said(f"{row.scenario}，种子{row.seed}", f"{row.scenario}, seed {row.seed}")
            _tell(screen, name, row.reason or "", row.command, row.traceback)
    if batch.older:
        number = len(batch.older)
        text = said(
            f"\n另有{number}次较早的运行：代码不同，或情景已经改动。",
            f"\n{number} older run{'s' if number > 1 else ''} beside them, of other code or of a scenario as it was.",
        )
        screen.print(text, markup=False)
    if any(row.code != code_sha256() for row in batch.runs):
        text = said(
            "\n代码或数据在此后改动过；同一命令会在旁边重新开始。",
            "\nThe code or the data has changed since; the same command would begin anew beside.",
        )
        screen.print(text, markup=False)
    return batch.count("failed")


def _found(folder: Path, screen: "Console") -> int:
    """Tell the runs that single commands have left; returns how many failed."""
    from model.cli.run import describe
    from model.cli.running import where
    from model.cli.show import plain_table, print_table
    from model.cli.tongue import said
    from model.experiments.failures import failures
    from model.experiments.identity import data_sha256, sources_sha256
    from model.experiments.store import Store

    failed = failures(folder)
    code = {"sources_sha256": sources_sha256(), "data_sha256": data_sha256()}
    rows = []
    for run in Store(folder).runs():
        manifest = run.manifest
        mine = all(manifest["model"][key] == value for key, value in code.items())
        state = said("完成", "done") if mine else said("完成，代码不同", "done, other code")
        rows.append([describe(manifest), _seconds(manifest["seconds"]["simulation"]), run.folder.name, state])
    rows += [[describe(failure.what), "", failure.what["run_id"], said("失败", "failed")] for failure in failed]
    if rows:
        title = said(f"{where(folder)}中的运行", f"Runs in {where(folder)}")
        heads = (said("运行", "run"), said("用时", "took"), said("编号", "id"), "")
        print_table(screen, plain_table(title, heads, rows))
    else:
        text = said(f"{where(folder)}中没有运行。", f"There are no runs in {where(folder)}.")
        screen.print(text, markup=False)
    for failure in failed:
        _tell(screen, describe(failure.what), failure.reason, failure.command, failure.path)
    return len(failed)


def _seconds(seconds: float) -> str:
    from model.cli.tongue import said

    return said(f"{seconds:.1f}秒", f"{seconds:.1f} s")


def _tell(screen: "Console", what: str, reason: str, command: Sequence[str], note: Path | None) -> None:
    from model.cli.running import where
    from model.cli.tongue import said, sentence_said

    reason = sentence_said(reason)
    screen.print(said(f"\n{what}失败：{reason}", f"\n{what} failed: {reason}"), markup=False)
    if command:
        screen.print(f"  {said('重跑：', 'again: ')}{shlex.join(command)}", markup=False, soft_wrap=True)
    if note is not None:
        screen.print(f"  {said('出错经过：', 'stack: ')}{where(note)}", markup=False, soft_wrap=True)
