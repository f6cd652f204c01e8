from pathlib import Path

import pytest
from made_up_run import make_run

from model.reports.run_folder import Run, open_run


@pytest.fixture(scope="session")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A made-up run of fifteen years; tests only read it."""
    return make_run(tmp_path_factory.mktemp("run"), end=2035)


@pytest.fixture(scope="session")
def run(folder: Path) -> Run:
    return open_run(folder)
