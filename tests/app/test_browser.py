"""A browser is driven through the page: levers, a run, the difference, languages, the keyboard alone, files that are
taken along, a stored batch, a refusal, a cancelled run, two visitors at once; and neither browser nor server asks for
an address outside."""

import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import time
import zipfile
from contextlib import contextmanager, suppress
from io import BytesIO
from pathlib import Path
from urllib.parse import urlsplit

import pandas as pd
import pytest

import model

playwright = pytest.importorskip("playwright.sync_api")
CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(CHROMIUM is None, reason="no chromium on this machine"),
    pytest.mark.filterwarnings("default"),
]
PATIENCE = 240_000
VIEWS = {"map": "地图", "people": "人口", "cities": "城市", "flows": "流动", "rain": "雨洪", "files": "文件"}
"""Views as the Chinese page names them."""
CHART = '[data-testid="stVegaLiteChart"]'
DRAWN = f"{CHART} canvas, {CHART} svg"
FOCUS = """() => {
  const at = document.activeElement, style = getComputedStyle(at), label = at.labels && at.labels[0];
  const name = at.getAttribute('aria-label') || (label && label.innerText) || at.innerText || '';
  if (at === document.body) return ['', true];
  return [name.trim(), style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2];
}"""
"""Name of what has the focus, and whether it is seen."""
WATCH = """
import os, sys
def _note(event, arguments):
    if event == "socket.connect" and isinstance(arguments[1], tuple):
        with open(os.environ["SEEN_ADDRESSES"], "a") as file:
            file.write(f"{arguments[1][0]}\\n")
sys.addaudithook(_note)
"""


def free_port():
    with socket.socket() as trial:
        trial.bind(("127.0.0.1", 0))
        return trial.getsockname()[1]


@contextmanager
def serving(folder, *arguments):
    """The page's own server, every address that it connects to written down."""
    (folder / "sitecustomize.py").write_text(WATCH, encoding="utf-8")
    seen = folder / "addresses"
    seen.touch()
    paths = [str(folder), str(Path(__file__).parents[2] / "src"), os.environ.get("PYTHONPATH", "")]
    environment = os.environ | {"PYTHONPATH": os.pathsep.join(paths), "SEEN_ADDRESSES": str(seen)}
    port = free_port()
    command = [sys.executable, "-m", "model", "app", *arguments, "--no-browser", "--port", str(port)]
    with (folder / "log").open("w") as log:
        process = subprocess.Popen(command, env=environment, cwd=folder, stdout=log, stderr=log)
        try:
            until = time.monotonic() + 240
            while time.monotonic() < until and not answers(port):
                time.sleep(0.2)
            yield f"http://localhost:{port}", seen, process.pid
        finally:
            process.terminate()
            try:
                process.wait(30)
            finally:
                process.kill()


@pytest.fixture(scope="module")
def server(tmp_path_factory):
    with serving(tmp_path_factory.mktemp("server")) as found:
        yield found


@contextmanager
def halted(server):
    """The server's workers do nothing more, so that a run lasts until it is cancelled; it is then made by others."""
    found = [int(pid) for each in Path(f"/proc/{server}/task").glob("*/children") for pid in each.read_text().split()]
    workers = [pid for pid in found if b"spawn_main" in Path(f"/proc/{pid}/cmdline").read_bytes()]
    assert workers
    for pid in workers:
        os.kill(pid, signal.SIGSTOP)
    try:
        yield
    finally:
        for pid in workers:
            with suppress(ProcessLookupError):
                os.kill(pid, signal.SIGCONT)


def answers(port):
    with socket.socket() as trial:
        return trial.connect_ex(("127.0.0.1", port)) == 0


@pytest.fixture(scope="module")
def chromium():
    with playwright.sync_playwright() as tool:
        browser = tool.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.fixture(scope="module")
def requested():
    return set()


