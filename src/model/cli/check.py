"""`jjj check`: all problems of all files, before anything runs."""

from pathlib import Path
from typing import Annotated

import typer


def check(files: Annotated[list[Path], typer.Argument(help="scenario files or names")]) -> int:
    """Check scenario files."""
    from model.scenario import load_scenario

    for file in files:
        load_scenario(file)
        typer.echo(f"{file}: ok")
    return 0
