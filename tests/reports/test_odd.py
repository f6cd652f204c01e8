"""The ODD page says what the code does."""

from pathlib import Path

from model.firms.columns import Firms
from model.people.columns import Residents
from model.reports.odd import docstrings, odd_page, table
from model.simulation.year import YEAR

PAGE = Path(__file__).parents[2] / "docs" / "odd.md"


def test_the_page_in_docs_is_the_one_that_the_code_makes() -> None:
    assert PAGE.read_text(encoding="utf-8") == odd_page(), "run: python -m model.reports.odd > docs/odd.md"


def test_all_seven_elements_are_there() -> None:
    heads = [line for line in odd_page().splitlines() if line.startswith("## ")]
    assert [head.split()[1] for head in heads] == ["1", "2", "3", "4", "5", "6", "7"]


def test_the_schedule_names_every_process_in_its_order() -> None:
    text = odd_page()
    at = [text.index(f"`{process.__name__}`:") for process in YEAR]
    assert at == sorted(at)


def test_every_column_of_a_resident_has_a_row() -> None:
    assert all(f"| `{name}` |" in odd_page() for name in Residents.dtypes)


def test_no_column_of_an_agent_is_without_a_meaning() -> None:
    for owner in (Residents, Firms):
        assert set(owner.dtypes) <= set(docstrings(owner)) | {"id", "place"}


def test_a_bar_in_a_cell_does_not_end_it() -> None:
    assert table(("a",), [("x|y",)]).splitlines()[-1] == "| x/y |"
