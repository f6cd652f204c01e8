"""The page of a batch: effects first, then where and who, then on what they rest; one file, two languages."""

from dataclasses import dataclass
from typing import Any

from model.experiments.store import StoredRun
from model.reports.cast import by_weight
from model.reports.effects import effect_cards, effect_tables
from model.reports.ensemble import Ensemble
from model.reports.grounds import grounds
from model.reports.page import rendered
from model.reports.reckoning import leak_rows, price_rows
from model.reports.sheet import Picture
from model.reports.units import unit_words
from model.reports.words import Speech, Words

MOST = 24
"""Scenarios whose figures stand in tables, those that differ most; all are in the files of `jjj compare`."""
MANY = 8
"""Differing levers of a scenario beyond which they are folded away."""


@dataclass(frozen=True, slots=True)
class LeverRow:
    """A lever that differs from the baseline."""

    key: str
    label: Words
    unit: Words
    baseline: str
    value: str
    first_year: int


@dataclass(frozen=True, slots=True)
class LeverBlock:
    """The levers of one scenario."""

    name: str
    title: Words
    rows: list[LeverRow]

    @property
    def many(self) -> bool:
        """Whether the list is folded away."""
        return len(self.rows) > MANY


def batch_page(batch: Ensemble, pictures: list[Picture], lang: Speech = "both") -> str:
    """The page of a batch. It works from a file, without a network, and prints."""
    base = batch.title(batch.pairs.baseline)
    context: dict[str, Any] = {
        "title": Words(f"{len(batch.pairs.others)}个情景，{batch.seeds}对种子", _english_title(batch)),
        "base": base,
        "batch": batch,
        "cards": effect_cards(batch),
        "tables": effect_tables(batch, told(batch)),
        "more": untold(batch),
        "leaks": leak_rows(batch, told(batch)),
        "prices": price_rows(batch, told(batch)),
        "blocks": lever_blocks(batch),
        "grounds": grounds(),
        "facts": facts(batch),
        "cautions": cautions(batch),
        "warnings": warnings(batch),
        "commands": commands(batch),
        "scenario": (batch.pairs.of(batch.pairs.baseline)[0].folder / "scenario.yaml").read_text(encoding="utf-8"),
        "sums": checksums(batch),
    }
    return rendered("batch.html.j2", context, pictures, lang)


def told(batch: Ensemble) -> list[str]:
    """The scenarios that tables hold, in the order of the batch."""
    others = list(batch.pairs.others)
    if len(others) <= MOST:
        return others
    kept = set(by_weight(batch)[:MOST])
    return [name for name in others if name in kept]


def untold(batch: Ensemble) -> Words | None:
    """How many scenarios the tables leave out."""
    more = len(batch.pairs.others) - MOST
    if more <= 0:
        return None
    return Words(
        f"这里只列差别最大的{MOST}个情景；另{more}个见 jjj compare 写出的表。",
        f"The {MOST} scenarios that differ most; {more} more are in the tables that jjj compare writes.",
    )


def lever_blocks(batch: Ensemble) -> list[LeverBlock]:
    """Levers that differ, by scenario."""
    table = batch.comparison.levers
    out = []
    for name in told(batch):
        rows = [
            LeverRow(
                str(row["key"]),
                Words(str(row["zh"]), str(row["en"])),
                unit_words(str(row["unit"])),
                str(row["baseline"]),
                str(row["value"]),
                int(row["first_year"]),
            )
            for _, row in table[table["scenario"] == name].iterrows()
        ]
        out.append(LeverBlock(name, batch.title(name), rows))
    return out


