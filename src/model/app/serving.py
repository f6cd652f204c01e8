"""Starts the page's server: local files only, no telemetry, no look at what others may have set."""

import gc
import shutil
import socket
import tempfile
import threading
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

from model.reports import palette
from model.reports.typeface import FONT

SCRIPT: Final = "jingjinji.py"
FACE: Final = "face.otf"


def options(address: str, port: int, *, browser: bool) -> dict[str, Any]:
    """Settings of streamlit that make the page what it is; nobody else's file overrules them.

    Args:
        address: address to listen at.
        port: port to listen at.
        browser: whether to open a browser.
    """
    return {
        "browser.gatherUsageStats": False,
        "browser.serverAddress": "localhost" if address in ("127.0.0.1", "0.0.0.0") else address,
        "browser.serverPort": port,
        "server.address": address,
        "server.port": port,
        "server.headless": not browser,
        "server.showEmailPrompt": False,
        "server.fileWatcherType": "none",
        "server.enableStaticServing": True,
        "server.maxUploadSize": 1,
        "server.maxMessageSize": 50,
        "client.toolbarMode": "viewer",
        "client.showErrorDetails": "none",
        "client.showErrorLinks": "false",
        "client.showSidebarNavigation": False,
        "global.developmentMode": False,
        "global.disableWidgetStateDuplicationWarning": True,
        "theme.base": "light",
        "theme.primaryColor": palette.ACCENT,
        "theme.backgroundColor": palette.PAPER,
        "theme.secondaryBackgroundColor": "#F4F7F8",
        "theme.textColor": palette.INK,
        "theme.borderColor": palette.GRID,
        "theme.font": "Page Sans, Noto Sans SC, PingFang SC, Microsoft YaHei, sans-serif",
        "theme.headingFont": "Page Sans, Noto Sans SC, PingFang SC, Microsoft YaHei, sans-serif",
        "theme.codeFont": "Source Code Pro, Page Sans, Noto Sans SC, PingFang SC, Microsoft YaHei, monospace",
        "theme.fontFaces": [{"family": "Page Sans", "url": f"app/static/{FACE}", "style": "normal"}],
        "theme.baseFontSize": 15,
        "theme.baseRadius": "8px",
    }


def stage(folder: Path) -> Path:
    """Lay out what the server serves: the script, and the shipped face beside it. Returns the script."""
    script = folder / SCRIPT
    shutil.copyfile(Path(__file__).with_name("main.py"), script)
    static = folder / "static"
    static.mkdir(exist_ok=True)
    shutil.copyfile(FONT, static / FACE)
    return script


def serve(batch: Path | None, address: str, port: int, *, browser: bool) -> None:
    """Serve the page until interrupted.

    Args:
        batch: a folder of stored runs to look at; None for none.
        address: address to listen at.
        port: port to listen at.
        browser: whether to open a browser.
    """
    from streamlit.web import bootstrap

    with tempfile.TemporaryDirectory(prefix="jjj-app-") as folder:
        script = stage(Path(folder))
        flags = flags_of(options(address, port, browser=browser))
        bootstrap.load_config_options(flags)
        get_ready()
        arguments = [] if batch is None else [str(batch)]
        bootstrap.run(str(script), False, arguments, flags)


def get_ready() -> None:
    """Begin to warm a worker up and to run the baseline, and load what the first visitor would wait for."""
    from model.app.status import office, prepare

    office()
    import model.app.page  # noqa: F401 altair, pandas and all views
    from model.app.charts.ground import city_lines, city_names
    from model.app.draft import shipped
    from model.app.levers import controls
    from model.reports.words import LANGS

    threading.Thread(target=prepare, name="baseline", daemon=True).start()
    city_lines()
    for lang in LANGS:
        city_names(lang)
    shipped()
    controls()
    forget_to_look()


def forget_to_look() -> None:
    """Take what is loaded by now out of the search for circles, which streamlit makes after each redrawing."""
    gc.collect()
    gc.freeze()


def flags_of(settings: Mapping[str, Any]) -> dict[str, Any]:
    """Settings as streamlit's command line names them."""
    return {name.replace(".", "_"): value for name, value in settings.items()}


def free_port(address: str, wanted: int, tries: int = 20) -> int:
    """The first port from `wanted` on that nobody listens at.

    Raises:
        OSError: none of them is free.
    """
    for port in range(wanted, wanted + tries):
        with socket.socket() as trial:
            try:
                trial.bind((address, port))
            except OSError:
                continue
            return port
    raise OSError(None, f"no port from {wanted} to {wanted + tries - 1} is free; give another with --port", None)
