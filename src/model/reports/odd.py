"""The ODD protocol (Grimm et al. 2020) of the model: its text, with tables made from the code.

    python -m model.reports.odd > docs/odd.md

State variables, schedule, draws, parameters, inputs and targets are read from the classes, the year, the register, the
schema and the shipped tables, so the page cannot say what the code does not; a test holds the two together.
"""

import ast
import inspect
import sys
from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined

from model.columns import Columns
from model.economy.cells import Cells
from model.experiments.hindcast.targets import Target, load_targets
from model.firms.columns import Firms
from model.governments.city import CityGovernment
from model.people.columns import Residents
from model.randomness import registry
from model.randomness.registry import Draw
from model.region.evidence import table_evidence, table_names
from model.region.names import SECTORS
from model.scenario.schema.scenario import Scenario
from model.scenario.schema.shape import fields_of, levers
from model.simulation.year import YEAR


def odd_page() -> str:
    """The whole page, Markdown."""
    environment = Environment(
        loader=PackageLoader("model.reports"), undefined=StrictUndefined, trim_blocks=True, keep_trailing_newline=True
    )
    return environment.get_template("odd.j2").render(
        residents=_columns(Residents),
        firms=_columns(Firms),
        cells=_fields(Cells),
        governments=_attributes(CityGovernment),
        sectors=", ".join(SECTORS),
        schedule=[_process(process) for process in YEAR],
        draws=_draws(),
        inputs=_inputs(),
        parameters=_parameters(),
        targets=_targets(load_targets()),
    )


def table(head: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """A table in Markdown."""
    lines = [f"| {' | '.join(head)} |", "|---" * len(head) + "|"]
    lines += [f"| {' | '.join(str(cell).replace('|', '/') for cell in row)} |" for row in rows]
    return "\n".join(lines)


def _columns(owner: type[Columns[Any]]) -> str:
    said = docstrings(owner) | {"id": "Address of its draws, for life.", "place": "Place (199), order of places.csv."}
    rows = [(f"`{name}`", dtype.__name__, said.get(name, "")) for name, dtype in owner.dtypes.items()]
    return table(("column", "type", "meaning"), rows)


def _fields(owner: type) -> str:
    return table(("state", "meaning"), [(f"`{name}`", text) for name, text in docstrings(owner).items()])


def _attributes(owner: type) -> str:
    return " ".join((inspect.getdoc(owner) or "").split())


def docstrings(owner: type) -> dict[str, str]:
    """Name of each annotated attribute of a class to the docstring under it, in one line each."""
    tree = ast.parse(inspect.getsource(sys.modules[owner.__module__]))
    body = next(node.body for node in tree.body if isinstance(node, ast.ClassDef) and node.name == owner.__name__)
    said: dict[str, str] = {}
    for line, below in pairwise(body):
        match line, below:
            case ast.AnnAssign(target=ast.Name(id=name)), ast.Expr(value=ast.Constant(value=str(text))):
                said[name] = " ".join(text.split())
    return said


def _process(process: Any) -> tuple[str, str]:
    return process.__name__, " ".join((inspect.getdoc(process) or "").split())


def _draws() -> str:
    kinds = {registry.RESIDENT: "resident", registry.FIRM: "firm", registry.STORM: "storm", registry.PLACE: "place"}
    names: dict[str, list[str]] = {}
    for name, draw in vars(registry).items():
        if isinstance(draw, Draw):
            names.setdefault(kinds.get(draw.kind, "start stock"), []).append(name.lower())
    return table(("entity", "what is drawn"), [(kind, ", ".join(found)) for kind, found in names.items()])


def _inputs() -> str:
    rows = []
    for name in table_names():
        evidence = table_evidence(name)
        graded = ", ".join(f"{grade} {count}" for grade, count in evidence.counts.items())
        rows.append((f"`{name}`", evidence.rows, graded or "see its notes", ", ".join(evidence.documents)))
    return table(("table", "rows", "figures by grade", "notes"), rows)


def _parameters() -> str:
    rows = []
    for section in fields_of(Scenario):
        mine = [lever for lever in levers(Scenario) if lever.trail[0] == section]
        grades = Counter(str((lever.evidence or {}).get("grade", "choice")) for lever in mine)
        if mine:
            rows.append((f"`{section}`", len(mine), ", ".join(f"{grade} {count}" for grade, count in grades.items())))
    return table(("section", "levers", "by grade"), rows)


def _targets(targets: Sequence[Target]) -> str:
    counted = Counter((target.use, target.start, target.family) for target in targets)
    rows = [(use.replace("_", " "), start, family, count) for (use, start, family), count in sorted(counted.items())]
    return table(("use", "from", "family", "figures"), rows)


if __name__ == "__main__":
    sys.stdout.write(odd_page())
