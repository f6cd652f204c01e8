"""Every lever's meaning and source are there in Chinese, and none that nobody says any longer."""

from model.reports.typeface import missing
from model.scenario import Scenario
from model.scenario.schema.chinese import in_chinese, sentences
from model.scenario.schema.descriptions import description
from model.scenario.schema.shape import levers


def said():
    """All English sentences of the levers."""
    for lever in levers(Scenario):
        if lever.evidence is not None:
            yield from (description(lever.owner, lever.name), lever.evidence["source"])


def test_each_sentence_of_a_lever_has_its_chinese():
    assert not {text for text in said() if text not in sentences()}


def test_no_chinese_sentence_is_left_over():
    assert not set(sentences()) - set(said())


def test_all_signs_can_be_drawn():
    assert not {text for text in sentences().values() if missing(text)}


def test_other_text_stays():
    assert in_chinese("no lever says this") == "no lever says this"
