"""`jjj compare`: paired differences of a batch to its baseline, with intervals, beside the levers that differ."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    import pandas as pd

    from model.experiments.compare import Comparison

_LEVERS_SHOWN = 4


def compare(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="Folder of a batch, with SCENARIO/RUN_ID below it.")],
    baseline: Annotated[str | None, typer.Option(help="Scenario that the others are held against.")] = None,
    scenario: Annotated[list[str] | None, typer.Option(help="Which scenarios; all if not given.")] = None,
    indicator: Annotated[
        list[str] | None, typer.Option(help="Indicator; NAME_total is its sum over the years so far.")
    ] = None,
    level: Annotated[list[str] | None, typer.Option(help="region, province, city or place.")] = None,
    area: Annotated[list[str] | None, typer.Option(help="Area id, as beijing or xiongan.")] = None,
    year: Annotated[list[int] | None, typer.Option(help="Year; all are written and the last is shown.")] = None,
    precision: Annotated[str, typer.Option(help="Half-width wanted: in the indicator's unit, or as 20%.")] = "20%",
    code: Annotated[str | None, typer.Option(help="Beginning of the code hash, if several lie side by side.")] = None,
) -> int:
    """Compare scenarios seed by seed: difference, 90 % interval, and how many seeds a precision needs.

    按种子成对比较各情景与基准:差值、90%区间、所需种子数。
    """
    from model.cli.comparing import difference_table
    from model.cli.running import where
    from model.cli.show import console
    from model.experiments.compare import Question
    from model.experiments.compare import compare as compare_runs
    from model.experiments.tables import write_comparison

    question = Question(tuple(indicator or ()), tuple(level or ()), tuple(area or ()), tuple(year or ()), precision)
    found = compare_runs(folder, baseline, question, scenarios=scenario or [], code=code)
    screen = console()
    shown = found.differences["year"].max()
    for name in found.pairs.others:
        rows = found.differences[(found.differences["scenario"] == name) & (found.differences["year"] == shown)]
        if not year and not area and not level:
            rows = rows[rows["level"] == "region"]
        if len(rows):
            screen.print(difference_table(rows, name, found.pairs.baseline, len(found.pairs.seeds)))
            screen.print(_levers(found.levers[found.levers["scenario"] == name]), markup=False)
            screen.print()
    for line in (*_parts(found), _identity(found)):
        screen.print(line, markup=False)
    if found.pairs.left_out:
        screen.print(f"Left out, since no run of it is finished: {', '.join(found.pairs.left_out)}", markup=False)
    screen.print(f"( ) not clear of zero; seeds: for a half-width of {precision}", markup=False)
    screen.print("Paired: same seeds. Unpaired: what independent seeds would give.", markup=False)
    scale = found.pairs.scale[0]
    if scale >= 1000:
        screen.print(f"1:{scale} is for learning: no effect of relocation may be quoted from it.", markup=False)
    for path in write_comparison(found, folder):
        if path.name == "differences.csv":
            typer.echo(f"tables: {where(path.parent)}")
    return 0


def _levers(levers: "pd.DataFrame") -> str:
    """The input difference in one line."""
    if levers.empty:
        return "  no lever differs"
    said = [f"  lever {row.key}: {row.baseline} -> {row.value}" for row in levers.head(_LEVERS_SHOWN).itertuples()]
    more = len(levers) - _LEVERS_SHOWN
    return "\n".join([*said, *([f"  and {more} levers more, in levers.csv"] if more > 0 else [])])


def _parts(found: "Comparison") -> list[str]:
    """Why exposure changes, for each run with a twin in the climate of today."""
    table = found.decomposition
    if table.empty:
        return []
    start, year = found.pairs.years[0], int(found.differences["year"].max())
    last = table[(table["year"] == year) & (table["level"] == "region")]
    lines = [f"Exposure above 20 mm in {year}: % of that of {start} at control rates"]
    for name, rows in last.groupby("scenario", sort=False):
        values = rows.set_index("part")
        lines.append(f"  {name}, against {values['control'].iloc[0]} on the same seeds:")
        lines.append("    " + ", ".join(f"{part} {values.at[part, 'percent']:+.2f}" for part in values.index))
    return [*lines, ""]


def _identity(found: "Comparison") -> str:
    """Whether runs are the same until a lever differs."""
    table = found.identity
    broken = table[~table["holds"].astype(bool)]
    if broken.empty:
        return f"Identity: all {len(table)} pairs are the same bits until a lever differs."
    said = ", ".join(
        f"{row.scenario} seed {row.seed} differs in {row.first_differing_year}, levers from {row.first_lever_year}"
        for row in broken.head(5).itertuples()
    )
    return f"IDENTITY BROKEN in {len(broken)} of {len(table)} pairs: {said}"
