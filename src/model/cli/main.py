"""The command `jjj`: finds the command's file, runs it, and turns every mistake of a user into one sentence.

A command `x` lives in `model.cli.x` as a function with typer annotations, listed in `COMMANDS`. Only the file
of the command that is asked for is imported, so that help and checks answer at once.
"""

import os
import sys
from collections.abc import Sequence
from difflib import get_close_matches
from importlib import import_module
from typing import NamedTuple

from model.cli.tongue import LANGUAGE, language, problem_said, said, sentence_said, usage_said

DONE, FAILED, BAD_INPUT = 0, 1, 2
_INTERRUPTED = 130
"""What typer makes of Ctrl-C, without a word."""


class Command(NamedTuple):
    """Where a command lives and what it does, for the list of commands."""

    module: str
    function: str
    zh: str
    en: str


COMMANDS: dict[str, Command] = {
    "new": Command("model.cli.new", "new", "复制一份带注释的情景文件", "copy a working, commented scenario"),
    "check": Command("model.cli.check", "check", "一次列出所有问题", "list all problems of scenario files"),
    "explain": Command("model.cli.explain", "explain", "一个参数的来历", "say where a value comes from"),
    "diff": Command("model.cli.diff", "diff", "两个情景的差别", "say how two scenarios differ"),
    "schema": Command("model.cli.schema", "schema", "情景文件的格式", "print the format of scenario files"),
    "data": Command("model.cli.data", "data", "随附数据及其可信度", "show the shipped tables with their grades"),
    "run": Command("model.cli.run", "run", "运行一个情景", "run one scenario"),
    "batch": Command("model.cli.batch", "batch", "批量运行情景与种子", "run scenarios with many seeds"),
    "status": Command("model.cli.status", "status", "已完成、失败与缺失的运行", "say what is done, failed, missing"),
    "compare": Command("model.cli.compare", "compare", "成对差值与区间", "paired differences with intervals"),
    "trace": Command("model.cli.trace", "trace", "政策移动了谁", "say who is elsewhere in another scenario"),
    "hindcast": Command("model.cli.hindcast", "hindcast", "与历史记录对照", "hold the model against history"),
    "calibrate": Command("model.cli.calibrate", "calibrate", "参数校准", "fit to the record, keep what it allows"),
    "sensitivity": Command("model.cli.sensitivity", "sensitivity", "敏感性分析", "what the answers rest on"),
    "regret": Command("model.cli.regret", "regret", "政策遗憾值", "what a policy costs where another is better"),
    "discover": Command("model.cli.discover", "discover", "情景发现", "say where an outcome turns bad"),
    "bench": Command("model.cli.bench", "bench", "速度与内存", "measure speed and memory on this machine"),
    "report": Command("model.cli.report", "report", "图与报告", "draw figures and write the report"),
    "app": Command("model.cli.app", "app", "网页：调参数、看地图", "open the page: levers, maps, comparison"),
    "completion": Command("model.cli.completion", "completion", "命令补全", "let the shell complete commands"),
    "demo": Command("model.cli.demo", "demo", "三个情景的小演示", "run and compare three small scenarios"),
}


def run_command_line(arguments: Sequence[str] | None = None) -> None:
    """Entry point of `jjj` and of `python -m model`; leaves by SystemExit with 0 done, 1 failed, 2 bad input."""
    sys.exit(exit_code_of(list(sys.argv[1:] if arguments is None else arguments)))


