"""A year of life written a second time, in C, gives the same bits; engines that do other work are found out."""

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ENGINES = Path(__file__).parents[1] / "benchmarks" / "engines"

pytestmark = pytest.mark.slow


def compared(folder, *options):
    out = folder / "engines.json"
    command = [sys.executable, str(ENGINES), "--agents", "20000", "--years", "3", "--repeats", "1", "--out", str(out)]
    done = subprocess.run([*command, *options], capture_output=True, text=True, check=False)
    assert out.exists(), done.stderr
    return done, {row["engine"]: row for row in json.loads(out.read_text(encoding="utf-8"))["engines"]}


@pytest.mark.skipif(shutil.which("gcc") is None and shutil.which("cc") is None, reason="there is no C compiler")
def test_the_twin_in_c_has_every_column_of_ours(tmp_path):
    done, rows = compared(tmp_path, "--only", "ours", "twin")
    assert done.returncode == 0, done.stderr
    assert rows["twin"]["equal"]
    assert rows["twin"]["births"] == rows["ours"]["births"] > 100
    assert rows["ours"]["errors"] == 0


def test_other_engines_do_the_same_work_with_draws_of_their_own(tmp_path):
    page = tmp_path / "page.md"
    page.write_text("before\n<!-- engines -->\nold\n<!-- /engines -->\nafter\n", encoding="utf-8")
    done, rows = compared(tmp_path, "--only", "plain_agents", "agent_set", "arrays", "ours", "--page", str(page))
    assert done.returncode == 0, done.stderr
    assert {name for name, row in rows.items() if row["births"] == rows["ours"]["births"]} == {"ours"}
    text = page.read_text(encoding="utf-8")
    assert text.startswith("before\n<!-- engines -->\n")
    assert text.endswith("<!-- /engines -->\nafter\n")
    assert "| NumPy | 20,000 |" in text
    assert "old" not in text


def test_an_engine_that_is_absent_is_said_and_the_others_go_on(tmp_path):
    (tmp_path / "polars.py").write_text("raise ImportError('not here')\n", encoding="utf-8")
    code = f"import sys, runpy; sys.path.insert(0, {str(tmp_path)!r}); sys.argv = sys.argv[1:]; "
    code += "runpy.run_path(sys.argv[0], run_name='__main__')"
    out = tmp_path / "engines.json"
    words = ["--agents", "2000", "--years", "2", "--repeats", "1", "--only", "dataframe", "ours", "--out", str(out)]
    environment = {"PYTHONPATH": f"{tmp_path}:{ENGINES.parents[1] / 'src'}", "PATH": "/usr/bin:/bin"}
    done = subprocess.run(
        [sys.executable, "-c", code, str(ENGINES), *words], env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    assert "absent: not here" in done.stdout
