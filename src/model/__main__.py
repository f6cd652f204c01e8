"""`python -m model` is the command `jjj`."""

from model.cli.main import run_command_line

if __name__ == "__main__":
    run_command_line()
