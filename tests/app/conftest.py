from pathlib import Path

import pytest
from made_up_run import make_run

from model.app.outcome import Outcome, read_outcome


@pytest.fixture(scope="session")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A made-up run of fifteen years; tests only read it."""
    return make_run(tmp_path_factory.mktemp("page-run"), end=2035)


@pytest.fixture(scope="session")
def outcome(folder: Path) -> Outcome:
    return read_outcome(folder)
