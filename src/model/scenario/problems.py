"""Where something stands in a file, what is wrong there, and the error that carries all problems at once."""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class Mark:
    """A place in a text: the file (or `--set`), line and column counted from 1."""

    source: str
    line: int = 1
    column: int = 1

    def __str__(self) -> str:
        return f"{self.source}:{self.line}:{self.column}"


@dataclass(frozen=True, slots=True)
class Problem:
    """One sentence about one place: `file:line:col: key: what is wrong; what is allowed; did you mean ...`."""

    mark: Mark
    key: str
    text: str

    def __str__(self) -> str:
        return f"{self.mark}: {self.key}: {self.text}" if self.key else f"{self.mark}: {self.text}"


class ScenarioError(ValueError):
    """Everything that is wrong with a scenario, in the order of the file."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        self.problems: tuple[Problem, ...] = tuple(dict.fromkeys(problems))
        super().__init__("\n".join(str(problem) for problem in self.problems))

    def __reduce__(self) -> tuple[type["ScenarioError"], tuple[tuple[Problem, ...]]]:
        return ScenarioError, (self.problems,)  # so that it survives the way between processes


def dotted(trail: Sequence[object]) -> str:
    """A key as it is written on the command line: `relocation.directed[0].jobs`."""
    text = ""
    for part in trail:
        if isinstance(part, int) and not isinstance(part, bool) and part < 1000:
            text += f"[{part}]"
        else:
            text += f".{part}" if text else str(part)
    return text
