import re
from html.parser import HTMLParser
from pathlib import Path
from xml.etree import ElementTree

import pytest

from model.reports import report
from model.reports.ageing import ageing
from model.reports.page import page_html, without_addresses
from model.reports.run_folder import Run
from model.reports.writing import pictures_of

VOID = {"meta", "br", "hr", "img", "link", "input"}


@pytest.fixture(scope="module")
def files(folder: Path) -> list[Path]:
    return report(folder, "both")


@pytest.fixture(scope="module")
def page(files: list[Path]) -> str:
    return files[-1].read_text(encoding="utf-8")


class Tags(HTMLParser):
    """Follows the tags of a page; complains of one that is not closed."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.attributes: list[tuple[str, dict[str, str]]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.attributes.append((tag, {name: value or "" for name, value in attrs}))
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.attributes.append((tag, {name: value or "" for name, value in attrs}))

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


@pytest.fixture(scope="module")
def tags(page: str) -> Tags:
    parser = Tags()
    parser.feed(page)
    assert parser.open == []
    return parser


def test_figures_come_in_every_form(folder: Path, files: list[Path]) -> None:
    assert files[-1] == folder / "report.html"
    stems = {path.stem.removesuffix("-89mm") for path in files[:-1]}
    assert len(stems) == 6
    for stem in stems:
        for suffix in (".svg", ".png", ".csv", "-89mm.svg"):
            assert (folder / "figures" / f"{stem}{suffix}") in files
    for path in files[:-1]:
        if path.suffix == ".svg":
            root = ElementTree.parse(path).getroot()
            assert root.find("{http://www.w3.org/2000/svg}desc") is not None
            assert path.stat().st_size < 1.5e6


def test_the_page_needs_nothing_beside_it(page: str, tags: Tags) -> None:
    bare = re.sub(r'xmlns(:\w+)?="[^"]*"', "", page)
    assert not re.search(r"https?:", bare)
    for tag, attributes in tags.attributes:
        for name in ("src", "href", "xlink:href", "srcset", "action"):
            if name in attributes:
                assert attributes[name].startswith(("#", "data:")), (tag, name)
    assert "@import" not in page
    assert not re.search(r"url\((?![\"']?(data:|#))", page)


def test_addresses_in_a_scenario_or_warning_lose_their_scheme() -> None:
    text = '<svg xmlns="http://www.w3.org/2000/svg"></svg> see https://example.org/a'
    assert without_addresses(text) == '<svg xmlns="http://www.w3.org/2000/svg"></svg> see example.org/a'


def test_every_figure_is_told_to_those_who_do_not_see_it(tags: Tags) -> None:
    pictures = [attributes for _, attributes in tags.attributes if "art" in attributes.get("class", "").split()]
    assert len(pictures) == 12
    for attributes in pictures:
        assert attributes["role"] == "img"
        assert attributes["aria-label"] == attributes["data-zh"]
        assert len(attributes["data-en"]) > 40


def test_ids_are_unique_and_references_lead_somewhere(tags: Tags) -> None:
    ids = [attributes["id"] for _, attributes in tags.attributes if "id" in attributes]
    glyphs = [name for name in ids if "NotoSans" in name]
    assert len(set(ids)) == len(ids)
    assert glyphs
    for _, attributes in tags.attributes:
        target = attributes.get("xlink:href", attributes.get("href", "#"))
        assert target == "#" or not target.startswith("#") or target[1:] in ids


def test_the_story_is_in_order(page: str) -> None:
    marks = ['class="cards"', 'id="population-change"', 'id="pyramids"', 'id="exposure"', 'id="evidence"', 'id="again"']
    places = [page.index(mark) for mark in marks]
    assert places == sorted(places)
    assert page.count('class="card"') == 4


def test_both_languages_are_there_and_a_switch(page: str) -> None:
    assert page.count('class="zh"') > 100
    assert 'data-to="en"' in page
    assert "prefers-reduced-motion" in page
    assert "@media print" in page


def test_one_language_has_no_switch(run: Run) -> None:
    english = page_html(run, pictures_of(run)[3:5], "en")
    assert "data-to=" not in english
    assert "<script" not in english
    told = re.sub(r"<svg.*?</svg>|<style.*?</style>|<pre.*?</pre>|data-zh=\"[^\"]*\"", "", english, flags=re.DOTALL)
    told = re.sub(r"data:[^\"]*", "", told)
    chinese = re.findall("[\u4e00-\u9fff]+", told)
    assert chinese == []


def test_the_page_says_how_to_make_the_run_again(page: str) -> None:
    assert "jjj run scenario.yaml --seed 1" in page
    assert "5d41402abc4b2a76b9719d911017c592" in page
    assert "pathway: high" in page
    assert "climate.tail_scaling: null" in page


def test_the_same_run_gives_the_same_page(run: Run) -> None:
    pictures = [ageing(run)]
    assert page_html(run, pictures, "both") == page_html(run, pictures, "both")