@pytest.fixture
def opened(chromium, requested):
    """Open an address as a new visitor and wait for numbers."""
    pages = []

    def go(address, width=1440, locale="zh-CN"):
        page = chromium.new_context(viewport={"width": width, "height": 1000}, locale=locale).new_page()
        page.set_default_timeout(PATIENCE)
        page.on("request", lambda request: requested.add(request.url))
        page.on("websocket", lambda link: requested.add(link.url))
        page.goto(address)
        page.wait_for_selector(".jjj-cards")
        settled(page)
        pages.append(page)
        return page

    yield go
    for page in pages:
        page.context.close()


@pytest.fixture
def visit(opened, server):
    """Open the page as a new visitor and wait for the baseline."""
    return lambda width=1440, locale="zh-CN": opened(server[0], width, locale)


def settled(page):
    """Wait until the server has nothing more to draw. It says nothing of a click that the server has not yet seen:
    wait first for what the click brings."""
    page.wait_for_selector('[data-testid="stApp"][data-test-script-state="notRunning"]')
    page.wait_for_function("() => !document.querySelector('[data-stale=\"true\"]')")


def choose(page, key, option):
    """Open a list and take an option; a list that closed because the page was redrawn is opened again."""
    box = page.locator(f".st-key-lever-baseline-{key} [role=combobox]").last
    for _ in range(20):
        settled(page)
        box.press("ArrowDown")
        try:
            page.get_by_role("option", name=option, exact=True).click(timeout=5000)
        except playwright.TimeoutError:
            continue
        break
    playwright.expect(box).to_have_value(option, timeout=PATIENCE)
    changed(page, option)


def add(page, group, lever):
    """Ask for a further lever of a folded theme by its key; a list that closed under the hand is opened again."""
    box = page.locator(f".st-key-more-baseline-{group} [role=combobox]").last
    area = page.locator(f".st-key-lever-baseline-{lever.replace('.', '-')} textarea")
    for _ in range(20):
        box.wait_for()
        settled(page)
        box.fill(lever)
        try:
            page.get_by_role("option").filter(has_text=lever).first.click(timeout=5000)
            area.wait_for(timeout=12_000)
        except playwright.TimeoutError:
            continue
        break
    settled(page)
    return area


def changed(page, value=""):
    """Wait until the server has taken notice of a moved lever: its value stands in the list of changes."""
    page.locator(".stSidebar .jjj-changes b").filter(has_text=value).first.wait_for()
    settled(page)


def shown(page, view):
    """Open a view, and wait until the server has drawn it to its end."""
    page.locator(".st-key-view").get_by_text(VIEWS[view], exact=True).first.click()
    page.locator(f'.jjj-foot[data-view="{view}"]').wait_for()
    settled(page)


def figures(page):
    return page.locator(".jjj-cards .figure").all_inner_texts()


def run(page):
    """Press the button until what it was pressed for begins or is there: the page may be redrawn under a click."""
    button = page.locator(".st-key-run button").filter(has_text=re.compile("已改动"))
    taken = page.locator(".st-key-cancel button, .jjj-cards .gap").first
    for _ in range(20):
        settled(page)
        if taken.is_visible():
            return
        button.click()
        try:
            taken.wait_for(timeout=12_000)
        except playwright.TimeoutError:
            continue
        return


def test_a_changed_path_and_mode_change_numbers_and_map(visit):
    page = visit()
    before = figures(page)
    choose(page, "climate-pathway", "高")
    choose(page, "relocation-destination-mode", "集中承接")
    run(page)
    page.wait_for_selector(".jjj-cards .gap")
    assert figures(page) != before
    gaps = page.locator(".jjj-cards .gap b").all_inner_texts()
    assert any(re.search(r"[+–]\d", text) for text in gaps)
    page.locator(".st-key-map-colour").get_by_text("与参照之差").first.click()
    page.locator(".jjj-panel h3").get_by_text("差异最大").first.wait_for()
    assert page.locator(".jjj-panel li").count() > 3
    page.locator(DRAWN).first.wait_for()
    page.locator(".vega-bind input[type=range]").first.focus()
    page.keyboard.press("ArrowLeft")
    assert page.locator(".vega-bind").first.inner_text().strip()


