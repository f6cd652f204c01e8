"""`jjj explain`: a value's ancestry and its evidence."""

from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from model.scenario.explaining import Story


def explain(
    file: Annotated[str, typer.Argument(help="A scenario file, or the name of a shipped scenario.")],
    key: Annotated[str, typer.Argument(help="A lever or a section, as relocation.quota.manuf_general or climate.")],
    settings: Annotated[
        list[str] | None, typer.Option("--set", metavar="KEY=VALUE", help="Change a lever; may be repeated.")
    ] = None,
) -> int:
    """Say where a value comes from: default, parents, file, --set, each with its place; unit, range, grade, source.

    说明一个参数的来历、单位、范围、可信度与出处。
    """
    from model.scenario import read_scenario
    from model.scenario.explaining import explain as explained

    for story in explained(read_scenario(file, tuple(settings or ())), key):
        typer.echo(_told(story))
    return 0


def _told(story: "Story") -> str:
    lines = [f"{story.key} = {story.value}" + (f"   ({story.unit})" if story.unit else "")]
    if story.en:
        lines.append(f"  {story.en} | {story.zh}")
    if story.description:
        lines.append(f"  {story.description}")
    if story.choices:
        lines.append(f"  allowed: {', '.join(map(str, story.choices))}")
    elif story.low is not None or story.high is not None:
        lines.append(f"  allowed: {story.low or 'any'} to {story.high or 'any'}")
    if story.source:
        lines.append(f"  grade: {story.grade}; source: {story.source}")
    for step in story.steps:
        place = "" if step.mark is None else f"  ({step.mark})"
        lines.append(f"  {step.origin:<8} {step.value}{place}")
    return "\n".join(lines)
