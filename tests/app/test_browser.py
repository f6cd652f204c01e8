"""A browser is driven through the page: levers, a run, the difference, languages, a refusal, a cancelled run, two
visitors at once; and neither browser nor server asks for an address outside."""

import os
import re
import shutil
import socket
import subprocess
import sys
import time
from pathlib import Path
from urllib.parse import urlsplit

import pytest

playwright = pytest.importorskip("playwright.sync_api")
CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(CHROMIUM is None, reason="no chromium on this machine"),
    pytest.mark.filterwarnings("default"),
]
PATIENCE = 120_000
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


@pytest.fixture(scope="module")
def server(tmp_path_factory):
    """The page's own server, every address that it connects to written down."""
    folder = tmp_path_factory.mktemp("server")
    (folder / "sitecustomize.py").write_text(WATCH, encoding="utf-8")
    seen = folder / "addresses"
    seen.touch()
    paths = [str(folder), str(Path(__file__).parents[2] / "src"), os.environ.get("PYTHONPATH", "")]
    environment = os.environ | {"PYTHONPATH": os.pathsep.join(paths), "SEEN_ADDRESSES": str(seen)}
    port = free_port()
    command = [sys.executable, "-m", "model", "app", "--no-browser", "--port", str(port)]
    with (folder / "log").open("w") as log:
        process = subprocess.Popen(command, env=environment, cwd=folder, stdout=log, stderr=log)
        try:
            until = time.monotonic() + 120
            while time.monotonic() < until and not answers(port):
                time.sleep(0.2)
            yield f"http://localhost:{port}", seen
        finally:
            process.terminate()
            process.wait(30)


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
def visit(chromium, server, requested):
    """Open the page as a new visitor and wait for the baseline."""
    pages = []

    def opened(width=1440, locale="zh-CN"):
        page = chromium.new_context(viewport={"width": width, "height": 1000}, locale=locale).new_page()
        page.set_default_timeout(PATIENCE)
        page.on("request", lambda request: requested.add(request.url))
        page.on("websocket", lambda link: requested.add(link.url))
        page.goto(server[0])
        page.wait_for_selector(".jjj-cards")
        pages.append(page)
        return page

    yield opened
    for page in pages:
        page.context.close()


def choose(page, key, option):
    """Open a list and take an option; a list that closed because the page was redrawn is opened again."""
    box = page.locator(f".st-key-lever-baseline-{key} [role=combobox]").last
    for _ in range(8):
        box.press("ArrowDown")
        try:
            page.get_by_role("option", name=option, exact=True).click(timeout=2500)
        except playwright.TimeoutError:
            continue
        break
    page.locator(".stSidebar").get_by_text("已改动", exact=True).first.wait_for()
    page.wait_for_timeout(700)
    assert box.input_value() == option


def figures(page):
    return page.locator(".jjj-cards .figure").all_inner_texts()


def run(page):
    page.locator(".st-key-run button").click()


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
    page.locator(".st-key-map-colour").get_by_text("与对照之差").first.click()
    page.locator(".jjj-panel h3").get_by_text("差异最大").first.wait_for()
    assert page.locator(".jjj-panel li").count() > 3
    assert page.locator('[data-testid="stVegaLiteChart"] canvas, [data-testid="stVegaLiteChart"] svg').count() >= 1
    page.locator(".vega-bind input[type=range]").first.focus()
    page.keyboard.press("ArrowLeft")
    assert page.locator(".vega-bind").first.inner_text().strip()


def test_the_language_changes_and_the_levers_stay_where_they_are(visit):
    page = visit()
    choose(page, "climate-pathway", "高")
    page.locator(".st-key-lang").get_by_text("English").first.click()
    page.locator(".st-key-run").get_by_text("Run the changes").first.wait_for()
    assert "Residents" in page.locator(".jjj-cards").inner_text()
    assert page.locator(".st-key-lever-baseline-climate-pathway input").last.input_value() == "High"


@pytest.mark.parametrize("view", ["人口", "城市", "流动", "雨洪", "文件"])
def test_every_view_opens(visit, view):
    page = visit()
    page.locator(".st-key-view").get_by_text(view, exact=True).first.click()
    page.locator("h2.jjj-head").first.wait_for()
    page.wait_for_timeout(1500)
    assert page.locator('[data-testid="stException"]').count() == 0


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


def test_a_run_can_be_cancelled_and_the_last_result_stands(visit):
    page = visit()
    before = figures(page)
    choose(page, "climate-feedback", "无")
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


def test_the_page_fits_a_telephone(visit):
    page = visit(390)
    page.wait_for_timeout(1500)
    main = page.locator('[data-testid="stMainBlockContainer"]')
    assert main.evaluate("element => element.scrollWidth <= element.clientWidth + 1")


def test_nobody_asked_for_an_address_outside(visit, requested, server):
    visit()
    hosts = {urlsplit(url).hostname for url in requested if url.startswith(("http", "ws"))}
    assert hosts == {"localhost"}
    connected = set(server[1].read_text(encoding="utf-8").split())
    assert connected <= {"127.0.0.1", "::1", "localhost"}
