"""`jjj status`: the runs of a folder, done, failed or still at work, and what interrupted commands have left.

Runs made by other code or data than this are marked: a new run of the same scenario would stand beside them.
"""

import shlex
from pathlib import Path
from typing import Annotated

import typer


def status(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="A folder of results.")] = Path("outputs"),
) -> int:
    """List the runs of a folder."""
    from model.cli.run import describe
    from model.cli.running import OptionError, where
    from model.cli.show import console, plain_table
    from model.experiments.failures import failures
    from model.experiments.identity import data_sha256, sources_sha256
    from model.experiments.store import Store
    from model.experiments.workshop import stale_folders, working_folders

    if not folder.is_dir():
        raise OptionError(f"{folder} is no folder; results are below the folder that was given with --out")
    store = Store(folder)
    screen = console()
    runs, failed = store.runs(), failures(folder)
    code = {"sources_sha256": sources_sha256(), "data_sha256": data_sha256()}
    rows = []
    for run in runs:
        manifest = run.manifest
        mine = all(manifest["model"][key] == value for key, value in code.items())
        state = "done" if mine else "done, other code"
        rows.append([describe(manifest), f"{manifest['seconds']['simulation']:.1f} s", run.folder.name, state])
    rows += [[describe(failure.what), "", failure.what["run_id"], "failed"] for failure in failed]
    if rows:
        screen.print(plain_table(f"Runs in {where(folder)}", ("run", "took", "id", ""), rows))
    else:
        screen.print(f"There are no runs in {where(folder)}.", markup=False)
    for failure in failed:
        screen.print(f"\n{describe(failure.what)} failed: {failure.reason}", markup=False)
        screen.print(f"  again: {shlex.join(failure.command)}", markup=False, soft_wrap=True)
        screen.print(f"  stack: {where(failure.path)}", markup=False, soft_wrap=True)
    working, stale = working_folders(folder), stale_folders(folder)
    if working:
        screen.print(f"\n{len(working)} at work: {', '.join(path.name for path in working)}", markup=False)
    if stale:
        screen.print(
            f"\n{len(stale)} left by interrupted commands, which the next run clears away: "
            + ", ".join(path.name for path in stale),
            markup=False,
        )
    return 1 if failed else 0
