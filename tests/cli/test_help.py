"""Help fits a narrow terminal, its examples can be typed, and a shell completes what exists."""

import os
import re
import shlex
import shutil
import subprocess
import sys
from importlib import import_module
from unicodedata import east_asian_width

import pytest
import typer

from model.cli.chinese import HELP
from model.cli.completion import bash, fish, words
from model.cli.examples import EXAMPLES
from model.cli.helping import folded
from model.cli.main import COMMANDS, exit_code_of
from model.cli.tongue import LANGUAGE

NARROW = 80


def width(line):
    return sum(2 if east_asian_width(letter) in "WF" else 1 for letter in line)


@pytest.mark.parametrize("command", ["", *COMMANDS])
def test_help_fits_eighty_columns(command, capsys, monkeypatch):
    monkeypatch.setenv("COLUMNS", str(NARROW))
    assert exit_code_of([*([command] if command else []), "--help"]) == 0
    out = capsys.readouterr().out
    assert out.strip()
    assert not [line for line in out.splitlines() if width(line) > NARROW]


@pytest.mark.parametrize("command", ["", *COMMANDS])
def test_help_in_chinese_fits_eighty_columns_and_says_all(command, capsys, monkeypatch):
    monkeypatch.setenv("LANG", "zh_CN.UTF-8")
    monkeypatch.delenv("LC_ALL", raising=False)
    assert exit_code_of([*([command] if command else []), "--help"]) == 0
    out = capsys.readouterr().out
    assert not [line for line in out.splitlines() if width(line) > NARROW]
    assert not re.search(r"required|default|Options|Usage|range", out)
    if command:
        options = {word for word in words()[command] if word.startswith("--") and not word.startswith("--no-")}
        assert options <= set(re.findall(r"--[a-z-]+", out))
        assert all(line in out for line in EXAMPLES.get(command, ()))


@pytest.mark.parametrize("command", COMMANDS)
def test_every_argument_and_option_has_its_words_in_chinese_and_nothing_else_has(command):
    typer_command = typer.main.get_command(app_of(command))
    assert set(HELP[command].parameters) == {each.name for each in typer_command.params}


def app_of(command):
    app = typer.Typer(add_completion=False)
    found = COMMANDS[command]
    app.command(command)(getattr(import_module(found.module), found.function))
    return app


def test_the_language_can_be_said_and_goes_before_that_of_the_locale(capsys, monkeypatch):
    monkeypatch.setenv("LANG", "zh_CN.UTF-8")
    monkeypatch.setenv(LANGUAGE, "")  # so that it is put back
    exit_code_of(["--lang", "en", "run", "--help"])
    assert "Usage" in capsys.readouterr().out
    exit_code_of(["--lang", "zh", "run", "--help"])
    assert "用法" in capsys.readouterr().out
    assert exit_code_of(["--lang", "fr"]) == 2


def test_a_stop_never_begins_a_line():
    lines = folded("一二三四五六七八九十，" * 30, 4, 40)
    assert all(width(line) <= 42 and not line.strip().startswith("，") for line in lines)


@pytest.mark.skipif(not hasattr(os, "openpty"), reason="no pseudo-terminals")
@pytest.mark.parametrize("colours", [True, False])
def test_colours_only_on_a_terminal_that_wants_them(colours, monkeypatch):
    monkeypatch.setenv("TERM", "xterm-256color")
    monkeypatch.delenv("NO_COLOR", raising=False)
    if not colours:
        monkeypatch.setenv("NO_COLOR", "1")
    ours, theirs = os.openpty()
    code = "from model.cli.show import console; console().print('a warning', style='yellow')"
    subprocess.run([sys.executable, "-c", code], stdout=theirs, check=True)
    said = os.read(ours, 1000)
    os.close(ours)
    os.close(theirs)
    assert b"a warning" in said
    assert (b"\x1b[3" in said) is colours


def test_no_colours_into_a_file():
    code = "from model.cli.show import console; console().print('a warning', style='yellow')"
    found = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True)
    assert found.stdout == b"a warning\n"


@pytest.mark.parametrize("command", EXAMPLES)
def test_examples_name_options_that_exist(command, capsys):
    known = words()
    exit_code_of([command, "--help"])
    shown = capsys.readouterr().out
    for line in EXAMPLES[command]:
        assert line in shown
        options = {word for word in shlex.split(line) if word.startswith("--")}
        assert options <= set(known[command])


@pytest.mark.skipif(shutil.which("bash") is None, reason="no bash")
def test_bash_completes_commands_options_and_scenarios():
    ask = "COMP_WORDS=(jjj {}); COMP_CWORD={}; _jjj; echo ${{COMPREPLY[@]}}"
    script = bash(words())
    for typed, place, expected in (
        ("ch", 1, "check"),
        ("run --sc", 2, "--scale"),
        ("run emissions/h", 2, "emissions/high"),
    ):
        command = f"{script}\n{ask.format(typed, place)}"
        found = subprocess.run(["bash", "-c", command], capture_output=True, text=True, check=True)
        assert expected in found.stdout.split()


def test_fish_names_every_command():
    script = fish(words())
    assert all(name in script for name in COMMANDS)
