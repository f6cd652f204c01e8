"""`jjj new`: a working, commented scenario to begin with."""

from pathlib import Path
from typing import Annotated

import typer


def new(
    name: Annotated[str, typer.Argument(help="Name of the scenario: letters of any script, digits, - and _.")],
    parent: Annotated[str, typer.Option("--from", help="Scenario that it builds on.")] = "baseline",
) -> int:
    """Copy a working, commented scenario to NAME.yaml (into ./scenarios where that folder exists).

    新建一份可直接运行的情景文件。
    """
    from model.cli.tongue import said
    from model.scenario import Mark, Problem, ScenarioError
    from model.scenario.checks import name_problem
    from model.scenario.finding import find_named, shelves

    place = Mark("jjj new")
    complaint = name_problem(name)
    if complaint:
        raise ScenarioError([Problem(place, "", complaint)])
    folder = Path("scenarios") if Path("scenarios").is_dir() else Path()
    find_named(parent, shelves(folder), place, "--from")
    file = folder / f"{name}.yaml"
    template = (Path(__file__).parents[1] / "scenario" / said("template.zh.yaml", "template.yaml")).read_text("utf-8")
    text = template.replace("@FILE@", file.as_posix()).replace("@NAME@", name).replace("@PARENT@", parent)
    try:
        with file.open("x", encoding="utf-8") as out:
            out.write(text)
    except FileExistsError:
        raise ScenarioError([Problem(Mark(str(file)), "", "this file exists already; choose another name")]) from None
    typer.echo(said(f"{file}已写好。下一步：jjj check {file}", f"{file} is ready. Next: jjj check {file}"))
    return 0
