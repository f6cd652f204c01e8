"""The house keeps its one-way street: a room imports only from rooms before it."""

import ast
from pathlib import Path

import model

ROOMS = (
    "randomness",
    "region",
    "scenario",
    "people",
    "firms",
    "economy",
    "climate",
    "governments",
    "simulation",
    "experiments",
    "reports",
    "app",
    "cli",
)
PACKAGE = Path(model.__file__).parent
SHARED = ("columns", "chunks", "products", "special")
"""Files beside the rooms that serve all of them."""


def imports_of(path):
    """Parts of the package that a file imports when it runs; imports for type checkers alone do not count."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    for_types = {
        id(inner)
        for node in ast.walk(tree)
        if isinstance(node, ast.If) and getattr(node.test, "id", "") == "TYPE_CHECKING"
        for inner in ast.walk(node)
    }
    for node in ast.walk(tree):
        if id(node) in for_types:
            continue
        if isinstance(node, ast.ImportFrom) and node.module:
            names = [f"{node.module}.{alias.name}" for alias in node.names]
        elif isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        else:
            continue
        for parts in (name.split(".") for name in names):
            if parts[0] == "model" and len(parts) > 1:
                yield parts[1]


def test_an_import_is_found_however_it_is_written(tmp_path):
    text = "import model.cli.run\nfrom model import app\nif x:\n    from model.reports.page import y\n"
    (tmp_path / "one.py").write_text(text, encoding="utf-8")
    assert set(imports_of(tmp_path / "one.py")) == {"cli", "app", "reports"}


def test_what_serves_all_rooms_imports_the_first_alone():
    found = {name: set(imports_of(PACKAGE / f"{name}.py")) - set(SHARED) for name in SHARED}
    assert all(rooms <= {ROOMS[0]} for rooms in found.values()), found


def test_every_room_imports_only_from_rooms_before_it():
    wrong = []
    for room in ROOMS:
        for path in sorted((PACKAGE / room).rglob("*.py")):
            later = {name for name in imports_of(path) if name in ROOMS and ROOMS.index(name) > ROOMS.index(room)}
            wrong += [f"{path.relative_to(PACKAGE)} imports {name}" for name in sorted(later)]
    assert not wrong, "\n".join(wrong)


def test_there_is_no_room_without_a_name_in_the_list():
    rooms = {path.name for path in PACKAGE.iterdir() if path.is_dir() and not path.name.startswith("_")}
    assert rooms <= set(ROOMS)


def test_no_code_of_the_model_draws_from_a_generator_of_its_own():
    wrong = []
    for path in sorted(PACKAGE.rglob("*.py")):
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
            code = line.split("#")[0]
            if "np.random." in code or code.strip().startswith(("import random", "from random import")):
                wrong.append(f"{path.relative_to(PACKAGE)}:{number}")
    assert not wrong, "\n".join(wrong)


def test_no_sum_of_a_run_is_left_to_a_library_that_orders_it_by_the_processor():
    wrong = []
    for room in ROOMS[: ROOMS.index("experiments")]:
        for path in sorted((PACKAGE / room).rglob("*.py")):
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                product = isinstance(node, (ast.BinOp, ast.AugAssign)) and isinstance(node.op, ast.MatMult)
                called = isinstance(node, ast.Attribute) and node.attr in {"dot", "vdot", "matmul", "linalg"}
                if product or called:
                    wrong.append(f"{path.relative_to(PACKAGE)}:{node.lineno}")
    assert not wrong, "\n".join(wrong)


def test_only_commands_print():
    wrong = []
    for room in ROOMS[:-1]:
        for path in sorted((PACKAGE / room).rglob("*.py")):
            tree = ast.parse(path.read_text(encoding="utf-8"))
            calls = [node for node in ast.walk(tree) if isinstance(node, ast.Call)]
            if any(getattr(call.func, "id", "") == "print" for call in calls):
                wrong.append(str(path.relative_to(PACKAGE)))
    assert not wrong
