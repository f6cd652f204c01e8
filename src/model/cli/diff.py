"""`jjj diff`: what differs between two resolved scenarios."""

from typing import Annotated

import typer


def diff(
    first: Annotated[str, typer.Argument(help="A scenario file, or the name of a shipped scenario.")],
    second: Annotated[str, typer.Argument(help="Another.")],
) -> int:
    """Say how two scenarios differ, lever by lever, with every parent and default resolved.

    比较两个情景（含全部默认值）。
    """
    from model.cli.tongue import language, said
    from model.reports.units import unit_words
    from model.scenario import load_scenario
    from model.scenario.differing import differences

    one, two = load_scenario(first), load_scenario(second)
    found = differences(one, two)
    if not found:
        typer.echo(said(f"{one.name}与{two.name}相同", f"{one.name} and {two.name} say the same"))
        return 0
    for difference in found:
        unit = said(f"（{unit_words(difference.unit).zh}）", f" ({difference.unit})") if difference.unit else ""
        both = difference.zh if language() == "zh" else f"{difference.en} | {difference.zh}"
        label = f"   {both}" if difference.en else ""
        typer.echo(f"{difference.key}{unit}{label}")
        typer.echo(f"  {one.name}: {difference.first}")
        typer.echo(f"  {two.name}: {difference.second}")
    return 0