def exit_code_of(arguments: list[str]) -> int:
    """Run one command and return its exit code; messages go to the standard error stream."""
    debug = "--debug" in arguments
    arguments = [word for word in arguments if word != "--debug"]
    if arguments[:1] == ["--lang"]:
        if arguments[1:2] not in (["zh"], ["en"]):
            return _refuse("--lang is zh or en")
        os.environ[LANGUAGE] = arguments[1]
        del arguments[:2]
    if not arguments or arguments[0] in ("--help", "-h", "help"):
        sys.stdout.write(_overview())
        return DONE
    if arguments[0] == "--version":
        from importlib.metadata import version

        sys.stdout.write(f"jingjinji {version('jingjinji')}\n")
        return DONE
    name = arguments[0]
    if name not in COMMANDS:
        close = get_close_matches(name, COMMANDS, n=1)
        hint = f"; did you mean '{close[0]}'?" if close else ""
        return _refuse(f"there is no command '{name}'{hint} (`jjj --help` lists them)")
    try:
        return _call(COMMANDS[name], name, arguments[1:])
    except KeyboardInterrupt:
        if debug:
            raise
        return _refuse("stopped; nothing half written is left", FAILED)
    except BrokenPipeError:
        sys.stderr.close()  # the reader of a pipe has gone: nothing more to say, and no complaint at exit
        return DONE
    except Exception as error:
        if debug:
            raise
        return _say(error)


def _call(command: Command, name: str, arguments: list[str]) -> int:
    import typer

    from model.cli.examples import epilog

    function = getattr(import_module(command.module), command.function)
    app = typer.Typer(add_completion=False, rich_markup_mode=None, pretty_exceptions_enable=False)
    app.command(name, epilog=epilog(name))(function)
    if language() == "zh" and "--help" in arguments:
        from model.cli.helping import help_in_chinese

        sys.stdout.write(help_in_chinese(typer.main.get_command(app), name))
        return DONE
    result = app(arguments, prog_name=f"jjj {name}", standalone_mode=False)
    if result == _INTERRUPTED:
        raise KeyboardInterrupt
    return result if isinstance(result, int) else DONE


def _say(error: Exception) -> int:
    """One sentence for each problem, and the exit code."""
    if hasattr(error, "format_message"):  # typer's own: an unknown option, a missing argument
        return _complain(f"jjj: {usage_said(error)}", BAD_INPUT)
    if type(error).__name__ == "Abort":
        return _refuse("stopped", FAILED)
    problems = getattr(error, "problems", None)
    if isinstance(error, ValueError) and problems:
        return _complain("\n".join(problem_said(problem) for problem in problems), BAD_INPUT)
    if getattr(error, "bad_input", False):
        return _refuse(str(error))
    if getattr(error, "plain", False):  # says all that a user needs
        return _refuse(str(error), FAILED)
    if isinstance(error, OSError):
        where = f"{error.filename}: " if error.filename else ""
        return _complain(f"jjj: {where}{sentence_said(str(error.strerror or error))}", FAILED)
    name, text = type(error).__name__, str(error)
    zh = "：".join(filter(None, (name, sentence_said(text))))
    whole = said(f"{zh}（加--debug可看全部经过）", f"{name}: {text} (add --debug for the whole story)")
    return _complain(f"jjj: {whole}", FAILED)


def _refuse(text: str, code: int = BAD_INPUT) -> int:
    """One sentence in the language of the terminal."""
    return _complain(f"jjj: {sentence_said(text)}", code)


def _complain(text: str, code: int) -> int:
    sys.stderr.write(text + "\n")
    return code


def _overview() -> str:
    chinese = language() == "zh"
    rows = [f"  {name:<11} {command.zh if chinese else command.en}" for name, command in COMMANDS.items()]
    if chinese:
        head = ["jjj 命令 [选项]   京津冀：北京、天津、河北的居民与企业，逐年模拟", ""]
        tail = [
            "  jjj 命令 --help 有详细说明和示例；--debug 显示出错的全部经过；--version",
            "  语言随终端（LANG），或 jjj --lang en 命令",
            "  退出码：0 完成，1 有失败，2 输入有误",
        ]
    else:
        head = ["jjj COMMAND [OPTIONS]   residents and firms of Jing-Jin-Ji, year by year", ""]
        tail = [
            "  jjj COMMAND --help has examples; --debug shows the stack; --version",
            "  The language is the terminal's (LANG), or 中文 by: jjj --lang zh COMMAND",
            "  Exit codes: 0 done, 1 something failed, 2 bad input",
        ]
    return "\n".join([*head, *rows, "", *tail, ""])
