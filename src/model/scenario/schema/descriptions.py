"""What the docstrings under the fields say, read from the sources only when someone asks."""

import ast
import inspect
import sys
from functools import cache
from itertools import pairwise

from model.scenario.schema.base import Section


@cache
def descriptions(section: type[Section]) -> dict[str, str]:
    """Name of each field of a section to its docstring, in one line each.

    pydantic could do this for every class when it is defined; that costs a tenth of a second at each start.
    """
    tree = ast.parse(inspect.getsource(sys.modules[section.__module__]))
    body = next(node.body for node in tree.body if isinstance(node, ast.ClassDef) and node.name == section.__name__)
    said: dict[str, str] = {}
    for line, below in pairwise(body):
        if isinstance(line, ast.AnnAssign) and isinstance(line.target, ast.Name) and isinstance(below, ast.Expr):
            text = below.value.value if isinstance(below.value, ast.Constant) else None
            if isinstance(text, str):
                said[line.target.id] = " ".join(text.split())
    return said


def description(section: type[Section], name: str) -> str:
    """Docstring of one field; empty if it has none."""
    return descriptions(section).get(name, "")
