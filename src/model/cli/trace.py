"""`jjj trace`: who was moved by the policy, person by person and firm by firm."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    import pandas as pd
    from rich.table import Table

    from model.experiments.tracing import Trace

_ROWS = 10


def trace(
    first: Annotated[str, typer.Argument(help="The reference: a scenario file, or the name of a shipped scenario.")],
    second: Annotated[str, typer.Argument(help="The scenario with the policy.")],
    year: Annotated[int, typer.Option(help="31 December of this year.")],
    seed: Annotated[int, typer.Option(help="Seed of both.", min=0)] = 1,
    scale: Annotated[int, typer.Option(help="Persons per agent: 1, 10, 100 or 1000.")] = 1000,
    settings: Annotated[
        list[str] | None, typer.Option("--set", metavar="KEY=VALUE", help="Change a lever of both; may be given often.")
    ] = None,
    threads: Annotated[int | None, typer.Option(help="Threads; no result depends on it.", min=1)] = None,
    out: Annotated[Path | None, typer.Option(help="Folder for the lists as CSV and Parquet.")] = None,
) -> int:
    """Follow the same residents and firms through two scenarios and list those whose place differs.

    在两个情景中跟踪同一批居民和企业，列出所在地不同者。
    """
    from model.cli.running import load_for_run, require_seed, where
    from model.cli.show import console, print_table
    from model.cli.tongue import said
    from model.experiments.machine import available_threads
    from model.experiments.tracing import trace as follow

    require_seed(seed)
    one, two = (load_for_run(name, settings or [], scale) for name in (first, second))
    found = follow(one, two, year, seed, threads=threads or available_threads())
    screen = console()
    text = said(
        f"{found.second}与{found.first}相比，种子{seed}，{year}年12月31日，1:{scale}",
        f"{found.second} against {found.first}, seed {seed}, 31 December {year}, 1:{scale}",
    )
    screen.print(text, markup=False)
    if found.residents.empty and found.firms.empty:
        screen.print(said("没有人也没有企业在别处。", "Nobody and no firm is elsewhere."), markup=False)
    for title, by, of in (
        ("Residents", ("status",), "residents"),
        ("From where to where, persons", ("origin_city", "destination_city"), "residents"),
        ("By age, persons", ("status", "age_group"), "residents"),
        ("By education, persons", ("status", "education"), "residents"),
        ("By sector of their job, persons", ("status", "sector"), "residents"),
        ("Firms, and their jobs", ("status",), "firms"),
        ("Firms by sector, from where to where", ("sector", "origin_city", "destination_city"), "firms"),
    ):
        table = found.summary(by, of)
        if len(table):
            screen.print()
            print_table(screen, _table(title, table))
    text = said(
        "只在一个情景中的个体，在另一情景中不在区域内、已去世或从未出生。",
        "An agent in one run only is outside the region, dead or never born in the other.",
    )
    screen.print(f"\n{text}", markup=False)
    if out is not None:
        for path in write_trace(found, out):
            typer.echo(where(path))
    return 0


def write_trace(found: "Trace", out: Path) -> list[Path]:
    """Write residents and firms as CSV and Parquet; each file is replaced in one step."""
    from model.experiments.store import parquet, replace_file

    out.mkdir(parents=True, exist_ok=True)
    written = []
    for name in ("residents", "firms"):
        table: pd.DataFrame = getattr(found, name)
        stem = f"trace-{found.first}-{found.second}-{found.year}-seed{found.seed}-{name}"
        text = table.to_csv(index=False, lineterminator="\n").encode("utf-8-sig")
        for suffix, content in (("csv", text), ("parquet", parquet(table))):
            written.append(replace_file(out / f"{stem}.{suffix}", content))
    return written


def _table(title: str, table: "pd.DataFrame") -> "Table":
    from model.cli.show import plain_table
    from model.cli.tongue import said
    from model.cli.trace_words import told
    from model.reports.numbers import number

    sums = [name for name in ("persons", "firms", "jobs") if name in table.columns]
    keys = [name for name in table.columns if name not in sums]
    rows = [
        (*(told(f"{row[key]}") for key in keys), *(number(float(row[name])) for name in sums))
        for row in table.head(_ROWS).to_dict("records")
    ]
    if len(table) > _ROWS:
        rest = table.iloc[_ROWS:]
        more = said(f"另有{len(rest)}行", f"and {len(rest)} row{'s' if len(rest) > 1 else ''} more")
        rows.append((more, *("" for _ in keys[1:]), *(number(float(rest[name].sum())) for name in sums)))
    heads = (told(key).replace("_", " ") for key in (*keys, *sums))
    return plain_table(told(title), tuple(heads), rows, names=len(keys))
