"""Every lever's meaning and source are there in Chinese, and none that nobody says any longer."""

import csv
import re

import pytest

from model.region.names import DATA
from model.reports.typeface import missing
from model.scenario import Scenario, load_scenario
from model.scenario.json_schema import json_schema
from model.scenario.reference import holdings_page, levers_page
from model.scenario.schema.chinese import in_chinese, sentences
from model.scenario.schema.descriptions import description
from model.scenario.schema.shape import levers
from model.scenario.schema.units import CHINESE


def said():
    """All English sentences of the levers, of their sections, of the columns of lists, and of the moves ordered."""
    for lever in levers(Scenario):
        if lever.evidence is not None:
            yield from (description(lever.owner, lever.name), lever.evidence["source"])
    for text in descriptions_in(json_schema()):
        yield from (" ".join(part.split()) for part in text.split("\n\n"))
    with (DATA / "directed_moves.csv").open(encoding="utf-8", newline="") as file:
        yield from (row["what"] for row in csv.DictReader(file))


def descriptions_in(node):
    """All descriptions of a JSON schema."""
    if isinstance(node, dict):
        own = node.get("description")
        yield from [own] if isinstance(own, str) else []
    for inner in node.values() if isinstance(node, dict) else node if isinstance(node, list) else ():
        yield from descriptions_in(inner)


def test_each_sentence_of_a_lever_has_its_chinese():
    assert not {text for text in said() if text not in sentences()}


def test_no_chinese_sentence_is_left_over():
    assert not set(sentences()) - set(said())


def test_all_signs_can_be_drawn():
    assert not {text for text in sentences().values() if missing(text)}


def test_other_text_stays():
    assert in_chinese("no lever says this") == "no lever says this"


def test_a_text_of_paragraphs_is_said_paragraph_by_paragraph():
    assert in_chinese("In Chinese.\n\nIn\nEnglish.") == "中文。\n\n英文。"
    assert in_chinese("In Chinese.\n\nno lever says this") == "In Chinese.\n\nno lever says this"


@pytest.mark.parametrize(
    "page", [levers_page("zh"), holdings_page(load_scenario("baseline"), "zh")], ids=["all", "held"]
)
def test_the_pages_of_levers_hold_no_english_sentence(page):
    for line in page.splitlines():
        text = re.sub(r"`[^`]*`", "", line)
        assert not re.findall(r"[A-Za-z]{2,} [a-z]{2,} [a-z]{2,}", text), line


def test_the_unit_of_every_lever_has_its_chinese():
    units = {lever.evidence["unit"] for lever in levers(Scenario) if lever.evidence is not None}
    assert not {unit for unit in units if unit and unit not in CHINESE}
