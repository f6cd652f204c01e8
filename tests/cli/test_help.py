"""Help fits a narrow terminal, its examples can be typed, and a shell completes what exists."""

import shlex
import shutil
import subprocess
from unicodedata import east_asian_width

import pytest

from model.cli.completion import bash, fish, words
from model.cli.examples import EXAMPLES
from model.cli.main import COMMANDS, exit_code_of

NARROW = 80


def width(line):
    return sum(2 if east_asian_width(letter) in "WF" else 1 for letter in line)


@pytest.mark.parametrize("command", ["", *COMMANDS])
def test_help_fits_eighty_columns(command, capsys, monkeypatch):
    monkeypatch.setenv("COLUMNS", str(NARROW))
    assert exit_code_of([*([command] if command else []), "--help"]) == 0
    out = capsys.readouterr().out
    assert out.strip()
    assert not [line for line in out.splitlines() if width(line) > NARROW and command]


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
