"""Tables are whole where a file or a pipe takes them, and as wide as the terminal where there is one."""

from io import StringIO

import pytest
from rich.console import Console

from model.cli.show import figure, plain_table, print_table

NAME = "relocation.destination.share_following"
WIDE = ("-22 999 to 24 264", "-29 600 to 29 600", "0.1234567", "identified")


def printed(names: list[str], *, terminal: bool, columns: int = 80) -> list[str]:
    file = StringIO()
    screen = Console(file=file, width=columns, force_terminal=terminal, color_system=None)
    rows = [(name, *WIDE) for name in names]
    print_table(screen, plain_table("a title", ("parameter", "90 %", "prior", "width", "told"), rows))
    return file.getvalue().splitlines()


def test_without_a_terminal_no_name_and_no_figure_is_broken() -> None:
    lines = printed([NAME, "economy.agglomeration"], terminal=False)
    assert len(lines) == 4
    assert lines[2].split() == [NAME, *" ".join(WIDE).split()]
    assert max(map(len, lines)) > 80


def test_a_terminal_is_never_exceeded() -> None:
    assert max(map(len, printed([NAME], terminal=True, columns=70))) <= 70


def test_names_of_several_words_are_folded_between_words_within_eighty_columns() -> None:
    lines = printed(["a name of several words that would be too long for it"], terminal=False)
    assert max(map(len, lines)) <= 80
    assert len(lines) > 3
    assert {"several", "words"} <= set(" ".join(lines).split())


def test_two_columns_of_names_stand_below_each_other() -> None:
    file = StringIO()
    table = plain_table("", ("from", "to", "persons"), [("beijing", "hebei", "1"), ("xi", "tianjin", "22")], names=2)
    print_table(Console(file=file, width=80), table)
    first, second = file.getvalue().splitlines()[-2:]
    assert first.index("hebei") == second.index("tianjin")
    assert first.rstrip().endswith("1")
    assert len(first.rstrip()) == len(second.rstrip())


@pytest.mark.parametrize(
    ("value", "said"), [(113_512.3, "113 512"), (-22_999.4, "–22 999"), (0.00249, "0.00249"), (68.43, "68.43")]
)
def test_a_large_figure_is_no_power_of_ten(value: float, said: str) -> None:
    assert figure(value) == said


def test_few_digits_make_no_power_of_ten_either() -> None:
    assert [figure(value, 2) for value in (4.16, 41.6, 416.0)] == ["4.2", "42", "416"]
