"""The page of a batch in a real browser without a network: nothing leaves the file, nothing runs over the edge."""

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from made_up_ensemble import make_batch

from model.reports import report_batch

playwright = pytest.importorskip("playwright.sync_api", reason="needs playwright")
BROWSER = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
pytestmark = [pytest.mark.slow, pytest.mark.skipif(BROWSER is None, reason="needs chromium")]
OVER_THE_EDGE = """() => {
    const width = document.documentElement.clientWidth;
    const over = [...document.querySelectorAll("main *")].filter(
        each => each.getBoundingClientRect().right > width + 1 && !each.closest(".scroll, pre, svg"));
    return [document.documentElement.scrollWidth - width, over.length];
}"""


@pytest.fixture(scope="module")
def page_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return report_batch(make_batch(tmp_path_factory.mktemp("batch")))[-1]


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    with playwright.sync_playwright() as started:
        browser = started.chromium.launch(executable_path=BROWSER, args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.mark.parametrize("width", [1280, 390])
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_page_opens_without_a_network(browser: Any, page_file: Path, lang: str, width: int) -> None:
    context = browser.new_context(viewport={"width": width, "height": 900}, offline=True)
    page = context.new_page()
    asked: list[str] = []
    troubles: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda message: troubles.append(message.text))
    page.on("pageerror", lambda error: troubles.append(str(error)))
    page.goto(page_file.as_uri())
    page.click(f"button[data-to={lang}]")
    page.wait_for_timeout(200)
    assert [url for url in asked if not url.startswith("data:")] == [page_file.as_uri()], "no request leaves the file"
    assert troubles == []
    assert page.evaluate(OVER_THE_EDGE) == [0, 0]
    assert page.evaluate("[...document.fonts].every(face => face.status === 'loaded')")
    other = "en" if lang == "zh" else "zh"
    assert page.evaluate(f"[...document.querySelectorAll('h2 .{other}')].every(each => each.offsetWidth === 0)")
    assert page.evaluate("document.querySelectorAll('figure').length") >= 8
    kind = "wide" if width == 1280 else "narrow"
    assert page.evaluate(f"[...document.querySelectorAll('.art.{kind} svg')].every(each => each.clientHeight > 80)")
    context.close()


def test_the_page_prints(browser: Any, page_file: Path, tmp_path: Path) -> None:
    context = browser.new_context(offline=True)
    page = context.new_page()
    page.goto(page_file.as_uri())
    page.emulate_media(media="print")
    page.set_viewport_size({"width": 688, "height": 970})  # A4 within its margins
    widest = page.evaluate(
        "Math.max(...[...document.querySelectorAll('table')].map(e => e.getBoundingClientRect().right))"
    )
    assert widest <= 688, "no table is cut off on paper"
    page.pdf(path=str(tmp_path / "page.pdf"), format="A4")
    assert (tmp_path / "page.pdf").stat().st_size > 50_000
    context.close()
