"""On a Chinese terminal whoever plans meets no English sentence: neither where something is refused nor on the way."""

import errno
import os
import re
from pathlib import Path

import pytest

from model.cli.main import exit_code_of
from model.cli.tongue import LANGUAGE, language

WRONG = (
    ["frobnicate"], ["rnu"], ["run"], ["run", "a", "b"], ["run", "--wrong"], ["run", "--sed", "1"],
    ["run", "baseline", "--seed"], ["run", "baseline", "--seed", "x"], ["run", "baseline", "--seed", "-1"],
    ["run", "baseline", "--threads=0"], ["run", "baseline", "--scale", "5"], ["run", "baseline", "--scale", "x"],
    ["run", "nowhere"], ["run", "nowhere.yaml"], ["run", ""], ["run", "../baseline"], ["run", "baselin"],
    ["run", "baseline", "--set", "x"], ["run", "baseline", "--set", "climate.foo=1"],
    ["run", "baseline", "--set", "climate.loss_scale=abc"], ["run", "baseline", "--set", "seed=1", "--set", "seed=2"],
    ["run", "baseline", "--set", "relocation.intensity=abc"], ["run", "baseline", "--set", "seed=[1"],
    ["check"], ["check", "."], ["explain", "baseline"], ["explain", "baseline", "climte"], ["diff", "baseline"],
    ["schema", "climat"], ["schema", "seed"], ["schema", "--page=1"], ["schema", "--levers"], ["new", "a/b"],
    ["new", "mine", "--from", "nowhere"], ["data", "nowhere"], ["data", "place"], ["data", "a", "b"],
    ["batch"], ["batch", "nowhere"], ["batch", "baseline", "baseline"], ["batch", "baseline", "--seeds", "0"],
    ["batch", "baseline", "--timeout", "x"], ["batch", "baseline", "--timeout", "nan"], ["batch", "wrong.yaml"],
    ["status", "nowhere"], ["status", "a.txt"], ["compare", "nowhere"], ["compare", "."],
    ["compare", ".", "--year", "x"], ["trace", "baseline", "baseline"],
    ["trace", "baseline", "baseline", "--year", "2001"],
    ["hindcast", "--part", "foo"], ["hindcast", "--scale", "5"], ["hindcast", "--seeds", "300"],
    ["hindcast", "--part", "storms", "--sets", "2"], ["calibrate", "--ship"], ["calibrate", "--scale", "5"],
    ["calibrate", "--draws", "1"], ["sensitivity", "nowhere.yaml"], ["sensitivity", "grid.yaml"], ["sensitivity"],
    ["regret", "nowhere"], ["regret", "."], ["regret", ".", "--outcome", "x"],
    ["regret", ".", "--outcome", "births@bth"], ["regret", ".", "--outcome", "births@bth:much"],
    ["discover", "nowhere", "gdp@bth"], ["discover", ".", "gdp@bth"], ["discover", ".", "gdp@bth", "--worst", "3"],
    ["discover", ".", "a@b@c"], ["report", "nowhere"], ["report", "."], ["report", ".", "--lang", "fr"],
    ["app", "nowhere"], ["app", "--no-browser=1"], ["app", "--port", "0"], ["app", "--port", "99999"],
    ["bench", "--scales", "a"], ["bench", "--scales", "7"], ["bench", "--years", "1"], ["bench", "--threads", "-1"],
    ["completion", "tcsh"], ["completion"], ["demo", "--seed", "x"], ["demo", "--seed", "9" * 20],
    ["run", "baseline", "--seed", "9" * 20], ["trace", "baseline", "baseline", "--year", "2030", "--seed", "9" * 20],
    ["--lang"], ["--lang", "fr"],
)  # fmt: skip
FILES = {
    "a.txt": "a",
    "grid.yaml": "factors: {climate.loss_scale: [1, 2]}\n",
    "wrong.yaml": "factors: {climate.foo: [1], climate.loss_scale: [], seed: 3, climate.pathway: range}\n"
    "design: gridd\nsize: x\nseed: -1\nset: 3\noutcomes: 4\nbase: []\nbatch: 3\nfoo: 1\n",
}
NAMES = {
    "jjj", "new", "check", "run", "batch", "status", "data", "schema", "zh", "or", "en", "lang", "out", "scale", "page",
    "outputs", "years", "start", "end", "true", "false", "null", "range", "low", "high", "steps", "set", "policy",
}  # fmt: skip
"""Words that stand for themselves wherever they stand: commands, options, keys."""


@pytest.fixture(autouse=True)
def chinese(monkeypatch):
    monkeypatch.setenv(LANGUAGE, "zh")


def english(text):
    """Sentences and phrases of English in a text: two words beside each other that are no names, or one alone."""
    text = re.sub(r"`[^`]*`|“[^”]*”|'[^']*'|\S*[/@.=_:]\S*|--[\w-]+|\d+\s?(?:GB|MB)", " ", text)
    text = re.sub(r"可取：\S*|是否指\S*|查找之处：\S*", " ", text)
    return [word for word in re.findall(r"[A-Za-z]{2,}", text) if word not in NAMES and not word.isupper()]


def test_english_is_found_where_it_stands():
    assert english("此处应为a number,或a map from year to number") == ["number", "map", "from", "year", "to", "number"]
    assert not english("jjj: 没有`--wrong`这个选项；是否指`--seed`？")


@pytest.mark.parametrize("words", WRONG, ids=" ".join)
def test_no_error_of_the_command_line_holds_english(words, jjj, here):
    for name, text in FILES.items():
        Path(name).write_text(text, encoding="utf-8")
    code, out, err = jjj(*words)
    assert code == 2, out + err
    assert err.strip()
    for line in (out + err).splitlines():
        assert not set(english(line)) - set(words), line


def test_a_complaint_that_nobody_has_translated_names_the_help(jjj, monkeypatch):
    from model.reports import chinese

    monkeypatch.setattr(chinese, "_patterns", tuple)
    _, _, err = jjj("run", "baseline", "--seed", "x")
    assert err == "jjj: `--seed`的值有误（见`jjj run --help`）\n"
    _, _, err = jjj("run", "--wrong")
    assert err == "jjj: 命令写得不对（见`jjj run --help`）\n"


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EACCES, errno.EROFS, errno.ENOENT, errno.ENOTDIR, errno.EIO])
def test_what_the_system_says_of_files_is_said_in_chinese(number, jjj, simulation, monkeypatch):
    from model.experiments import store

    def fail(path, content):
        raise OSError(number, os.strerror(number), str(path))

    monkeypatch.setattr(store, "write_bytes", fail)
    code, out, err = jjj("run", "baseline", "--set", "years.end=2022", "--scale", "1000")
    assert code == 1
    assert not english(out), out
    assert not english(err), err


def test_a_run_that_was_interrupted_says_so_in_chinese(jjj, simulation):
    def interrupt(*_):
        raise KeyboardInterrupt

    simulation(interrupt)
    code, _, err = jjj("run", "baseline", "--set", "years.end=2022", "--scale", "1000")
    assert (code, err) == (1, "jjj: 已停止；没有留下写了一半的文件\n")


def test_the_language_is_said_in_the_language(capsys, monkeypatch):
    assert language() == "zh"
    assert exit_code_of(["--lang", "fr"]) == 2
    assert capsys.readouterr().err == "jjj: --lang只能是zh或en\n"
    monkeypatch.setenv(LANGUAGE, "en")
    assert exit_code_of(["--lang", "fr"]) == 2
    assert capsys.readouterr().err == "jjj: --lang is zh or en\n"
