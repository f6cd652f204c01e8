"""The pages make a site without a broken link, and the site needs nothing from elsewhere."""

import re
import subprocess
import sys
from pathlib import Path

import pytest
import yaml
from fontTools.ttLib import TTFont

from model.reports.typeface import FONT

ROOT = Path(__file__).parents[1]


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    folder = tmp_path_factory.mktemp("site")
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", "--quiet", "--site-dir", str(folder)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr[-3000:]
    return folder


def test_the_site_holds_every_page_and_both_languages(site):
    pages = {path.relative_to(ROOT / "docs").with_suffix(".html") for path in (ROOT / "docs").rglob("*.md")}
    assert not [page for page in pages if not (site / page).is_file()]


def test_chinese_is_read_on_a_machine_without_a_chinese_face(site):
    assert TTFont(site / "pictures" / "face.otf").getBestCmap().keys() == TTFont(FONT).getBestCmap().keys()
    assert 'url("face.otf")' in (site / "pictures" / "site.css").read_text(encoding="utf-8")
    texts = [path.read_text(encoding="utf-8") for path in (*ROOT.glob("docs/zh/*.md"), ROOT / "mkdocs.yml")]
    han = {letter for text in texts for letter in text if "\u4e00" <= letter <= "\u9fff"}
    assert not [letter for letter in sorted(han) if ord(letter) not in TTFont(FONT).getBestCmap()]


def test_each_page_says_its_language(site):
    for path in site.rglob("*.html"):
        lang = "zh-CN" if path.parent.name == "zh" else "en"
        assert f'<html lang="{lang}"' in path.read_text(encoding="utf-8"), path.name


def test_no_page_loads_anything_from_elsewhere(site):
    loaded = {}
    for path in site.rglob("*.html"):
        text = path.read_text(encoding="utf-8")
        found = re.findall(r"""<(?:script|img|link|iframe)[^>]+(?:src|href)=["']?((?:https?:)?//[^\s"'>]+)""", text)
        loaded |= dict.fromkeys(found, path.name)
    assert not loaded


def test_the_users_part_is_there_in_both_languages():
    chinese = {path.name for path in (ROOT / "docs" / "zh").glob("*.md")}
    assert chinese >= {"index.md", "start.md", "page.md", "writing.md", "reading.md", "faq.md"}
    assert not [name for name in chinese if not (ROOT / "docs" / name).is_file()]


def test_what_the_table_of_contents_names_exists():
    nav = yaml.safe_load((ROOT / "mkdocs.yml").read_text(encoding="utf-8"))["nav"]
    pages = [page for part in nav for pages in part.values() for page in pages]
    assert len(pages) == len(set(pages))
    assert not [page for page in pages if not (ROOT / "docs" / page).is_file()]
