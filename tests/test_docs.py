"""What the pages and docstrings point to exists: files, sections, commands, options, levers, names."""

import re
import shlex
from importlib import import_module
from importlib.util import find_spec
from itertools import pairwise
from pathlib import Path

import pytest
import typer
from typer.main import get_command

import model
from model.cli.main import COMMANDS
from model.region.evidence import read_rows
from model.region.migration import load_migration
from model.region.places import load_places
from model.scenario import load_scenario

ROOT = Path(__file__).parents[1]
PACKAGE = Path(model.__file__).parent
PAGES = sorted([*ROOT.glob("docs/**/*.md"), *ROOT.glob("README*.md")])
FOLDERS = (PACKAGE, ROOT / "scenarios", ROOT / "benchmarks", ROOT / "docs")
KINDS = {".py", ".yaml", ".md", ".csv", ".json"}
READ = [path for folder in FOLDERS for path in sorted(folder.rglob("*")) if path.suffix in KINDS]
READ += sorted(ROOT.glob("README*.md"))
FENCE = re.compile(r"^```(\w*)\n(.*?)^```", re.MULTILINE | re.DOTALL)
PAGE = re.compile(r"(?<![\w*.-])((?:[\w.-]+/)*[\w-]+\.md)\b")
SECTION = re.compile(r"docs/(\w+\.md)(?:, | \()([A-Z][A-Za-z' ]+[a-z])|\]\((\w+\.md)\), ([A-Z][a-z ]+[a-z])")
LINK = re.compile(r"\]\(([^)#:\s]+)\)")
SCRIPT = re.compile(r"\b((?:benchmarks|tests)/[\w/]+(?:\.py)?)\b")


def name(path):
    return str(path.relative_to(ROOT)) if path.is_relative_to(ROOT) else path.name


def homes(path):
    """Folders in which a page named by this file may lie: its own, that above, the repository's, the data's."""
    return (path.parent, path.parent.parent, ROOT, PACKAGE / "region" / "data")


def fences(path, language):
    return [body for kind, body in FENCE.findall(path.read_text(encoding="utf-8")) if kind == language]


def commands_in(text):
    """Command lines of `jjj`, from code spans and shell snippets, without comments."""
    spans = re.findall(r"`(jjj [^`\n]+)`", text)
    lines = [line for kind, body in FENCE.findall(text) if kind == "sh" for line in body.splitlines()]
    said = [shlex.split(line, comments=True)[1:] for line in (*spans, *lines) if line.startswith("jjj ")]
    return [words[2:] if words[0] == "--lang" else words for words in said]


COMMAND_LINES = [(name(path), words) for path in PAGES for words in commands_in(path.read_text(encoding="utf-8"))]


@pytest.mark.parametrize("path", READ, ids=name)
def test_every_page_that_is_named_exists(path):
    text = path.read_text(encoding="utf-8")
    missing = {found for found in PAGE.findall(text) if not any((home / found).exists() for home in homes(path))}
    assert not missing


def sections(page):
    """Headings of a page, and the bold words that begin its paragraphs and items, without their Chinese half."""
    text = page.read_text(encoding="utf-8")
    found = re.findall(r"^(?:#+ |(?:- )?\*\*)([A-Z][A-Za-z0-9',() -]*[A-Za-z0-9)])", text, re.MULTILINE)
    return {title.strip() for title in found}


def test_the_sections_of_a_page_are_found():
    assert {"Zones", "Feedback", "Replay"} <= sections(ROOT / "docs" / "climate.md")


@pytest.mark.parametrize("path", [path for path in READ if path.suffix in {".py", ".md", ".csv"}], ids=name)
def test_every_section_that_is_named_exists(path):
    for first, title, second, other in SECTION.findall(path.read_text(encoding="utf-8")):
        words = title or other
        known = sections(ROOT / "docs" / (first or second))
        assert any(re.match(rf"{re.escape(section)}\b", words) for section in known), f"{first or second}: {words}"


@pytest.mark.parametrize("path", PAGES, ids=name)
def test_every_link_and_script_exists(path):
    text = path.read_text(encoding="utf-8")
    links = [link for link in LINK.findall(text) if not (path.parent / link).exists()]
    scripts = [script for script in SCRIPT.findall(text) if not (ROOT / script).exists()]
    modules = [found for found in re.findall(r"python -m ([\w.]+)", text) if find_spec(found) is None]
    assert (links, scripts, modules) == ([], [], [])


def test_the_pages_show_commands():
    assert {words[0] for _, words in COMMAND_LINES} >= {"run", "check", "explain", "diff", "new", "data", "report"}


@pytest.mark.parametrize(("page", "words"), COMMAND_LINES, ids=[f"{page}: {' '.join(w)}" for page, w in COMMAND_LINES])
def test_commands_and_options_on_a_page_are_those_of_the_program(page, words):
    command = COMMANDS[words[0]]
    app = typer.Typer(add_completion=False)
    app.command(words[0])(getattr(import_module(command.module), command.function))
    options = {option for parameter in get_command(app).params for option in parameter.opts}
    assert {word for word in words[1:] if word.startswith("--")} <= options | {"--help", "--debug"}


def settings_in(words):
    return [value for flag, value in pairwise(words) if flag == "--set" and "=" in value]


SETTINGS = sorted({value for _, words in COMMAND_LINES for value in settings_in(words) if value != "KEY=VALUE"})


@pytest.mark.parametrize("setting", SETTINGS)
def test_levers_set_on_a_page_exist(setting):
    load_scenario("baseline", [setting])


@pytest.mark.parametrize("path", PAGES, ids=name)
def test_scenarios_on_a_page_can_be_loaded(path, tmp_path):
    for number, text in enumerate(fences(path, "yaml")):
        file = tmp_path / f"shown-{number}.yaml"
        file.write_text(text, encoding="utf-8")
        load_scenario(file)


@pytest.mark.parametrize("path", PAGES, ids=name)
def test_python_on_a_page_compiles_and_calls_what_exists(path):
    for text in fences(path, "python"):
        compile(text, name(path), "exec")
        for attribute in re.findall(r"\bmodel\.(\w+)\(", text):
            assert hasattr(model, attribute), attribute


def test_the_page_of_the_data_counts_what_ships():
    text = (ROOT / "docs" / "data.md").read_text(encoding="utf-8")
    for table, count in re.findall(r"`(\w+)` \((\d+) ", text):
        assert len(read_rows(f"{table}.csv")) == int(count), table


def test_the_constants_on_the_page_of_people_are_those_that_ship():
    text = (ROOT / "docs" / "people.md").read_text(encoding="utf-8")
    places = load_places()
    xi = dict(zip(places.city_ids, load_migration(places).xi[-1], strict=True))
    shown = re.search(r"ξ (\S+) Beijing, (\S+) Tianjin, (\S+) Langfang, (\S+) Xingtai, (\S+) Xiong'an", text)
    cities = ("beijing", "tianjin", "langfang", "xingtai", "xiongan")
    assert shown is not None
    assert [float(value) for value in shown.groups()] == pytest.approx([xi[city] for city in cities], abs=0.006)
