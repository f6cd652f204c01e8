"""Help in Chinese, set for eighty columns in which a Chinese character takes two."""

import re
from typing import Any, Final
from unicodedata import east_asian_width

from model.cli.chinese import HELP
from model.cli.examples import EXAMPLES

WIDTH: Final = 78
"""Two less than eighty: a stop may hang over the edge."""
GAP: Final = 2
WIDEST: Final = 30
"""Columns of the names of options at most; a longer name stands on a line of its own."""
KINDS: Final = {
    "str": "文本",
    "int range": "整数",
    "int": "整数",
    "float": "小数",
    "float range": "小数",
    "path": "路径",
}


def help_in_chinese(command: Any, name: str) -> str:
    """The help of a command.

    Args:
        command: as typer has made it.
        name: one of `COMMANDS`.
    """
    context = command.make_context(f"jjj {name}", [], resilient_parsing=True)
    pieces = " ".join(command.collect_usage_pieces(context)).replace("[OPTIONS]", "[选项]")
    lines = [f"用法：jjj {name} {pieces}", "", *folded(HELP[name].about, 2, WIDTH), ""]
    for kind, title in (("argument", "参数："), ("option", "选项：")):
        rows = [_row(each, context, name) for each in command.get_params(context) if each.param_type_name == kind]
        lines += [title, *_table([row for row in rows if row]), ""] if any(rows) else []
    if name in EXAMPLES:
        lines += ["示例：", *(f"  {line}" for line in EXAMPLES[name]), ""]
    return "\n".join(lines)


def width(text: str) -> int:
    """Columns that a text takes on a terminal."""
    return sum(2 if east_asian_width(letter) in "WF" else 1 for letter in text)


def _row(parameter: Any, context: Any, name: str) -> tuple[str, str] | None:
    """Name and meaning of an argument or option; None for what is not shown."""
    record = parameter.get_help_record(context)
    if record is None:
        return None
    shown, meaning = record
    if parameter.name == "help":
        return shown, "显示这段说明。"
    note = str(meaning).removeprefix(parameter.help or "").strip()
    note = note.replace("required", "必填").replace("default: ", "默认：")
    shown = re.sub(r"<(?:list\[)?([a-z ]+)\]?>", lambda found: f"<{KINDS.get(found[1], found[1])}>", shown)
    return shown, " ".join(filter(None, (HELP[name].parameters.get(parameter.name, parameter.help), note)))


def _table(rows: list[tuple[str, str]]) -> list[str]:
    """Two columns; the second is folded."""
    left = min(max(width(name) for name, _ in rows), WIDEST) + 2 + GAP
    lines = []
    for name, meaning in rows:
        head, *rest = folded(meaning, left, WIDTH)
        if width(name) + 2 + GAP > left:
            lines += [f"  {name}", head, *rest]
        else:
            lines += ["  " + name + " " * (left - 2 - width(name)) + head.lstrip(), *rest]
    return lines


def folded(text: str, indent: int, columns: int) -> list[str]:
    """Lines of at most so many columns; Chinese breaks anywhere, but no line begins with a stop."""
    lines, line = [], " " * indent
    for piece in re.findall(r"[!-~]+|.", text):
        if width(line + piece) > columns and line.strip() and piece not in "，。；：、）”":
            lines.append(line.rstrip())
            line = " " * indent
        line += piece if line.strip() or piece != " " else ""
    return [*lines, line.rstrip()]
