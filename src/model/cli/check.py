"""`jjj check`: all problems of all files in one list, before anything runs."""

from typing import Annotated

import typer


def check(
    files: Annotated[list[str], typer.Argument(help="Scenario files, or names of shipped scenarios.")],
    settings: Annotated[
        list[str] | None,
        typer.Option("--set", metavar="KEY=VALUE", help="Check with a lever changed; may be repeated."),
    ] = None,
) -> int:
    """Check scenario files and their parents; nothing is run or written. Exit code 2 if anything is wrong.

    检查情景文件：一次列出全部问题。
    """
    from model.cli.tongue import problem_said, said, sentence_said
    from model.scenario import ScenarioError, read_scenario

    problems: dict[str, None] = {}
    for file in files:
        try:
            loaded = read_scenario(file, tuple(settings or ()))
        except ScenarioError as error:
            problems.update(dict.fromkeys(problem_said(problem) for problem in error.problems))
            continue
        scenario = loaded.scenario
        for warning in loaded.warnings:
            words = said(f"提醒：{sentence_said(warning.text)}", f"warning: {warning.text}")
            typer.echo(f"{warning.mark}: {warning.key}: {words}", err=True)
        years, scale = scenario.years, scenario.scale
        name, first, last, residents = scenario.name, years.start, years.end, scale.residents
        text = said(
            f"{file}: 无误（{name}，{first}至{last}年，1:{residents}）",
            f"{file}: ok ({name}, {first} to {last}, 1:{residents})",
        )
        typer.echo(text)
    for problem in problems:
        typer.echo(problem, err=True)
    return 2 if problems else 0
