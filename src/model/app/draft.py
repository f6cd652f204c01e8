"""What a user has put together: a scenario to start from, and levers changed; checked as any file is checked."""

import tempfile
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache, lru_cache
from pathlib import Path
from typing import Any, Final
from zlib import crc32

from model.app.levers import written
from model.reports.words import Words
from model.scenario import Scenario, ScenarioError, load_scenario
from model.scenario.finding import library, names_on
from model.scenario.problems import Mark, Problem
from model.scenario.reading import MAX_BYTES, read_file
from model.scenario.tree import plain

RESIDENTS, FIRMS = 1000, 100
"""Persons and firms that one agent of the page's runs stands for."""
SAMPLE: Final = (f"scale.residents={RESIDENTS}", f"scale.firms={FIRMS}")
"""Settings of every run of the page; they come last, so that no file and no lever overrules them."""
BASELINE: Final = "baseline"
MOST_TEXT: Final = 20_000
"""Letters of a value that is written by hand."""


@dataclass(frozen=True)
class Start:
    """The scenario that a draft begins with: one that ships, or the text of an uploaded file."""

    name: str = BASELINE
    text: bytes | None = None

    @property
    def id(self) -> str:
        """A name that tells it from every other start."""
        return self.name if self.text is None else f"{self.name}#{crc32(self.text):08x}"


@dataclass(frozen=True)
class Draft:
    """A start and the levers changed over it.

    `changes` maps a lever's key to what a file would say: a number, a text, a map from year to number, or, for
    levers that have no simple control, the YAML that the user wrote (`Written`).
    """

    start: Start = Start()
    changes: Mapping[str, Any] = field(default_factory=dict)
    seed: int | None = None
    end: int | None = None

    @property
    def settings(self) -> list[str]:
        """The changes as `KEY=VALUE`, the sample's scale last."""
        own = [f"{key}={written(value)}" for key, value in self.changes.items()]
        own += [] if self.seed is None else [f"seed={self.seed}"]
        own += [] if self.end is None else [f"years.end={self.end}"]
        return [*own, *SAMPLE]

    def resolve(self) -> Scenario:
        """The scenario as it will run.

        Raises:
            ScenarioError: all that is wrong with the file and the changes.
        """
        long = [key for key, value in self.changes.items() if len(str(value)) > MOST_TEXT]
        if long:
            text = f"the value is longer than {MOST_TEXT} letters"
            raise ScenarioError([Problem(Mark("page"), key, text) for key in long])
        return _load(self.start, self.settings)

    def baseline_of(self, scenario: Scenario) -> Scenario:
        """The baseline over the same years with the same seed: what the draft is held against."""
        settings = [
            f"seed={scenario.seed}", f"years.start={scenario.years.start}", f"years.end={scenario.years.end}",
        ]  # fmt: skip
        return _shipped_scenario(BASELINE, (*settings, *SAMPLE))

    def text(self, name: str) -> str:
        """A short file that says the same: the start as parent, and the changes. Uploaded starts are spelled out."""
        if self.start.text is not None:
            from model.scenario import dump

            return dump(self.resolve())
        lines = [f"name: {name}", f"extends: {self.start.name}"]
        lines += [] if self.seed is None else [f"seed: {self.seed}"]
        lines += [] if self.end is None else [f"years: {{end: {self.end}}}"]
        tree: dict[str, Any] = {}
        for key, value in self.changes.items():
            *sections, last = key.split(".")
            branch = tree
            for section in sections:
                branch = branch.setdefault(section, {})
            branch[last] = value
        return "\n".join([*lines, *_nested(tree, 0)]) + "\n"


@cache
def shipped() -> Mapping[str, Words]:
    """Names and titles of the scenarios that ship, the baseline first."""
    names = names_on((library(),))
    return {name: _title(name) for name in (BASELINE, *sorted(name for name in names if name != BASELINE))}


def _title(name: str) -> Words:
    tree, _ = read_file(library() / f"{name}.yaml")
    entry = tree.entries.get("title")
    title = plain(entry.node) if entry is not None else {}
    return Words(title.get("zh") or name, title.get("en") or name)


def start_values(start: Start) -> Scenario:
    """What the start says before anything is changed.

    Raises:
        ScenarioError: the file is refused.
    """
    return _load(start, list(SAMPLE))


@lru_cache(maxsize=64)
def _shipped_scenario(name: str, settings: tuple[str, ...]) -> Scenario:
    """A scenario that ships, with settings: each redrawing of the page asks for the same again."""
    return load_scenario(library() / f"{name}.yaml", list(settings))


def _load(start: Start, settings: list[str]) -> Scenario:
    if start.text is None:
        if start.name not in shipped():
            raise ScenarioError([Problem(Mark("page"), "", f"there is no scenario '{start.name}' that ships")])
        return _shipped_scenario(start.name, tuple(settings))
    if len(start.text) > MAX_BYTES:
        raise ScenarioError(
            [Problem(Mark(start.name), "", "the file is over 1 MB; a scenario is a small file of levers")]
        )
    with tempfile.TemporaryDirectory(prefix="jjj-upload-") as folder:
        path = Path(folder) / "uploaded.yaml"
        path.write_bytes(start.text)
        try:
            return load_scenario(path, settings)
        except ScenarioError as error:
            shown = [_renamed(problem, str(path), start.name) for problem in error.problems]
            raise ScenarioError(shown) from None


def _renamed(problem: Problem, path: str, name: str) -> Problem:
    """The problem with the user's own name of the file, so that no path of the server is told."""
    mark = problem.mark
    source = name if mark.source == path else Path(mark.source).name
    text = problem.text.replace(path, name).replace(str(Path(path).parent), "")
    return Problem(Mark(source, mark.line, mark.column), problem.key, text)


def _nested(tree: Mapping[str, Any], depth: int) -> list[str]:
    lines: list[str] = []
    for key, value in tree.items():
        if isinstance(value, dict) and not any(isinstance(inner, int) for inner in value):
            lines += ["  " * depth + f"{key}:", *_nested(value, depth + 1)]
        else:
            lines.append("  " * depth + f"{key}: {written(value)}")
    return lines
