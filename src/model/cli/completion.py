"""`jjj completion`: a script that lets a shell complete commands, options and the names of shipped scenarios."""

from enum import StrEnum
from importlib import import_module
from typing import Annotated

import typer


class Shell(StrEnum):
    """Shells that can complete."""

    bash = "bash"
    zsh = "zsh"
    fish = "fish"


def completion(shell: Annotated[Shell, typer.Argument(metavar="SHELL", help="bash, zsh or fish.")]) -> int:
    """Print a completion script; nothing is installed by itself."""
    typer.echo({Shell.bash: bash, Shell.zsh: zsh, Shell.fish: fish}[shell](words()))
    return 0


def words() -> dict[str, list[str]]:
    """What may follow each command: its options, and the shipped scenarios where a scenario is meant."""
    from typer.main import get_command

    from model.cli.main import COMMANDS
    from model.scenario.finding import library, names_on

    scenarios = sorted(names_on((library(),)))
    found = {}
    for name, command in COMMANDS.items():
        app = typer.Typer(add_completion=False)
        app.command(name)(getattr(import_module(command.module), command.function))
        parameters = get_command(app).params
        options = [option for parameter in parameters for option in parameter.opts if option.startswith("--")]
        named = any(parameter.name in ("file", "files", "first", "second") for parameter in parameters)
        found[name] = [*sorted({*options, "--help"}), *(scenarios if named else [])]
    return found


def bash(found: dict[str, list[str]]) -> str:
    """The script for bash."""
    cases = "\n".join(f'    {name}) words="{" ".join(rest)}" ;;' for name, rest in found.items())
    return f"""_jjj() {{
  local here="${{COMP_WORDS[COMP_CWORD]}}" words="{" ".join(found)}"
  if [ "$COMP_CWORD" -gt 1 ]; then case "${{COMP_WORDS[1]}}" in
{cases}
    *) words="" ;;
  esac; fi
  COMPREPLY=($(compgen -W "$words" -- "$here"))
}}
complete -o default -F _jjj jjj"""


def zsh(found: dict[str, list[str]]) -> str:
    """The script for zsh, by way of bash's."""
    return "autoload -U +X bashcompinit && bashcompinit\n" + bash(found)


def fish(found: dict[str, list[str]]) -> str:
    """The script for fish."""
    lines = [f"complete -c jjj -n __fish_use_subcommand -f -a '{' '.join(found)}'"]
    lines += [
        f"complete -c jjj -n '__fish_seen_subcommand_from {name}' -a '{' '.join(rest)}'" for name, rest in found.items()
    ]
    return "\n".join(lines)