def test_the_language_changes_and_the_levers_stay_where_they_are(visit):
    page = visit()
    choose(page, "climate-pathway", "高")
    page.locator(".st-key-lang").get_by_text("English").first.click()
    page.locator(".st-key-run").get_by_text("Run the changes").first.wait_for()
    page.locator('.jjj-foot[lang="en"]').wait_for()
    settled(page)
    assert "Residents" in page.locator(".jjj-cards").inner_text()
    assert page.locator(".st-key-lever-baseline-climate-pathway input").last.input_value() == "High"


@pytest.mark.parametrize("view", [view for view in VIEWS if view != "map"])
def test_every_view_opens_and_each_figure_is_said_in_words(visit, view):
    page = visit()
    shown(page, view)
    assert page.locator('[data-testid="stException"]').count() == 0
    if view == "files":
        return
    page.locator(DRAWN).first.wait_for()
    page.wait_for_function(
        """chart => [...document.querySelectorAll(chart)].every(
            each => each.querySelector('canvas, svg') && /[0-9]/.test(each.getAttribute('aria-label')))""",
        arg=CHART,
    )


def test_a_wrong_file_is_refused_kindly_and_the_result_stands(visit):
    page = visit()
    page.get_by_text("用自己的文件").first.click()
    file = {
        "name": "mine.yaml",
        "mimeType": "application/yaml",
        "buffer": b"extends: baseline\nclimate: {pathway: hihg}\n",
    }
    page.locator('input[type="file"]').set_input_files(file)
    refusal = page.locator('[data-testid="stAlert"]').filter(has_text="mine.yaml:2:20").first
    refusal.wait_for()
    assert "high" in refusal.inner_text()
    assert page.locator(".jjj-cards").count() == 1


def test_a_lever_written_as_yaml_that_is_wrong_is_refused_and_cannot_be_run(visit):
    page = visit()
    page.locator(".stSidebar summary").filter(has_text="经济与协同").click()
    area = add(page, "economy", "places.park_capacity")
    area.fill("{atlantis: 5}")
    area.press("Control+Enter")
    page.locator('[data-testid="stAlert"]').filter(has_text="atlantis").first.wait_for()
    playwright.expect(page.locator(".st-key-run button")).to_have_count(0, timeout=PATIENCE)
    area.fill("")
    area.press("Control+Enter")
    page.locator(".st-key-run button").wait_for()


def test_by_keyboard_alone_a_lever_is_moved_and_run(visit):
    page = visit()
    page.wait_for_selector(".st-key-run button:enabled")
    page.wait_for_selector(".st-key-lever-baseline-relocation-intensity input:enabled", state="attached")
    order = []
    for _ in range(60):
        page.keyboard.press("Tab")
        order.append(page.evaluate(FOCUS))
        if order[-1][0].startswith("疏解强度"):
            break
    names = [name for name, _ in order]
    assert names.index("运行") < len(names) - 1, "the button comes before the levers"
    assert [name for name, seen in order if not seen] == [], "the focus can be seen"
    page.keyboard.press("ArrowRight")
    changed(page)
    for _ in range(60):
        page.keyboard.press("Shift+Tab")
        if page.evaluate(FOCUS)[0].startswith("运行"):
            break
    page.keyboard.press("Enter")
    page.wait_for_selector(".jjj-cards .gap")


