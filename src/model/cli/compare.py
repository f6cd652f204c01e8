"""`jjj compare`: paired differences of a batch to its baseline, with intervals, beside the levers that differ."""

from collections.abc import Sequence
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

    按种子成对比较各情景与基准：差值、90%区间、所需种子数。
    """
    from model.cli.comparing import difference_table
    from model.cli.running import where
    from model.cli.show import console, print_table
    from model.cli.tongue import said
    from model.experiments.compare import Question
    from model.experiments.compare import compare as compare_runs
    from model.experiments.indicators import HEADLINE
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
            rows = _in_order(rows, indicator or HEADLINE)
            print_table(screen, difference_table(rows, name, found.pairs.baseline, len(found.pairs.seeds)))
            screen.print(_levers(found.levers[found.levers["scenario"] == name]), markup=False)
            screen.print()
    for line in (*_parts(found), _identity(found)):
        screen.print(line, markup=False)
    if found.pairs.left_out:
        names = ", ".join(found.pairs.left_out)
        screen.print(
            said(f"无已完成的运行，未列入：{names}", f"Left out, since no run of it is finished: {names}"), markup=False
        )
    for line in _notes(precision, found.pairs.scale[0]):
        screen.print(line, markup=False)
    for path in write_comparison(found, folder):
        if path.name == "differences.csv":
            typer.echo(f"{said('表：', 'tables: ')}{where(path.parent)}")
    return 0


def _in_order(rows: "pd.DataFrame", indicators: Sequence[str]) -> "pd.DataFrame":
    """Areas as they stand, and in each the indicators in the order in which they were asked for."""
    areas = list(dict.fromkeys(zip(rows["level"], rows["area_id"], strict=True)))
    keys = [(areas.index((row.level, row.area_id)), indicators.index(row.indicator)) for row in rows.itertuples()]
    return rows.iloc[sorted(range(len(rows)), key=keys.__getitem__)]


def _notes(precision: str, scale: int) -> list[str]:
    """How the table is to be read."""
    from model.cli.tongue import said

    lines = [
        said(
            f"( ) 不能与零区分；种子：半宽达到{precision}所需",
            f"( ) not clear of zero; seeds: for a half-width of {precision}",
        ),
        said(
            "成对：同一种子；非成对：若各用独立的种子。",
            "Paired: same seeds. Unpaired: what independent seeds would give.",
        ),
    ]
    if scale >= 1000:
        lines.append(
            said(
                f"1:{scale}只供学习：疏解的效果不可引用。",
                f"1:{scale} is for learning: no effect of relocation may be quoted from it.",
            )
        )
    return lines


def _levers(levers: "pd.DataFrame") -> str:
    """The input difference, a line a lever."""
    from model.cli.tongue import said

    if levers.empty:
        return said("  没有参数不同", "  no lever differs")
    word = said("参数", "lever")
    lines = [f"  {word} {row.key}: {row.baseline} -> {row.value}" for row in levers.head(_LEVERS_SHOWN).itertuples()]
    if (more := len(levers) - _LEVERS_SHOWN) > 0:
        lines.append(said(f"  另有{more}个参数，见levers.csv", f"  and {more} levers more, in levers.csv"))
    return "\n".join(lines)


def _parts(found: "Comparison") -> list[str]:
    """Why exposure changes, for each run with a twin in the climate of today."""
    from model.cli.tongue import language, said
    from model.reports.exposure_parts import NAMES

    table = found.decomposition
    if table.empty:
        return []
    lang, start, year = language(), found.pairs.years[0], int(found.differences["year"].max())
    last = table[(table["year"] == year) & (table["level"] == "region")]
    lines = [
        said(
            f"{year}年20毫米以上降雨的暴露人次：{start}年（对照频率）的百分比",
            f"Exposure above 20 mm in {year}: % of that of {start} at control rates",
        )
    ]
    for name, rows in last.groupby("scenario", sort=False):
        values = rows.set_index("part")
        twin = values["control"].iloc[0]
        lines.append(said(f"  {name}，与同一种子的{twin}相比：", f"  {name}, against {twin} on the same seeds:"))
        parts = (
            f"{part if lang == 'en' else NAMES[part].zh} {values.at[part, 'percent']:+.2f}" for part in values.index
        )
        lines.append("    " + said("，", ", ").join(parts))
    return [*lines, ""]


def _identity(found: "Comparison") -> str:
    """Whether runs are the same until a lever differs."""
    from model.cli.tongue import said

    table = found.identity
    broken = table[~table["holds"].astype(bool)]
    if broken.empty:
        return said(
            f"一致性：全部{len(table)}对在参数不同之前逐位相同。",
            "Identity: {} the same bits until a lever differs.".format(
                "the one pair is" if len(table) == 1 else f"all {len(table)} pairs are"
            ),
        )
    breaches = said("，", ", ").join(
        said(
            f"{row.scenario}种子{row.seed}在{row.first_differing_year}年已不同，参数自{row.first_lever_year}年起不同",
            f"{row.scenario} seed {row.seed} differs in {row.first_differing_year}, levers from {row.first_lever_year}",
        )
        for row in broken.head(5).itertuples()
    )
    return said(
        f"一致性被破坏，{len(table)}对中有{len(broken)}对：{breaches}",
        f"IDENTITY BROKEN in {len(broken)} of {len(table)} pairs: {breaches}",
    )
