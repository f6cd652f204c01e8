"""Every picture at every width in every voice: nothing unreadable, nothing off the sheet, nothing hard-coded."""

from dataclasses import replace
from io import BytesIO
from itertools import combinations
from pathlib import Path

import matplotlib as mpl
import numpy as np
import pytest
from made_up_run import make_run
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.text import Text
from PIL import Image

from model.reports.run_folder import Run, open_run
from model.reports.saving import png_of, svg_of
from model.reports.sheet import POINTS, Picture, Sheet, Voice, Width, lay_out, quiet_settings
from model.reports.typeface import FONT, missing
from model.reports.writing import pictures_of

NAMES = ("population-change", "pyramids", "ageing-by-city", "relocation", "exposure", "worst-year-storms")


@pytest.fixture(scope="module")
def pictures(run: Run) -> dict[str, Picture]:
    return {picture.name: picture for picture in pictures_of(run)}


def texts(sheet: Sheet) -> list[Text]:
    return [artist for artist in sheet.figure.findobj(Text) if artist.get_text().strip() and artist.get_visible()]


def test_the_report_has_all_six(pictures: dict[str, Picture]) -> None:
    assert tuple(pictures) == NAMES


@pytest.mark.parametrize("voice", ["both", "switch"])
@pytest.mark.parametrize("width", ["wide", "narrow"])
@pytest.mark.parametrize("name", NAMES)
def test_every_string_can_be_read(pictures: dict[str, Picture], name: str, width: Width, voice: Voice) -> None:
    """Each character has a glyph in the shipped face, no text runs off the sheet; `switch` draws either language."""
    with quiet_settings(name):
        sheet = lay_out(pictures[name], width, voice, titled=voice != "switch")  # type: ignore[arg-type]
        drawn = texts(sheet)
        assert drawn
        renderer = FigureCanvasAgg(sheet.figure).get_renderer()
        for text in drawn:
            assert missing(text.get_text()) == set(), text.get_text()
            assert text.get_fontproperties().get_file() == str(FONT)
            box = text.get_window_extent(renderer)
            scale = 72 / sheet.figure.dpi
            assert box.x0 * scale > -1.5, text.get_text()
            assert box.x1 * scale < POINTS[width] + 1.5, text.get_text()
            assert box.y0 * scale > -1.5, text.get_text()
            assert box.y1 * scale < sheet.height + 1.5, text.get_text()


@pytest.mark.parametrize("voice", ["both", "zh", "en"])
@pytest.mark.parametrize("width", ["wide", "narrow"])
@pytest.mark.parametrize("name", [name for name in NAMES if name != "relocation"])
def test_no_text_lies_on_another(pictures: dict[str, Picture], name: str, width: Width, voice: Voice) -> None:
    """Numbers on the arrows of the flow map may touch a city's name, so that picture is left out."""
    with quiet_settings(name):
        sheet = lay_out(pictures[name], width, voice)
        renderer = FigureCanvasAgg(sheet.figure).get_renderer()
        points = 72 / sheet.figure.dpi
        boxes = {(text.get_text(), text.get_window_extent(renderer).bounds) for text in texts(sheet)}
    for (one, a), (other, b) in combinations(sorted(boxes), 2):
        wide = min(a[0] + a[2], b[0] + b[2]) - max(a[0], b[0])
        high = min(a[1] + a[3], b[1] + b[3]) - max(a[1], b[1])
        if one != other:  # the same words lie under themselves as their halo
            assert wide * points < 1 or high * points < 2, f"{one} on {other}"


@pytest.mark.parametrize("name", NAMES)
def test_one_language_is_one_language(pictures: dict[str, Picture], name: str) -> None:
    with quiet_settings(name):
        english = lay_out(pictures[name], "wide", "en")
        assert not any("\u4e00" <= char <= "\u9fff" for text in texts(english) for char in text.get_text())
        chinese = lay_out(pictures[name], "wide", "zh")
        spoken = {words.en for words in chinese.spoken if words.en != words.zh}
        assert not spoken & {text.get_text() for text in texts(chinese)}


