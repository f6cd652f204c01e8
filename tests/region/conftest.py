import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from model.region.names import DATA
from model.region.places import Places, load_places
from model.region.transport import Transport, load_transport


@pytest.fixture(scope="session")
def places() -> Places:
    return load_places()


@pytest.fixture(scope="session")
def transport(places: Places) -> Transport:
    return load_transport(places)


Edit = Callable[[str, Callable[[list[str]], list[str]]], Path]


@pytest.fixture
def broken(tmp_path: Path) -> Edit:
    """A copy of the shipped tables in which the lines of one are edited."""

    def edit(name: str, change: Callable[[list[str]], list[str]]) -> Path:
        folder = tmp_path / "data"
        shutil.copytree(DATA, folder, ignore=shutil.ignore_patterns("fonts", "*.geojson"))
        path = folder / name
        lines = path.read_text(encoding="utf-8").splitlines()
        path.write_text("\n".join(change(lines)) + "\n", encoding="utf-8")
        return folder

    return edit
