"""The page: one HTML file with everything inside it, in two languages, for screen, telephone and paper."""

import base64
import html
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from jinja2 import Environment, PackageLoader
from markupsafe import Markup
from ruamel.yaml import YAML
from ruamel.yaml.compat import StringIO

from model.reports.cards import cards
from model.reports.grounds import GRADE_MEANING, GRADE_WORDS, GRADES, grounds
from model.reports.headline import headline
from model.reports.run_folder import Run
from model.reports.saving import svg_of
from model.reports.score import code_of_score, score_rows
from model.reports.shapes import load_shapes
from model.reports.sheet import Picture, Voice, Width, lay_out, quiet_settings
from model.reports.simplify import douglas_peucker
from model.reports.webfont import embedded_face
from model.reports.words import LANGS, Speech, Words

EMBLEM_KM = 4.0
"""Detail of the outline behind the page's title."""


@dataclass(frozen=True)
class Drawn:
    """A picture as the page holds it."""

    picture: Picture
    wide: Markup
    narrow: Markup
    csv: str
    """Its numbers as a data address."""


def page_html(run: Run, pictures: list[Picture], lang: Speech = "both") -> str:
    """The page of a run. It works from a file, without a network, and prints."""
    context = {
        "run": run,
        "cards": cards(run),
        "rows": headline(run.indicators),
        "grounds": grounds(),
        "facts": facts(run),
        "cautions": cautions(run),
        "warnings": [str(text) for text in run.manifest.get("warnings", [])],
        "commands": commands(run),
        "scenario": scenario_text(run),
    }
    return rendered("report.html.j2", context, pictures, lang)


def rendered(name: str, context: Mapping[str, Any], pictures: list[Picture], lang: Speech) -> str:
    """A page from its template, with pictures, styles, script and the characters it needs inside it.

    Args:
        name: the template.
        context: what it shows.
        pictures: in the order of the story.
        lang: `both` gives a switch.
    """
    environment = Environment(
        loader=PackageLoader("model.reports", "templates"), autoescape=True, trim_blocks=True, lstrip_blocks=True
    )
    environment.filters["t"] = lambda words: both_languages(words, lang)
    template = environment.get_template(name)
    whole = {
        "lang": "zh" if lang == "both" else lang,
        "switch": lang == "both",
        "drawn": [drawn_for(picture, lang) for picture in pictures],
        "grades": [(grade, GRADE_WORDS[grade], GRADE_MEANING[grade]) for grade in GRADES],
        "score": score_rows(),
        "score_code": code_of_score(),
        "emblem": emblem(),
        "css": Markup(_text("report.css")),
        "js": Markup(_text("report.js")),
        "W": Words,
        **context,
    }
    plain = template.render(**whole, face="")
    text = html.unescape(re.sub(r"<svg.*?</svg>|<[^>]*>|data:[^\"]*", "", plain, flags=re.DOTALL))
    return without_addresses(template.render(**whole, face=Markup(embedded_face(text))))


def both_languages(words: Words, lang: Speech) -> Markup:
    """Words in the page's languages; with a switch, each in its own element."""
    words = Words(_unbroken(words.zh), _unbroken(words.en))
    if lang != "both":
        return Markup(html.escape(words.say(lang)))
    if words.zh == words.en:
        return Markup(html.escape(words.zh))
    return Markup(
        "".join(
            f'<span class="{each}" lang="{"zh-CN" if each == "zh" else "en"}">{html.escape(words.say(each))}</span>'
            for each in LANGS
        )
    )


def _unbroken(text: str) -> str:
    """A figure and its per cent sign stay on one line."""
    return re.sub(r"(\d) %", "\\1\u00a0%", text)


def drawn_for(picture: Picture, lang: Speech) -> Drawn:
    """A picture in both widths, with its numbers."""
    voice: Voice = "switch" if lang == "both" else lang
    content = picture.data.to_csv(index=False, lineterminator="\n", float_format="%.6g").encode("utf-8-sig")
    return Drawn(
        picture,
        _svg(picture, "wide", voice),
        _svg(picture, "narrow", voice),
        "data:text/csv;base64," + base64.b64encode(content).decode("ascii"),
    )


def _svg(picture: Picture, width: Width, voice: Voice) -> Markup:
    with quiet_settings(picture.name):
        sheet = lay_out(picture, width, voice, titled=False)
        svg = svg_of(sheet, f"{picture.name}-{width[0]}", tips=picture.tips)
    return Markup(
        re.sub(r'(<svg[^>]*?) width="[^"]*pt"', r"\1", re.sub(r' height="[^"]*pt"', "", svg, count=1), count=1)
    )


