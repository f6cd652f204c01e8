"""`jjj run`: the headline, the folder, and every way of ending early."""

import errno
import json
import os
import pty
import re
import select
import signal
import subprocess
import sys
import textwrap
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from model.cli.running import COMPILES
from model.experiments import store

Jjj = Callable[..., tuple[int, str, str]]
Use = Callable[[object], None]


def left(folder: Path) -> list[str]:
    return sorted(str(path.relative_to(folder)) for path in folder.rglob("*"))


def only_run(folder: Path) -> Path:
    (path,) = folder.glob("*/*/manifest.json")
    return path.parent


def test_it_says_what_happened_and_where_it_is(jjj: Jjj, here: Path, simulation: Use) -> None:
    code, out, _ = jjj("run", "baseline", "--scale", "1000")
    assert code == 0
    run = only_run(here / "outputs")
    assert out.splitlines()[0].strip() == "baseline, 2020 to 2055, seed 1, 1:1000"
    assert "Residents" in out
    assert "2055" in out
    assert out.splitlines()[-1] == str(run.relative_to(here))


def test_it_fits_eighty_columns_without_a_terminal(jjj: Jjj, simulation: Use) -> None:
    for command in (("run", "baseline", "--scale", "1000"), ("status", "outputs"), ("data",), ("data", "firms")):
        _, out, err = jjj(*command)
        assert max(len(line) for line in (out + err).splitlines()) <= 80, command
        assert "\x1b" not in out + err


def test_options_reach_the_scenario_of_the_run(jjj: Jjj, here: Path, simulation: Use) -> None:
    code, *_ = jjj(
        "run", "baseline", "--scale", "10", "--seed", "9", "--set", "climate.pathway=high", "--out", "elsewhere"
    )
    assert code == 0
    manifest = json.loads((only_run(here / "elsewhere") / "manifest.json").read_text(encoding="utf-8"))
    assert manifest["seed"] == 9
    assert manifest["scale"] == {"residents": 10, "firms": 10}
    assert "pathway: high" in (only_run(here / "elsewhere") / "scenario.yaml").read_text(encoding="utf-8")


def test_a_first_run_says_once_that_it_compiles(
    jjj: Jjj, here: Path, simulation: Use, monkeypatch: pytest.MonkeyPatch
) -> None:
    kernels = here / "kernels"
    monkeypatch.setenv("NUMBA_CACHE_DIR", str(kernels))
    _, _, said = jjj("run", "baseline", "--scale", "1000")
    assert said.splitlines().count(COMPILES) == 1
    _, _, said = jjj("run", "baseline", "--scale", "1000")
    assert COMPILES not in said  # the run exists, nothing is run
    kernels.mkdir()
    (kernels / "live.nbi").touch()
    _, _, said = jjj("run", "baseline", "--scale", "1000", "--seed", "2")
    assert COMPILES not in said


@pytest.mark.parametrize(("scale", "firms"), [("1", 1), ("10", 10), ("100", 10), ("1000", 100)])
def test_the_scale_sets_both_scales(jjj: Jjj, here: Path, simulation: Use, scale: str, firms: int) -> None:
    jjj("run", "baseline", "--scale", scale)
    manifest = json.loads((only_run(here / "outputs") / "manifest.json").read_text(encoding="utf-8"))
    assert manifest["scale"] == {"residents": int(scale), "firms": firms}


def test_a_run_that_exists_is_shown_and_not_made_again(jjj: Jjj, simulation: Use) -> None:
    _, first, _ = jjj("run", "baseline", "--scale", "1000")

    def never(*arguments: object) -> object:
        raise AssertionError(arguments)

    simulation(never)
    code, again, _ = jjj("run", "baseline", "--scale", "1000", "--threads", "2")
    assert code == 0
    assert "exists already" in again
    assert again.splitlines()[-1] == first.splitlines()[-1]
    assert again.splitlines()[:5] == first.splitlines()[:5]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["baseline", "--scale", "7"], "allowed: 1, 10, 100, 1000"),
        (["baseline", "--scale", "many"], "--scale"),
        (["baseline", "--seed", "-1"], "--seed"),
        (["baseline", "--set", "climate.pathway"], "KEY=VALUE"),
        (["baseline", "--set", "climate.pathwayy=high"], "pathwayy"),
        (["baseline", "--set", "scale.residents=7"], "scale.residents"),
        (["baselin"], "baseline"),
        (["nothing.yaml"], "nothing.yaml"),
        (["baseline", "--threads", "0"], "--threads"),
        (["baseline", "--quick"], "--quick"),
        ([], "FILE"),
    ],
)
def test_what_is_wrong_is_said_before_anything_is_made(
    jjj: Jjj, here: Path, simulation: Use, arguments: list[str], said: str
) -> None:
    code, out, err = jjj("run", *arguments)
    assert code == 2
    assert said in err
    assert "Traceback" not in err
    assert out == ""
    assert left(here) == []