@pytest.mark.parametrize("name", NAMES)
def test_titles_and_descriptions_stand_in_both_languages(pictures: dict[str, Picture], name: str) -> None:
    picture = pictures[name]
    for words in (picture.title, picture.subtitle, picture.alt, picture.note):
        assert words.zh
        assert words.en
        assert any("\u4e00" <= char <= "\u9fff" for char in words.zh)
        assert not any("\u4e00" <= char <= "\u9fff" for char in words.en)
    assert len(picture.data) > 5


def test_findings_follow_the_data(run: Run) -> None:
    """Turn the years round and every finding about change turns with them."""
    years = {run.start: run.end, run.end: run.start}
    turned = run.population.copy()
    turned["year"] = turned["year"].replace(years)
    other = {picture.name: picture for picture in pictures_of(replace(run, population=turned))}
    same = {picture.name: picture for picture in pictures_of(run)}
    for name in ("population-change", "pyramids", "ageing-by-city"):
        assert other[name].title != same[name].title
    assert "rises to" in same["pyramids"].title.en
    assert "falls to" in other["pyramids"].title.en


@pytest.mark.parametrize("name", NAMES)
def test_svg_is_the_same_each_time_small_and_undated(pictures: dict[str, Picture], name: str) -> None:
    def draw() -> str:
        with quiet_settings(name):
            return svg_of(lay_out(pictures[name], "wide", "both"), name)

    first = draw()
    assert first == draw()
    assert len(first.encode()) < 1.5e6
    assert "<text" not in first
    assert "dc:date" not in first
    assert 'width="518.7pt"' in first


def test_settings_of_the_user_neither_change_nor_matter(pictures: dict[str, Picture]) -> None:
    def draw() -> str:
        with quiet_settings("ageing-by-city"):
            return svg_of(lay_out(pictures["ageing-by-city"], "narrow", "zh"), "a")

    plain = draw()
    with mpl.rc_context({"lines.linewidth": 9.0, "font.size": 30.0, "axes.facecolor": "red"}):
        before = dict(mpl.rcParams)
        assert draw() == plain
        assert dict(mpl.rcParams) == before


def test_png_has_200_dpi_at_183_mm(pictures: dict[str, Picture]) -> None:
    with quiet_settings("exposure"):
        image = Image.open(BytesIO(png_of(lay_out(pictures["exposure"], "wide", "zh"))))
    assert abs(image.size[0] - 183 / 25.4 * 200) <= 1
    assert np.asarray(image.convert("L")).std() > 10


def test_a_run_without_storms_or_relocation_still_tells_its_story(run: Run) -> None:
    quiet = replace(
        run,
        events=run.events.iloc[:0],
        flows=run.flows.iloc[:0],
        indicators=run.indicators[run.indicators["indicator"] == "population"],
    )
    found = {picture.name: picture for picture in pictures_of(quiet)}
    assert set(found) == {"population-change", "pyramids", "ageing-by-city", "relocation"}
    assert "No jobs leave Beijing" in found["relocation"].title.en
    with quiet_settings("relocation"):
        lay_out(found["relocation"], "wide", "both")


def test_a_run_of_one_year_is_drawn(tmp_path: Path) -> None:
    for picture in pictures_of(open_run(make_run(tmp_path / "run", end=2021))):
        with quiet_settings(picture.name):
            lay_out(picture, "narrow", "both")


def test_a_title_with_signs_that_the_face_lacks_is_drawn(run: Run) -> None:
    odd = replace(run, scenario={**run.scenario, "title": {"zh": "情景\U0001f680", "en": "plan \U0001f680"}})
    (picture,) = [picture for picture in pictures_of(odd) if picture.name == "pyramids"]
    assert picture.subtitle.zh.endswith("情景：情景?；1个种子")
