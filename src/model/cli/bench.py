"""`jjj bench`: speed and memory on this machine, as a table, a small JSON and a figure."""

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

if TYPE_CHECKING:
    from rich.table import Table

    from model.reports.words import Lang


def bench(
    file: Annotated[str, typer.Argument(metavar="[FILE]", help="A scenario file, or a shipped scenario.")] = "baseline",
    scales: Annotated[str, typer.Option(help="Persons per agent, with commas: 1000,100,10,1.")] = "1000,100",
    threads: Annotated[str, typer.Option(help="Numbers of threads, with commas.")] = "1,2",
    years: Annotated[int, typer.Option(help="Simulated years of each run, from 2021.", min=3, max=35)] = 10,
    repeats: Annotated[int, typer.Option(help="Runs of each kind; the median is told.", min=1)] = 2,
    out: Annotated[Path, typer.Option(help="Folder for the JSON and the figure.")] = Path("outputs/bench"),
) -> int:
    """Measure ns per resident-year by process, memory and growth with scale, each run in a process of its own.

    本机的速度与内存：各过程每居民年的纳秒数、内存峰值、随规模的增长。
    """
    from model.cli.running import interrupts, where
    from model.cli.show import console, print_table
    from model.cli.tongue import language, sentence_said
    from model.experiments.bench.study import Bench, run_bench
    from model.reports.saving import save_picture
    from model.reports.speed import speed_picture

    order = Bench(file, _scales(scales), _numbers(threads, "--threads"), years, repeats)
    with interrupts():
        report = run_bench(order, lambda said: _tell(sentence_said(f"bench: {said}")))
    out.mkdir(parents=True, exist_ok=True)
    (out / "bench.json").write_text(json.dumps(report, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    save_picture(speed_picture(report), out, "both")
    screen, lang = console(), language()
    tables = [_by_process(report, lang), _by_run(report, lang)]
    if report["calls"]["share_of_years"]:
        tables.append(_by_call(report))
    for table in tables:
        print_table(screen, table)
        screen.print()
    for line in _facts(report):
        screen.print(line, markup=False)
    typer.echo(where(out))
    return 0


def _by_process(report: dict[str, Any], lang: "Lang") -> "Table":
    """A row for each process: ns per resident-year at each scale, share, ns per firm-year where firms are at work."""
    from model.cli.show import plain_table
    from model.experiments.bench.one import BESIDE
    from model.experiments.bench.study import per_resident_year, years_alone
    from model.reports.speed import OF_FIRMS, PROCESSES

    single = [run for run in report["runs"] if run["threads"] == min(run["threads"] for run in report["runs"])]
    each = {run["scale"]: per_resident_year(run) for run in single}
    finest = single[-1]
    whole = years_alone(finest)
    rows = []
    for name in finest["processor"]:
        if name in BESIDE:
            continue
        share = finest["processor"][name] / whole
        of_firm = finest["processor"][name] / max(finest["firm_years"], 1) * 1e9
        rows.append(
            (
                PROCESSES[name].say(lang) if name in PROCESSES else name,
                *(f"{found[name]:,.1f}" for found in each.values()),
                f"{100 * share:.0f} %",
                f"{of_firm:,.0f}" if name in OF_FIRMS else "",
            )
        )
    together = [sum(ns for name, ns in found.items() if name not in BESIDE) for found in each.values()]
    rows.append(("合计" if lang == "zh" else "a year", *(f"{value:,.1f}" for value in together), "100 %", ""))
    title = "每居民年纳秒（处理器时间）" if lang == "zh" else "ns of processor time per resident-year, one thread"
    heads = ("", *(f"1:{scale}" for scale in each), "份额" if lang == "zh" else "share")
    return plain_table(title, (*heads, "每企业年" if lang == "zh" else "per firm-year"), rows)


def _by_run(report: dict[str, Any], lang: "Lang") -> "Table":
    from model.cli.show import plain_table

    rows = [
        (
            f"1:{run['scale']}, {run['threads']}",
            f"{run['agents']:,}",
            f"{run['ns_per_resident_year']['low']:,.1f}-{run['ns_per_resident_year']['high']:,.1f}",
            f"{run['process']['seconds']:.1f}",
            f"{run['process']['processor']:.1f}",
            f"{max(run['peak_mb'].values()):,.0f}",
        )
        for run in report["runs"]
    ]
    title = "每次运行（整个进程）" if lang == "zh" else "each run, the whole process"
    if lang == "zh":
        return plain_table(title, ("比例, 线程", "居民", "纳秒", "秒", "处理器秒", "MB"), rows)
    return plain_table(title, ("scale, threads", "residents", "ns", "s", "processor s", "MB"), rows)


def _by_call(report: dict[str, Any]) -> "Table":
    """The tree of calls: functions of the code, whose names have no second language."""
    from model.cli.show import plain_table
    from model.cli.tongue import said

    rows = []
    for path, share in _ordered(report["calls"]["share_of_years"]):
        parts = path.split("/")
        rows.append(("  " * (len(parts) - 1) + parts[-1], f"{100 * share:.0f} %"))
    scale = report["calls"]["scale"]
    title = said(f"1:{scale}时一年的各项调用", f"what a year calls at 1:{scale}")
    return plain_table(title, ("", said("份额", "share")), rows)


def _ordered(shares: dict[str, float]) -> list[tuple[str, float]]:
    """Each branch below its parent, larger ones first."""

    def key(item: tuple[str, float]) -> tuple[object, ...]:
        parts = item[0].split("/")
        heads = ["/".join(parts[: k + 1]) for k in range(len(parts))]
        return tuple(word for head in heads for word in (-shares.get(head, 0.0), head))

    return sorted(shares.items(), key=key)


def _facts(report: dict[str, Any]) -> list[str]:
    from model.cli.tongue import said
    from model.experiments.bench.study import COLUMN_BYTES

    named, load = report["machine"], f"{report['machine']['load'] or 0:.1f}"
    lines = [
        said(
            f"{named['processor']}，{named['cores']}核，Python {named['python']}，负载{load}",
            f"{named['processor']}, {named['cores']} cores, Python {named['python']}, load {load}",
        )
    ]
    for one in report["growth"]:
        power, first, last = f"N^{one['exponent']:.2f}", one["from"], one["to"]
        lines.append(said(f"增长{power}，1:{first}至1:{last}", f"growth {power} from 1:{first} to 1:{last}"))
    for one in report["speed_up"]:
        bits = said("逐位相同", "the same bits") if one["same_bits"] else said("结果不同", "OTHER BITS")
        threads, scale, times = one["threads"], one["scale"], f"{one['times']:.2f}"
        lines.append(
            said(
                f"1:{scale}时{threads}个线程按时钟快至{times}倍，{bits}",
                f"{threads} threads at 1:{scale} are {times} times as fast by the clock, {bits}",
            )
        )
    for threads, speed in report["copy_gb_per_second"].items():
        floor = f"{2 * COLUMN_BYTES / speed:.2f}"
        lines.append(
            said(
                f"{threads}个线程复制：{speed:g} GB/s，居民各列读写一遍{floor}纳秒",
                f"copy with {threads}: {speed:g} GB/s, a pass over all columns of a resident {floor} ns",
            )
        )
    for name, took in report["starts"].items():
        lines.append(said(f"jjj {name}：{took['seconds']:.2f}秒", f"jjj {name}: {took['seconds']:.2f} s"))
    return lines


def _scales(text: str) -> tuple[int, ...]:
    from model.cli.running import scale_settings

    scales = _numbers(text, "--scales")
    for scale in scales:
        scale_settings(scale)
    return tuple(sorted(set(scales), reverse=True))


def _numbers(text: str, option: str) -> tuple[int, ...]:
    from model.cli.running import OptionError

    words = text.split(",")
    if not all(word.strip().isdigit() and int(word) > 0 for word in words):
        raise OptionError(
            f"{option}: {text!r} is no list of whole numbers from 1 with commas between, such as 1000,100"
        )
    return tuple(dict.fromkeys(int(word) for word in words))


def _tell(text: str) -> None:
    sys.stderr.write(text + "\n")
    sys.stderr.flush()
