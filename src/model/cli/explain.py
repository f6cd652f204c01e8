"""`jjj explain`: a value's ancestry and its evidence."""

from typing import TYPE_CHECKING, Annotated

import typer

from model.cli.tongue import language

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
    if language() == "zh":
        return _told_in_chinese(story)
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


def _told_in_chinese(story: "Story") -> str:
    from model.cli.helping import width
    from model.reports.grounds import GRADE_WORDS
    from model.reports.units import unit_words
    from model.scenario.schema.chinese import in_chinese

    unit = unit_words(story.unit).zh
    lines = [f"{story.key} = {story.value}" + (f"   （{unit}）" if unit else "")]
    lines += [f"  {text}" for text in (story.zh, in_chinese(story.description)) if text]
    if story.choices:
        lines.append(f"  可取：{'、'.join(map(str, story.choices))}")
    elif story.low is not None or story.high is not None:
        lines.append(f"  可取：{story.low or '不限'}至{story.high or '不限'}")
    if story.source:
        grade = GRADE_WORDS[story.grade].zh if story.grade in GRADE_WORDS else "选择"
        lines.append(f"  可信度：{grade}；出处：{in_chinese(story.source)}")
    names = {"default": "默认值", "parent": "上级", "file": "文件"}
    for step in story.steps:
        place = "" if step.mark is None else f"  （{step.mark}）"
        name = names.get(step.origin, step.origin)
        lines.append(f"  {name}{' ' * (8 - width(name))}{step.value}{place}")
    return "\n".join(lines)