def test_what_is_taken_along_is_what_was_run(visit, tmp_path, chromium):
    page = visit()
    choose(page, "climate-pathway", "高")
    run(page)
    page.wait_for_selector(".jjj-cards .gap")
    shown(page, "files")

    def taken(name):
        with page.expect_download() as waiting:
            page.locator(f".st-key-file-{name} button").click()
        path = tmp_path / waiting.value.suggested_filename
        waiting.value.save_as(path)
        return path

    scenario = model.load_scenario(taken("yaml"))
    assert (scenario.climate.pathway, scenario.years.end) == ("high", 2055)
    table = pd.read_csv(taken("csv"), encoding="utf-8-sig")
    people = table[(table["indicator"] == "population") & (table["area_id"] == "bth") & (table["year"] == 2055)]
    first = float(figures(page)[0].split("万人")[0].replace("\u2009", "").replace("\u202f", "").replace(" ", ""))
    assert people["value"].item() / 1e4 == pytest.approx(first, abs=0.6)
    with zipfile.ZipFile(taken("zip")) as archive:
        assert archive.testzip() is None
        assert {"indicators.parquet", "population.parquet", "flows.parquet", "events.parquet"} <= set(
            archive.namelist()
        )
        parquet = pd.read_parquet(BytesIO(archive.read("indicators.parquet")))
    assert len(parquet) == len(table)
    page.locator(".st-key-file-make button").click()
    page.locator(".st-key-file-report button").wait_for()
    settled(page)
    report = taken("report")
    context = chromium.new_context(offline=True)
    reader = context.new_page()
    reader.set_default_timeout(PATIENCE)
    asked = []
    reader.on("request", lambda request: asked.append(request.url))
    reader.goto(report.as_uri())
    pictures = reader.locator('[role="img"]')
    assert pictures.count() > 5
    assert all(picture.get_attribute("aria-label") for picture in pictures.all())
    assert {urlsplit(url).scheme for url in asked} <= {"file", "data", "blob"}
    context.close()


def test_a_stored_batch_is_shown_and_not_written_to(opened, tmp_path):
    out = tmp_path / "batch"
    settings = {"years.end": 2022, "scale.residents": 1000, "scale.firms": 100}
    scenarios = [model.load_scenario(name, set=settings) for name in ("baseline", "emissions/high")]
    model.run_batch(scenarios, seeds=[1], out=out, workers=1)
    before = {path: path.stat().st_mtime_ns for path in out.rglob("*")}
    with serving(tmp_path, str(out)) as (address, *_):
        page = opened(address)
        page.get_by_text("只读打开：batch").first.wait_for()
        assert "2020–2022" in page.locator(".jjj-meta").inner_text()
        assert page.locator(".jjj-cards .gap").count() > 3, "held against the baseline of the same seed"
        assert page.locator(".st-key-run").count() == 0
        shown(page, "files")
        with page.expect_download() as waiting:
            page.locator(".st-key-file-csv button").click()
        assert waiting.value.suggested_filename == "indicators.csv"
        assert page.locator(".st-key-file-make").count() == 0, "a report would be written into the folder"
    assert {path: path.stat().st_mtime_ns for path in out.rglob("*")} == before


def test_a_run_can_be_cancelled_and_the_last_result_stands(visit, server):
    page = visit()
    before = figures(page)
    choose(page, "climate-feedback", "无")
    with halted(server[2]):
        run(page)
        page.locator(".st-key-cancel button").click()
        page.get_by_text("已取消").first.wait_for()
    assert figures(page) == before


def test_two_visitors_do_not_disturb_each_other(visit):
    one, other = visit(), visit()
    choose(one, "climate-pathway", "高")
    choose(other, "climate-pathway", "低")
    run(one)
    run(other)
    for page, word in ((one, "高"), (other, "低")):
        page.wait_for_selector(".jjj-cards .gap")
        assert page.locator(".jjj-title").inner_text().endswith(word)
    assert figures(one) != figures(other)


@pytest.mark.parametrize(("locale", "word"), [("en-GB", "Residents"), ("zh-TW", "常住人口"), ("de-DE", "Residents")])
def test_the_page_begins_in_the_browsers_language(visit, locale, word):
    assert word in visit(locale=locale).locator(".jjj-cards").inner_text()


def test_the_page_fits_a_telephone(visit):
    page = visit(390)
    page.locator(DRAWN).first.wait_for()
    main = page.locator('[data-testid="stMainBlockContainer"]')
    assert main.evaluate("element => element.scrollWidth <= element.clientWidth + 1")


def test_nobody_asked_for_an_address_outside(visit, requested, server):
    visit()
    hosts = {urlsplit(url).hostname for url in requested if url.startswith(("http", "ws"))}
    assert hosts == {"localhost"}
    connected = set(server[1].read_text(encoding="utf-8").split())
    assert connected <= {"127.0.0.1", "::1", "localhost"}