def cautions(batch: Ensemble) -> list[Words]:
    """What a reader must know before quoting a number of this page."""
    base = batch.title(batch.pairs.baseline)
    people = batch.pairs.scale[0]
    said = [
        Words(
            f"每个效果都是与“{base.zh}”之差，同一种子逐一相减；换一个参照，效果就是另一个数。",
            f"Every effect is a difference to {base.en}, taken seed by seed; another reference gives another effect.",
        ),
        Words(
            "区间（90 %）含种子间的偶然与参数的不确定性（每个种子一组经历史筛选的参数），不含模型结构。",
            "Intervals (90 %) hold chance between seeds and doubt about parameters (each seed has one of the sets that "
            "the record allows), not the model's structure.",
        )
        if batch.own_parameters
        else Words(
            "区间（90 %）只含种子间的偶然，不含参数与模型结构的不确定性；后者更大。",
            "Intervals (90 %) hold the chance between seeds alone, not parameters or the model's structure, which "
            "matter more.",
        ),
        Words(
            "低、中排放两条路径的降雨系数（+18 %、+20 %）相差小于其误差，不比较高下。",
            "The rain multipliers of the low and medium path (+18 %, +20 %) differ by less than their error and are "
            "not ranked.",
        ),
    ]
    if people >= 1000:
        said.insert(
            0,
            Words(
                f"比例为1:{people}，只供学习：疏解效果不可引用。",
                f"The scale is 1:{people}, for learning: no effect of relocation may be quoted.",
            ),
        )
    if batch.seeds < 10:
        said.append(
            Words(
                f"只有{batch.seeds}对种子，区间本身也不准；发布前请用十对以上。",
                f"There are only {batch.seeds} pairs, so the intervals are rough themselves; publish with ten or more.",
            )
        )
    if batch.pairs.left_out:
        names = ", ".join(batch.pairs.left_out)
        said.append(Words(f"没有完成的运行，未列入：{names}。", f"Left out, since no run is finished: {names}."))
    identity = batch.comparison.identity
    broken = identity[~identity["holds"].astype(bool)]
    said.append(
        Words(
            f"同一性检查：{len(identity)}对运行在参数首次不同之前逐位相同。",
            f"Identity: all {len(identity)} pairs are the same bits until a lever differs.",
        )
        if broken.empty
        else Words(
            f"同一性检查未通过：{len(broken)}对运行在参数不同之前已有差异，效果不可信。",
            f"Identity is broken: {len(broken)} pairs differ before a lever does; do not trust these effects.",
        )
    )
    return said


def facts(batch: Ensemble) -> list[tuple[Words, str]]:
    """What identifies the batch."""
    manifest = StoredRun(batch.pairs.of(batch.pairs.baseline)[0].folder).manifest
    packages = manifest.get("packages", {})
    seeds = batch.pairs.seeds
    whole = seeds == tuple(range(seeds[0], seeds[-1] + 1))
    said = f"{seeds[0]}–{seeds[-1]}" if whole and len(seeds) > 1 else ", ".join(map(str, seeds))
    people, firms = batch.pairs.scale
    return [
        (Words("情景", "Scenarios"), ", ".join(batch.pairs.scenarios)),
        (Words("参照", "Reference"), batch.pairs.baseline),
        (Words("种子", "Seeds"), said),
        (Words("年份", "Years"), f"{batch.start}–{batch.end}"),
        (Words("比例", "Scale"), f"1:{people} · 1:{firms}"),
        (Words("代码校验", "Code hash"), batch.pairs.code),
        (Words("代码", "Code"), f"jingjinji {manifest.get('model', {}).get('version') or ''}".strip()),
        (Words("软件包", "Packages"), ", ".join(f"{name} {version}" for name, version in packages.items())),
    ]


def warnings(batch: Ensemble) -> list[str]:
    """Warnings of the runs, each once, with the scenarios that gave it."""
    by_text: dict[str, list[str]] = {}
    for name in batch.pairs.scenarios:
        for text in StoredRun(batch.pairs.of(name)[0].folder).manifest.get("warnings", []):
            by_text.setdefault(str(text), []).append(name)
    whole = len(batch.pairs.scenarios)
    return [text if len(names) == whole else f"{', '.join(names)}: {text}" for text, names in by_text.items()]


def commands(batch: Ensemble) -> str:
    """What makes the batch and this page again."""
    scale = batch.pairs.scale[0]
    files = " ".join(f"{name}.yaml" for name in batch.pairs.scenarios)
    parameters = " --parameters ensemble" if batch.own_parameters else ""
    return "\n".join(
        (
            f"jjj batch {files} --seeds {max(batch.pairs.seeds)} --scale {scale}{parameters} --out outputs",
            f"jjj compare outputs --baseline {batch.pairs.baseline}",
            "jjj report outputs",
        )
    )


def checksums(batch: Ensemble) -> str:
    """Scenario, seed, run and the checksum of its results, one line each."""
    runs = [row for name in batch.pairs.scenarios for row in batch.pairs.of(name)]
    sums = [StoredRun(row.folder).manifest.get("results_sha256", "") for row in runs]
    lines = [f"{row.scenario}  {row.seed}  {row.run_id}  {sha}" for row, sha in zip(runs, sums, strict=True)]
    return "\n".join(lines)


def _english_title(batch: Ensemble) -> str:
    count = len(batch.pairs.others)
    seeds = f"{batch.seeds} paired seeds" if batch.seeds > 1 else "one seed"
    return f"{count} {'scenario' if count == 1 else 'scenarios'}, {seeds}"
