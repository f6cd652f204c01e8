"""`jjj data`: grades and sources beside the figures."""

from collections.abc import Callable

from model.region.evidence import all_evidence

Jjj = Callable[..., tuple[int, str, str]]


def test_all_tables_are_listed_with_their_grades(jjj: Jjj) -> None:
    code, out, _ = jjj("data")
    assert code == 0
    for table in all_evidence():
        assert table.name.removesuffix(".csv") in out
    lines = {line.split()[0]: line.split() for line in out.splitlines() if line.strip()}
    assert lines["rail_lines"][1:] == ["98", "76", "9", "13"]


def test_one_table_is_shown_with_columns_sources_and_notes(jjj: Jjj) -> None:
    for name in ("firms", "firms.csv"):
        code, out, _ = jjj("data", name)
        assert code == 0
        assert "1,764 rows" in out
        assert "E01" in out
        assert "SOURCES-economy.md" in out


def test_a_table_of_geography_needs_no_folder(jjj: Jjj) -> None:
    assert jjj("data", "adjacency")[0] == 0


def test_a_table_that_is_not_there_is_corrected(jjj: Jjj) -> None:
    code, out, err = jjj("data", "rail_line")
    assert code == 2
    assert out == ""
    assert "did you mean 'rail_lines'?" in err
