"""The commands around scenario files: what they say, how they end, what they leave behind."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from model.cli.main import COMMANDS, exit_code_of
from model.cli.tongue import LANGUAGE

HEAVY = ("mesa", "pandas", "numba", "matplotlib", "scipy", "pyarrow", "numpy")


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def loaded_modules(*arguments: str) -> set[str]:
    """Packages that a command imports, in a process of its own."""
    code = (
        "import sys; from model.cli.main import exit_code_of; code = exit_code_of(sys.argv[1:]); "
        "print(code, *sorted({name.partition('.')[0] for name in sys.modules}), file=sys.stderr)"
    )
    done = subprocess.run([sys.executable, "-c", code, *arguments], capture_output=True, text=True, check=True)
    words = done.stderr.split()
    assert words[0] == "0"
    return set(words[1:])


@pytest.mark.parametrize(
    "arguments", [("--help",), ("check", "baseline"), ("check", "--help"), ("diff", "baseline", "never")]
)
def test_help_and_checks_import_nothing_heavy(arguments: tuple[str, ...]) -> None:
    assert not loaded_modules(*arguments) & set(HEAVY)


@pytest.mark.parametrize("language", ["en", "zh"])
def test_help_lists_every_command_in_the_language_asked_for(
    language: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(LANGUAGE, "")  # so that it is put back
    assert exit_code_of(["--lang", language, "--help"]) == 0
    text = capsys.readouterr().out
    for name, command in COMMANDS.items():
        assert f"  {name} " in text
        assert getattr(command, language) in text


def test_a_command_that_does_not_exist_is_answered_with_the_nearest(capsys: pytest.CaptureFixture[str]) -> None:
    assert exit_code_of(["chekc"]) == 2
    assert "did you mean 'check'?" in capsys.readouterr().err


@pytest.mark.parametrize("arguments", [["check"], ["check", "--nothing", "baseline"], ["explain", "baseline"]])
def test_a_wrong_call_is_one_line_and_ends_with_2(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert exit_code_of(arguments) == 2
    assert len(capsys.readouterr().err.strip().splitlines()) == 1


def test_check_says_all_problems_of_all_files_and_leaves_nothing(
    here: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    Path("one.yaml").write_text("seed: x\nclimte: 1\n", encoding="utf-8")
    Path("二.yaml").write_text("scale: {residents: 7}\n", encoding="utf-8")
    assert exit_code_of(["check", "one.yaml", "二.yaml", "nothere.yaml", "baseline"]) == 2
    said = capsys.readouterr()
    assert [line.split(" ")[0] for line in said.err.splitlines()] == [
        "one.yaml:1:7:", "one.yaml:2:1:", "二.yaml:1:20:", "nothere.yaml:1:1:",
    ]  # fmt: skip
    assert said.out == "baseline: ok (baseline, 2020 to 2055, 1:100)\n"
    assert sorted(path.name for path in here.iterdir()) == ["one.yaml", "二.yaml"]


def test_check_of_a_right_file_ends_with_0_and_warns(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    Path("a.yaml").write_text("climate: {increase: {low: 0.3}}\n", encoding="utf-8")
    assert exit_code_of(["check", "a.yaml"]) == 0
    assert capsys.readouterr().err.startswith("a.yaml:1:21: climate.increase: warning: ")


def test_debug_shows_the_stack_and_nothing_else_does(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    from model.scenario import ScenarioError

    assert exit_code_of(["explain", "nothere.yaml", "climate"]) == 2
    assert "Traceback" not in capsys.readouterr().err
    with pytest.raises(ScenarioError):
        exit_code_of(["explain", "nothere.yaml", "climate", "--debug"])


def test_what_new_makes_passes_its_own_check(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert exit_code_of(["new", "我的情景"]) == 0
    assert exit_code_of(["check", "我的情景.yaml"]) == 0
    assert capsys.readouterr().err == ""
    Path("scenarios").mkdir()
    assert exit_code_of(["new", "two", "--from", "emissions/high"]) == 0
    assert exit_code_of(["check", "scenarios/two.yaml"]) == 0


def test_every_lever_that_the_template_suggests_works_when_its_sign_is_taken_away(here: Path) -> None:
    from model.scenario import read_scenario

    assert exit_code_of(["new", "a"]) == 0
    lines = Path("a.yaml").read_text(encoding="utf-8").splitlines()
    start = next(number for number, line in enumerate(lines) if line.startswith("# Take a"))
    opened = [*lines[: start + 1], *(line.removeprefix("# ") for line in lines[start + 1 :])]
    Path("a.yaml").write_text("\n".join(opened) + "\n", encoding="utf-8")
    scenario = read_scenario("a.yaml").scenario
    assert scenario.population.fertility == "low"
    assert len(scenario.transport.hsr_additions) == 1


@pytest.mark.parametrize("arguments", [["../x"], ["a b"], ["ok", "--from", "basline"], ["ok", "--from", "../x"]])
def test_new_refuses_what_it_cannot_make_and_leaves_nothing(here: Path, arguments: list[str]) -> None:
    assert exit_code_of(["new", *arguments]) == 2
    assert not list(here.iterdir())


def test_new_never_writes_over_a_file(here: Path) -> None:
    Path("a.yaml").write_text("seed: 1\n", encoding="utf-8")
    assert exit_code_of(["new", "a"]) == 2
    assert Path("a.yaml").read_text(encoding="utf-8") == "seed: 1\n"


def test_explain_and_diff_speak_in_places_and_labels(capsys: pytest.CaptureFixture[str]) -> None:
    assert exit_code_of(["explain", "stop-2025", "relocation.intensity", "--set", "relocation.intensity=2"]) == 0
    told = capsys.readouterr().out
    assert "疏解强度" in told
    assert "baseline.yaml:" in told
    assert "stop-2025.yaml:" in told
    assert "--set:1:1" in told
    assert exit_code_of(["diff", "baseline", "emissions/high"]) == 0
    assert "  emissions-high: high\n" in capsys.readouterr().out


def test_schema_prints_json_a_page_and_a_table(capsys: pytest.CaptureFixture[str]) -> None:
    assert exit_code_of(["schema", "climate"]) == 0
    assert "pathway" in json.loads(capsys.readouterr().out)["properties"]
    assert exit_code_of(["schema", "--page"]) == 0
    assert capsys.readouterr().out.startswith("# Levers")
    assert exit_code_of(["schema", "--levers", "stop-2025"]) == 0
    assert "2025: 0" in capsys.readouterr().out


def test_a_chinese_terminal_says_in_chinese_what_is_wrong_and_where(
    here: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv(LANGUAGE, "zh")
    (here / "mine.yaml").write_text("extends: baseline\nclimate: {pathway: hihg}\n", encoding="utf-8")
    assert exit_code_of(["check", "mine.yaml"]) == 2
    said = capsys.readouterr().err
    assert said.startswith("mine.yaml:2:20: climate.pathway: 文字'hihg'不是可选项；可取：")
    assert "是否指“high”？" in said
    assert exit_code_of(["run", "baseline", "--set", "climate.loss_scale=9"]) == 2
    assert "9高于范围" in capsys.readouterr().err
    assert exit_code_of(["check", "baseline", "--set", "climate.increase.low=0.3"]) == 0
    assert "提醒：low、medium、high（0.3、0.2、0.27）没有依次增大" in capsys.readouterr().err


def test_a_chinese_terminal_explains_levers_in_chinese(
    here: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv(LANGUAGE, "zh")
    assert exit_code_of(["explain", "baseline", "relocation.intensity"]) == 0
    assert "所有配额乘以此数" in capsys.readouterr().out
    assert exit_code_of(["schema", "climate"]) == 0
    schema = json.loads(capsys.readouterr().out)
    assert schema["properties"]["loss_scale"]["description"] == "直接损失乘以此数。"
    assert exit_code_of(["schema", "--page"]) == 0
    assert "直接损失乘以此数。" in capsys.readouterr().out
