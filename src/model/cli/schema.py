"""`jjj schema`: the format of scenario files, the page of levers, and what a scenario holds."""

import json
from typing import Annotated, Any

import typer

from model.cli.tongue import language


def schema(
    section: Annotated[str | None, typer.Argument(help="A section, as climate or relocation.quota.")] = None,
    page: Annotated[bool, typer.Option("--page", help="The reference page of all levers, in Markdown.")] = False,
    mechanisms: Annotated[
        bool, typer.Option("--mechanisms", help="What the article names, and where it is in the model, in Markdown.")
    ] = False,
    levers: Annotated[
        str | None,
        typer.Option("--levers", metavar="FILE", help="What a scenario holds: value by year, cut-off, grade, source."),
    ] = None,
) -> int:
    """Print the JSON schema of scenario files, the page of levers, that of mechanisms, or the levers of one scenario.

    输出情景文件的格式、参数说明、机制对照表，或某个情景的参数表。
    """
    if levers is not None:
        from model.scenario import load_scenario
        from model.scenario.reference import holdings_page

        typer.echo(holdings_page(load_scenario(levers), language()), nl=False)
    elif mechanisms:
        from model.scenario.mechanisms import mechanisms_page

        typer.echo(mechanisms_page(), nl=False)
    elif page:
        from model.scenario.reference import levers_page

        typer.echo(levers_page(lang=language()), nl=False)
    else:
        from model.scenario.json_schema import json_schema

        found = json_schema(section)
        typer.echo(json.dumps(_said(found) if language() == "zh" else found, ensure_ascii=False, indent=2))
    return 0


def _said(node: Any) -> Any:
    """The schema with meanings and sources in Chinese."""
    from model.scenario.schema.chinese import in_chinese

    if isinstance(node, dict):
        spoken = ("description", "source")
        return {
            key: in_chinese(value) if key in spoken and isinstance(value, str) else _said(value)
            for key, value in node.items()
        }
    return [_said(inner) for inner in node] if isinstance(node, list) else node