def test_a_failure_is_one_line_and_a_note_with_the_stack(jjj: Jjj, here: Path, simulation: Use) -> None:
    def fail(*arguments: object) -> object:
        raise RuntimeError("2031: people of xiongan.anxin do not balance")

    simulation(fail)
    code, _, err = jjj("run", "baseline", "--scale", "1000", "--seed", "3")
    assert code == 1
    assert "2031: people of xiongan.anxin do not balance" in err
    assert "Traceback" not in err
    code, out, _ = jjj("status", "outputs")
    assert code == 1
    assert "jjj run baseline --seed 3 --scale 1000 --out outputs" in out

    simulation(None)
    assert jjj("run", "baseline", "--scale", "1000", "--seed", "3")[0] == 0
    assert jjj("status", "outputs")[0] == 0
    assert not (here / "outputs" / ".failed").exists()


def test_a_full_disk_is_one_line_and_leaves_nothing(
    jjj: Jjj, here: Path, simulation: Use, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(path: Path, content: bytes) -> None:
        path.write_bytes(content[:10])
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), str(path))

    monkeypatch.setattr(store, "write_bytes", full)
    code, out, err = jjj("run", "baseline", "--scale", "1000")
    assert code == 1
    assert out == ""
    (line,) = err.splitlines()
    assert "the disk is full" in line
    assert left(here) == []


SLOW = """
    import sys, time
    sys.path.insert(0, sys.argv[1])
    from conftest import made_up
    from model.cli.main import run_command_line
    from model.experiments import single

    def slow(scenario, seed, threads, on_year):
        for year in range(scenario.years.start + 1, scenario.years.end + 1):
            time.sleep(float(sys.argv[2]))
            on_year(year)
        return made_up(scenario, seed, threads, None)

    single._simulation = lambda: slow
    run_command_line(["run", "baseline", "--scale", "1000"])
"""


def slow_command(seconds: float) -> list[str]:
    return [sys.executable, "-c", textwrap.dedent(SLOW), str(Path(__file__).parent), str(seconds)]


@pytest.mark.parametrize("deaf", [False, True], ids=["in front", "in the background of a script"])
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_an_interruption_is_one_line_and_leaves_nothing(here: Path, number: signal.Signals, deaf: bool) -> None:
    command = slow_command(0.5)
    if deaf:
        command = ["/bin/sh", "-c", 'trap "" INT; exec "$@"', "sh", *command]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    try:
        until = time.monotonic() + 30
        while not list(here.glob("outputs/.tmp-*")):
            assert process.poll() is None
            assert time.monotonic() < until
            time.sleep(0.02)
        time.sleep(0.2)
        process.send_signal(number)
        out, err = process.communicate(timeout=30)
    finally:
        process.kill()
        process.wait()
    assert process.returncode == 1
    assert out == ""
    (line,) = err.strip().splitlines()
    assert "stopped" in line
    assert left(here) == []


def test_on_a_terminal_there_is_a_bar_of_its_width(here: Path) -> None:
    master, slave = pty.openpty()
    environment = {**os.environ, "TERM": "xterm-256color", "COLUMNS": "80", "LINES": "24"}
    process = subprocess.Popen(slow_command(0.02), stdout=slave, stderr=slave, env=environment)
    os.close(slave)
    shown = b""
    try:
        while select.select([master], [], [], 30)[0]:
            try:
                part = os.read(master, 65536)
            except OSError:  # the other end is closed
                break
            if not part:
                break
            shown += part
    finally:
        assert process.wait(timeout=30) == 0
        os.close(master)
    text = shown.decode()
    assert "━" in text
    assert "baseline" in text
    assert "outputs/baseline/" in text


def test_a_run_that_does_not_fit_into_memory_says_what_would_before_anything_is_made(
    jjj: Jjj, here: Path, simulation: Use, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("model.experiments.memory.free_memory_mb", lambda: 1500.0)
    code, out, err = jjj("run", "baseline", "--scale", "1")
    assert (code, out) == (2, "")
    assert "1.5 GB are free; --scale 10 needs" in err
    assert left(here) == []
    assert jjj("run", "baseline", "--scale", "1000")[0] == 0


ENGLISH = re.compile(
    r"\b(seed|paired|pairs|tables|simulation|scenario|done|failed|missing|all|lever|learning|ready|ok)\b"
)


def test_a_chinese_terminal_is_spoken_to_in_chinese(jjj: Jjj, simulation: Use, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LC_ALL", "zh_CN.UTF-8")
    baseline = ("run", "baseline", "--scale", "1000")
    commands = (baseline, baseline, ("run", "emissions/high", "--scale", "1000"), ("compare", "outputs"))
    for command in (
        *commands,
        ("status", "outputs"),
        ("new", "甲"),
        ("check", "甲.yaml"),
        ("diff", "甲.yaml", "甲.yaml"),
    ):
        code, out, _ = jjj(*command)
        assert code == 0, command
        assert re.search("[\u4e00-\u9fff]", out)
        assert not ENGLISH.search(out.replace("climate.pathway", "")), command
