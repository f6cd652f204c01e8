"""`jjj app`: the web page on this machine."""

from importlib.util import find_spec
from pathlib import Path
from typing import Annotated

import typer

NEEDED = ("streamlit", "altair")


def app(
    folder: Annotated[
        Path | None, typer.Argument(metavar="[DIR]", help="A folder of stored runs to look at, read-only.")
    ] = None,
    port: Annotated[int, typer.Option(help="Port; the next free one if it is taken.", min=1, max=65535)] = 8501,
    address: Annotated[
        str, typer.Option(help="Address to listen at; 0.0.0.0 lets others in, who then share this machine.")
    ] = "127.0.0.1",
    browser: Annotated[bool, typer.Option("--browser/--no-browser", help="Open the page in a browser.")] = True,
) -> int:
    """Open the page: choose a scenario, move levers, run at 1:1000, compare. Nothing is fetched from elsewhere."""
    from model.cli.running import OptionError
    from model.cli.tongue import said

    if any(find_spec(name) is None for name in NEEDED):
        raise OptionError("the page needs streamlit and altair; `make app` or `pip install 'jingjinji[app]'`")
    if folder is not None and not folder.is_dir():
        raise OptionError(f"{folder} is no folder")
    from model.app.serving import free_port, serve

    found = free_port(address, port)
    typer.echo(f"http://localhost:{found}  {said('（按Ctrl-C结束）', '(Ctrl-C ends it)')}")
    serve(None if folder is None else folder.resolve(), address, found, browser=browser)
    return 0
