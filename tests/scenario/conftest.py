"""Scenario files in a folder of their own."""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest

from model.scenario import Loaded, ScenarioError, read_scenario

Write = Callable[..., Path]
Refuse = Callable[..., list[str]]


@pytest.fixture
def write(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Write:
    """Write a file into an empty folder, which becomes the current one."""
    monkeypatch.chdir(tmp_path)

    def write(text: str | bytes, name: str = "my.yaml") -> Path:
        file = Path(name)
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(text if isinstance(text, bytes) else text.encode("utf-8"))
        return file

    return write


@pytest.fixture
def refused(write: Write) -> Refuse:
    """The problems of a file that must be refused, one line each."""

    def refused(
        text: str | bytes, settings: Mapping[str, Any] | tuple[str, ...] = (), name: str = "my.yaml"
    ) -> list[str]:
        with pytest.raises(ScenarioError) as caught:
            read_scenario(write(text, name), settings)
        return [str(problem) for problem in caught.value.problems]

    return refused


@pytest.fixture
def loaded(write: Write) -> Callable[..., Loaded]:
    """A file that is right."""

    def loaded(text: str, settings: Mapping[str, Any] | tuple[str, ...] = (), name: str = "my.yaml") -> Loaded:
        return read_scenario(write(text, name), settings)

    return loaded