def emblem() -> str:
    """The region's borders as one path in a box whose north is up, km from its north-west corner."""
    lines = [douglas_peucker(line, EMBLEM_KM) for line in load_shapes().city_borders]
    kept = [line for line in lines if len(line) > 2 or float(np.ptp(line, axis=0).max()) > EMBLEM_KM]
    return "".join("M" + " ".join(f"{x + 312:.0f} {410 - y:.0f}" for x, y in line) for line in kept)


def facts(run: Run) -> list[tuple[Words, str]]:
    """What identifies the run, for the foot of the page."""
    manifest = run.manifest
    model: Mapping[str, Any] = manifest.get("model") or {}
    git: Mapping[str, Any] = model.get("git") or manifest.get("git") or {}
    packages: Mapping[str, Any] = manifest.get("packages") or {}
    platform: Mapping[str, Any] = manifest.get("platform") or {}
    seconds = manifest.get("seconds")
    seconds = seconds.get("simulation") if isinstance(seconds, Mapping) else seconds
    found = [
        (Words("运行编号", "Run"), str(manifest.get("run_id", run.folder.name))),
        (Words("情景", "Scenario"), run.name),
        (Words("年份", "Years"), f"{run.start}–{run.end}"),
        (Words("种子", "Seed"), str(run.seed)),
        (Words("比例", "Scale"), f"1:{run.persons_per_agent} · 1:{run.firms_per_agent}"),
        (Words("结果校验 SHA-256", "Results SHA-256"), str(manifest.get("results_sha256", ""))),
        (Words("数据校验 SHA-256", "Data SHA-256"), str(model.get("data_sha256", ""))),
        (Words("代码", "Code"), _code(model, git, manifest)),
        (Words("软件包", "Packages"), ", ".join(f"{name} {version}" for name, version in packages.items())),
        (
            Words("平台", "Platform"),
            " ".join(str(platform[key]) for key in ("system", "machine", "python") if key in platform),
        ),
        (Words("用时（秒）", "Seconds"), f"{seconds:.1f}" if isinstance(seconds, int | float) else ""),
    ]
    return [(name, value) for name, value in found if value]


def _code(model: Mapping[str, Any], git: Mapping[str, Any], manifest: Mapping[str, Any]) -> str:
    version = model.get("version") or manifest.get("version") or ""
    commit = str(git.get("commit", ""))[:12]
    changed = " (changed since)" if git.get("dirty") else ""
    return " · ".join(part for part in (f"jingjinji {version}".strip(), commit + changed) if part)


def cautions(run: Run) -> list[Words]:
    """What a reader must know before quoting a number of this page."""
    scale = run.persons_per_agent
    said = [
        Words(
            "这是一次运行：一个情景、一个种子，没有置信带。政策效果请用成对种子的批量运行与对照情景之差（jjj "
            "batch、jjj compare）。",
            "This is one run: one scenario, one seed, no band. For the effect of a policy compare paired seeds "
            "of a batch with a"
            " reference scenario (jjj batch, jjj compare).",
        ),
        Words(
            "“期望”是对当年人口的封闭形式或对暴雨目录求和，没有随机误差；“实际”是本种子的暴雨，换种子就会变。",
            "Expected figures are closed form, or a sum over the storm catalogue, for the year's people, "
            "without noise; realised"
            " ones are this seed's storms and change with the seed.",
        ),
        Words(
            "低、中排放两条路径的降雨系数（+18 %、+20 %）相差小于其误差，不比较高下。",
            "The rain multipliers of the low and medium path (+18 %, +20 %) differ by less than their error "
            "and are not ranked.",
        ),
    ]
    if scale >= 1000:
        said.insert(
            0,
            Words(
                f"比例为1:{scale}，只供学习：小地区的数字粗糙，疏解效果不可引用。",
                f"The scale is 1:{scale}, for learning: figures of small places are rough, and no effect of "
                "relocation may be quoted.",
            ),
        )
    return said


def commands(run: Run) -> str:
    """What makes this run again."""
    return "\n".join(
        (
            f"jjj run scenario.yaml --seed {run.seed}",
            f"jjj report outputs/{run.name}/{run.manifest.get('run_id', 'RUN_ID')}",
        )
    )


def scenario_text(run: Run) -> str:
    """The resolved scenario as its file says it."""
    path = run.folder / "scenario.yaml"
    if path.is_file():
        return path.read_text(encoding="utf-8")
    stream = StringIO()
    YAML().dump(json.loads(json.dumps(run.scenario)), stream)
    return str(stream.getvalue())


def without_addresses(text: str) -> str:
    """The page without web addresses, which sources in a scenario or a warning may carry; namespaces stay."""
    return re.sub(r'(xmlns(?::\w+)?=")?https?://([^\s"<]*)', lambda found: found[0] if found[1] else found[2], text)


def _text(name: str) -> str:
    loader = PackageLoader("model.reports", "templates")
    return loader.get_source(Environment(autoescape=True), name)[0]
