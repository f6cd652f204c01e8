"""The page of mechanisms: what the article names, and what of the model answers it.

seed_mechanisms.csv is the article (87 roles, actors, mechanisms and levers), mechanisms.csv the answer, row by row. The
page is made of both and of the schema, and a test holds every lever, process and output of it against the model.
"""

import csv
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from model.region.names import DATA
from model.scenario.schema.scenario import Scenario
from model.scenario.schema.shape import find_lever

STATES: Final = {
    "built": "有 built",
    "outcome": "结果 outcome",
    "part": "部分 in part",
    "not built": "未建 not built",
}
"""How a row is answered: built; an outcome that nothing sets; in part, the answer says what is missing; not built."""
_HEAD: Final = """# What the article names, and where it is in the model 机制对照

Made by `jjj schema --mechanisms`. One row for each of the 87 roles, actors, mechanisms and levers that were read out of
the article (seed_mechanisms.csv): the levers that move it, the processes that carry it out, the indicators (or flows)
that show it. Where something is missing, the last column says what and why.

每一行对应文章中的一个角色、主体、机制或政策；依次为可调参数、实现过程、输出指标；缺失之处在最后一列说明。

"""


@dataclass(frozen=True, slots=True)
class Mechanism:
    """One row: what the article names and what answers it."""

    id: str
    en: str
    zh: str
    priority: str
    """core, extended or optional."""
    state: str
    """A key of STATES."""
    levers: tuple[str, ...]
    """Full names of levers."""
    processes: tuple[str, ...]
    """Modules."""
    outputs: tuple[str, ...]
    """Indicators; `flows.KIND` is a kind of the flows."""
    answer_en: str
    answer_zh: str


def mechanisms(folder: Path = DATA) -> tuple[Mechanism, ...]:
    """All rows, in the order of the article's table.

    Raises:
        KeyError: a row of the article has no answer.
    """
    answers = {row["id"]: row for row in _rows(folder / "mechanisms.csv")}
    found = []
    for row in _rows(folder / "seed_mechanisms.csv"):
        answer = answers[row["id"]]
        found.append(
            Mechanism(
                id=row["id"],
                en=row["name_en"],
                zh=row["name_zh"],
                priority=row["priority"],
                state=answer["state"],
                levers=_parts(answer["levers"]),
                processes=_parts(answer["processes"]),
                outputs=_parts(answer["outputs"]),
                answer_en=answer["answer_en"],
                answer_zh=answer["answer_zh"],
            )
        )
    return tuple(found)


def mechanisms_page() -> str:
    """The page in Markdown: a count by priority and state, then the rows."""
    rows = mechanisms()
    lines = ["| | " + " | ".join(STATES.values()) + " |", "|---" * (len(STATES) + 1) + "|"]
    for priority in dict.fromkeys(row.priority for row in rows):
        counts = [sum(row.priority == priority and row.state == state for row in rows) for state in STATES]
        lines.append(f"| {priority} | " + " | ".join(map(str, counts)) + " |")
    lines += [
        "",
        "| id | 名称 name | 级别 | 状态 state | levers | processes | outputs | 说明 remarks |",
        "|---" * 8 + "|",
    ]
    return _HEAD + "\n".join([*lines, *(_line(row) for row in rows)]) + "\n"


def is_lever(name: str) -> bool:
    """Whether the schema has a lever of that full name."""
    trail = tuple(name.split("."))
    found = find_lever(Scenario, trail)
    return found is not None and found.trail == trail


def _line(row: Mechanism) -> str:
    processes = [name.removeprefix("model.") for name in row.processes]
    cells = [
        row.id,
        f"{row.zh}<br>{row.en}",
        row.priority,
        STATES[row.state],
        *("<br>".join(f"`{name}`" for name in names) for names in (row.levers, processes, row.outputs)),
        "<br>".join(text for text in (row.answer_zh, row.answer_en) if text),
    ]
    return "| " + " | ".join(cells) + " |"


def _parts(cell: str) -> tuple[str, ...]:
    return tuple(part for part in cell.split(";") if part)


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))
