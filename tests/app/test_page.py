"""The page draws every view in both languages, and keeps results, from runs that are made up."""

import sys
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from model.app import main, status
from model.app.clerk import Word
from model.app.office import BusyError, Ticket
from model.app.session import KEPT
from model.app.views import VIEWS

pytestmark = pytest.mark.filterwarnings("default")


class MadeUpOffice:
    """Every order is done at once, and always with the same result."""

    def __init__(self, folder: Path, what: str = "done") -> None:
        self.store, self.folder, self.what, self.orders = folder.parent, folder, what, []

    def place(self, order):
        self.orders.append(order)
        ticket = Ticket(order)
        ticket.end(Word(self.what, paths=(self.folder, self.folder), reason="it broke"))
        return ticket

    def before(self, ticket):
        return 0


@pytest.fixture
def office(folder, monkeypatch):
    found = MadeUpOffice(folder)
    monkeypatch.setattr(status, "office", lambda: found)
    monkeypatch.setattr(sys, "argv", ["jingjinji.py"])
    return found


@pytest.fixture
def page(office):
    return AppTest.from_file(main.__file__, default_timeout=60).run()


def markup(page):
    return " ".join(str(element.proto.body) for element in page.get("html"))


def test_the_baseline_is_run_at_the_first_visit_at_the_pages_scale(page, office):
    assert not page.exception
    (job,) = office.orders[0].jobs
    assert (job.scenario.name, job.scenario.scale.residents, job.scenario.scale.firms) == ("baseline", 1000, 100)
    assert "jjj-cards" in markup(page)


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("view", VIEWS)
def test_every_view_is_drawn(page, view, lang):
    page.session_state["view"], page.session_state["lang"] = view, lang
    page.run()
    assert not page.exception


def test_a_moved_lever_is_ordered_with_its_baseline_and_kept_beside_the_last_result(page, office):
    page.selectbox(key="lever:baseline:climate.pathway").select("high").run()
    assert len(office.orders) == 1
    page.button(key="run").click().run()
    baseline, own = office.orders[1].jobs
    assert (baseline.scenario.climate.pathway, own.scenario.climate.pathway) == ("medium", "high")
    assert baseline.seed == own.seed
    assert len(page.session_state["jingjinji"].entries) == 2


def test_what_was_chosen_outlives_a_change_of_language(page, office):
    page.selectbox(key="lever:baseline:climate.pathway").select("high").run()
    page.session_state["lang"] = "en"
    page.run()
    assert page.selectbox(key="lever:baseline:climate.pathway").value == "high"
    assert not page.exception


def test_with_the_switch_on_every_change_is_run(page, office):
    page.toggle(key="auto").set_value(True).run()
    page.slider(key="lever:baseline:relocation.intensity").set_value(2.0).run()
    assert office.orders[-1].jobs[-1].scenario.relocation.intensity.at(2030) == 2.0


def test_a_session_keeps_its_last_results_and_no_more(page):
    page.toggle(key="auto").set_value(True).run()
    for number in range(KEPT + 3):
        page.slider(key="lever:baseline:relocation.intensity").set_value(1.5 + 0.1 * number).run()
    assert len(page.session_state["jingjinji"].entries) == KEPT


def test_a_value_that_is_wrong_is_refused_and_nothing_is_ordered(page, office):
    page.session_state["fold:economy"] = True
    page.run()
    page.multiselect(key="more:baseline:economy").select("places.park_capacity").run()
    page.text_area(key="lever:baseline:places.park_capacity").set_value("{atlantis: 5}").run()
    assert "atlantis" in page.error[0].value.replace("\\", "")
    assert len(office.orders) == 1


def test_what_is_in_a_closed_section_is_not_drawn_and_what_was_moved_there_stands(page):
    lever = "lever:baseline:adaptation.sponge_coverage_2030"
    assert lever not in page.session_state
    page.session_state["fold:adaptation"] = True
    page.run()
    page.slider(key=lever).set_value(0.2).run()
    page.session_state["fold:adaptation"] = False
    page.run()
    assert page.session_state[lever] == 0.2
    assert "运行（已改动）" in page.button(key="run").label


def test_a_failed_run_is_said_and_the_last_result_stands(page, office):
    office.what = "failed"
    page.selectbox(key="lever:baseline:climate.pathway").select("high").run()
    page.button(key="run").click().run()
    assert "it broke" in page.warning[0].value
    assert "jjj-cards" in markup(page)


def test_a_full_line_is_said(page, office, monkeypatch):
    def place(order):
        raise BusyError

    monkeypatch.setattr(office, "place", place)
    page.selectbox(key="lever:baseline:climate.pathway").select("high").run()
    page.button(key="run").click().run()
    assert page.warning
    assert not page.exception
