"""Everything that the page says can be drawn with the face that it ships, in both languages."""

from model.app import wording
from model.app.draft import shipped
from model.app.levers import GROUPS, controls
from model.app.serving import FACE, flags_of, options, stage
from model.reports.catalogue import INDICATORS
from model.reports.typeface import missing
from model.scenario.schema.units import CHINESE

LATER = {"→"}  # drawn by the system's face


def statements():
    for words in (*wording.SAY.values(), *wording.CHOICES.values(), wording.BRAND):
        yield from (words.zh, words.en)
    for one in (*INDICATORS, *GROUPS):
        yield from (one.label.zh, one.label.en)
    for control in controls().values():
        yield from (control.label.zh, control.label.en, control.unit, control.about.zh, control.source.zh)
    for words in shipped().values():
        yield from (words.zh, words.en)
    yield from CHINESE.values()


def test_no_statement_of_the_page_has_a_sign_that_the_face_lacks():
    lost = {text: missing(text) - LATER for text in statements() if missing(text) - LATER}
    assert not lost


def test_every_statement_is_said_in_both_languages():
    assert all(words.zh and words.en for words in wording.SAY.values())


def test_the_server_tells_nobody_anything_and_serves_its_own_face(tmp_path):
    found = options("127.0.0.1", 8501, browser=False)
    assert found["browser.gatherUsageStats"] is False
    assert found["server.address"] == "127.0.0.1"
    assert all("http" not in str(value) for value in found.values())
    assert "Page Sans" in found["theme.codeFont"], "Chinese in a line of code would be boxes"
    assert "browser_gatherUsageStats" in flags_of(found)
    script = stage(tmp_path)
    assert script.is_file()
    assert (tmp_path / "static" / FACE).stat().st_size > 100_000
