"""The report of a batch: effects with intervals, in one file."""

import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from made_up_ensemble import END, made_up_gains, make_batch
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.text import Text

from model.experiments.pairing import CompareError
from model.reports import report_batch
from model.reports.bands import tick_words
from model.reports.batch_page import batch_page
from model.reports.batch_writing import STORY
from model.reports.cast import by_weight, panels
from model.reports.clear_map import ladder
from model.reports.effects import effect, effect_cards, effect_tables
from model.reports.ensemble import Ensemble, open_ensemble
from model.reports.gains import picture_of
from model.reports.numbers import PERCENT, PERSONS, fitted
from model.reports.return_periods import periods
from model.reports.sheet import POINTS, Picture, Voice, Width, lay_out, quiet_settings
from model.reports.siting import gradients
from model.reports.two_pyramids import groups, said
from model.reports.typeface import missing
from model.scenario import load_scenario

NAMES = (
    "difference-map",
    "paired-differences",
    "bands",
    "two-pyramids",
    "relocation",
    "exposure-parts",
    "siting-gradient",
    "return-periods",
)


@pytest.fixture(scope="module")
def batch(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_batch(tmp_path_factory.mktemp("batch"))


@pytest.fixture(scope="module")
def opened(batch: Path) -> Iterator[Ensemble]:
    with open_ensemble(batch) as found:
        yield found


@pytest.fixture(scope="module")
def pictures(opened: Ensemble) -> dict[str, Picture]:
    drawn = [draw(opened) for draw in STORY]
    drawn.append(picture_of(opened, made_up_gains()))
    return {picture.name: picture for picture in drawn if picture is not None}


@pytest.fixture(scope="module")
def page(batch: Path) -> str:
    return report_batch(batch)[-1].read_text(encoding="utf-8")


def test_the_story_has_all_its_pictures(pictures: dict[str, Picture]) -> None:
    assert tuple(pictures) == (*NAMES, "gains"), "gains come only with runs of this very code"


@pytest.mark.parametrize("voice", ["both", "switch"])
@pytest.mark.parametrize("width", ["wide", "narrow"])
@pytest.mark.parametrize("name", [*NAMES, "gains"])
def test_every_string_can_be_read(pictures: dict[str, Picture], name: str, width: Width, voice: Voice) -> None:
    """Each character has a glyph in the shipped face, and no text runs off the sheet."""
    with quiet_settings(name):
        sheet = lay_out(pictures[name], width, voice, titled=voice != "switch")  # type: ignore[arg-type]
        renderer = FigureCanvasAgg(sheet.figure).get_renderer()
        scale = 72 / sheet.figure.dpi
        for text in sheet.figure.findobj(Text):
            if text.get_text().strip():
                assert missing(text.get_text()) == set(), text.get_text()
                box = text.get_window_extent(renderer)
                assert box.x0 * scale > -1.5, text.get_text()
                assert box.x1 * scale < POINTS[width] + 1.5, text.get_text()
                assert box.y0 * scale > -1.5, text.get_text()
                assert box.y1 * scale < sheet.height + 1.5, text.get_text()


def test_gains_that_are_nowhere_clear_are_said_to_be_so(opened: Ensemble) -> None:
    gains = made_up_gains()
    unclear = picture_of(opened, replace(gains, groups=gains.groups.assign(clear=False)))
    assert "nowhere" in unclear.title.en
    assert "没有一个县区" in unclear.title.zh
    assert "earn more" in picture_of(opened, gains).title.en


def test_a_page_with_all_pictures_is_small_enough_to_send(opened: Ensemble, pictures: dict[str, Picture]) -> None:
    text = batch_page(opened, list(pictures.values()))
    assert 'id="gains"' in text
    assert len(text.encode()) < 6e6


def test_scenarios_of_one_title_are_told_apart_by_their_path_or_else_their_name(opened: Ensemble) -> None:
    still, high = (load_scenario("relocation/none", set={"climate.pathway": path}) for path in ("medium", "high"))
    paths = replace(opened, scenarios={"still": still, "wet": high, "other": load_scenario("baseline")})
    assert paths.title("wet").en == f"{still.title.en}, high"
    assert paths.title("still").zh == f"{still.title.zh}·中排放"
    assert paths.title("other").en == load_scenario("baseline").title.en
    twice = replace(opened, scenarios={"one": still, "two": still})
    assert twice.title("two").en == f"{still.title.en}, two"


@pytest.mark.parametrize("name", [*NAMES, "gains"])
def test_titles_and_descriptions_stand_in_both_languages(pictures: dict[str, Picture], name: str) -> None:
    for words in (pictures[name].title, pictures[name].subtitle, pictures[name].alt, pictures[name].note):
        assert any("\u4e00" <= char <= "\u9fff" for char in words.zh)
        assert words.en
        assert not any("\u4e00" <= char <= "\u9fff" for char in words.en)


def test_the_page_is_one_file_without_addresses(page: str) -> None:
    bare = re.sub(r'xmlns(:\w+)?="[^"]*"', "", page)
    assert not re.search(r"https?:", bare)
    assert len(page.encode()) < 6e6
    for value in re.findall(r'(?:src|href)="([^"]*)"', bare):
        assert value.startswith(("#", "data:")), value[:40]


def test_the_page_tells_the_story_in_order(page: str) -> None:
    marks = ['class="cards"', *(f'id="{name}"' for name in NAMES), 'id="table"', 'id="levers"', 'id="evidence"']
    places = [page.index(mark) for mark in [*marks, 'id="again"']]
    assert places == sorted(places)
    assert page.count('class="card effect"') == 4
    assert 'data-to="en"' in page


def test_inputs_stand_beside_effects_and_the_reference_is_named(page: str) -> None:
    assert "<code>relocation.intensity</code>" in page
    assert "<code>climate.pathway</code>" in page
    assert "Every effect is a difference to Baseline" in page
    assert "emissions-high: one of its own" in page
    assert "no effect of relocation may be quoted" in page
    assert "jjj compare outputs --baseline baseline" in page


def test_low_and_medium_are_never_ranked(page: str) -> None:
    assert page.count("not ranked") >= 3


def test_cards_lead_with_what_is_clear_of_zero(opened: Ensemble) -> None:
    cards = {card.label.en: card for card in effect_cards(opened)}
    assert cards["Beijing: residents"].lead.scenario.en == "Relocation none"
    assert cards["Beijing: residents"].lead.clear
    assert cards["Region: storm loss, expected a year"].lead.scenario.en == "Control climate"


def test_the_map_shows_the_scenario_whose_people_live_most_differently(opened: Ensemble) -> None:
    assert opened.focus == "relocation-none"
    stocks = {name: opened.stocks(name, END) for name in ("baseline", "relocation-none")}
    change = (stocks["relocation-none"] - stocks["baseline"]).mean(0).sum((1, 2))
    assert change[0] > 0
    assert change[1] == change[2] == 0


def test_the_map_is_in_per_cent_of_the_reference_and_its_title_speaks_of_the_last_year(
    opened: Ensemble, pictures: dict[str, Picture]
) -> None:
    data = pictures["difference-map"].data
    assert data["difference_percent"].to_numpy() == pytest.approx(100 * data["difference"] / data["baseline_mean"])
    rows = opened.difference("population", "beijing", "city").set_index(["scenario", "year"])["difference"]
    last = float(rows[opened.focus, END])
    assert last != pytest.approx(float(rows[opened.focus, END - 1]))
    assert fitted(abs(last)).text(last, "en", signed=True) in pictures["difference-map"].title.en


def test_an_interval_runs_from_low_to_high(opened: Ensemble) -> None:
    row = pd.Series({"low": -2e6, "high": 6e6, "difference": 2e6, "clear": False})
    said = effect(opened, opened.focus, row, PERSONS)
    assert (said.figure.en, said.interval.en) == ("+2", "–2 to +6")


def test_charts_keep_the_scenarios_that_differ_most(opened: Ensemble) -> None:
    leads = dict.fromkeys(opened.pairs.others, 0)
    for panel in panels(opened):
        rows = opened.difference(panel.indicator, panel.area, panel.level)
        last = rows[rows["year"] == END].set_index("scenario")
        leads[str((last["difference"] / last["baseline_mean"]).abs().idxmax())] += 1
    order = by_weight(opened)
    assert sorted(order) == sorted(leads)
    assert leads[order[0]] > leads[order[-1]]


def test_one_language_has_no_switch(opened: Ensemble, pictures: dict[str, Picture]) -> None:
    english = batch_page(opened, [pictures["bands"]], "en")
    assert "data-to=" not in english
    assert "<script" not in english


def test_a_batch_with_a_gap_is_refused(tmp_path: Path) -> None:
    make_batch(tmp_path, (1, 2), ("baseline", "emissions-high"))
    run = next((tmp_path / "emissions-high").iterdir())
    for file in run.iterdir():
        file.unlink()
    run.rmdir()
    with pytest.raises(CompareError, match="emissions-high seed"):
        report_batch(tmp_path)


def test_five_year_groups_keep_everybody() -> None:
    people = np.arange(202.0).reshape(2, 101)
    assert groups(people).sum() == people.sum()
    assert groups(people).shape == (2, 19)
    assert (said(0), said(17), said(18)) == ("0–4", "85–89", "90+")


def test_the_gradient_is_the_risk_where_people_are_more_less_that_where_they_are_fewer(opened: Ensemble) -> None:
    found = {each.name: each for each in gradients(opened)}
    assert set(found) == {"relocation-none"}, "others are on another path, and a path moves nobody"
    one = found["relocation-none"]
    gains = np.maximum(one.people, 0.0)
    assert one.movers == pytest.approx(gains.sum(), rel=0.05)
    assert one.risk[gains > 0].min() * 0.99 <= one.gained <= one.risk[gains > 0].max() * 1.01
    assert one.step[0] == pytest.approx(one.gained - one.lost)
    assert one.step[1] <= one.step[0] <= one.step[2]


def test_a_batch_of_many_scenarios_is_cut_into_tables_that_fit_on_paper(opened: Ensemble) -> None:
    names = [opened.pairs.others[0]] * 12
    assert [len(table.scenarios) for table in effect_tables(opened, names)] == [5, 5, 2]
    for table in effect_tables(opened, names):
        assert all(len(row.cells) == len(table.scenarios) for row in table.rows)


def test_return_periods_are_those_of_ranks() -> None:
    assert np.allclose(periods(4), [5 / 4, 5 / 3, 5 / 2, 5.0])


@pytest.mark.parametrize("spread", [0.004, 0.3, 7.0, 80.0])
def test_the_ladder_is_symmetric_and_fits(spread: float) -> None:
    edges = ladder(np.linspace(-spread, spread, 100))
    assert edges == sorted(edges)
    assert np.allclose(np.array(edges), -np.array(edges)[::-1])
    assert edges[4] <= spread <= edges[-1] * 3.2


def test_grid_lines_never_share_a_figure() -> None:
    for ticks in ([0.0, 0.025, 0.05], [0.0, 12.5, 25.0], [0.0, 250_000.0, 500_000.0]):
        for measure in (PERCENT, PERSONS):
            words = tick_words(ticks, measure)
            assert len({text.zh for text in words}) == 3
            assert len({text.en for text in words}) == 3
