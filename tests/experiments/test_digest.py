"""The hash of results sees every value and type, and nothing of how they are kept."""

from collections.abc import Callable, Mapping
from io import BytesIO

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from model.experiments.digest import DuplicateRowError, results_sha256, table_sha256
from model.experiments.store import parquet

Tables = Mapping[str, pd.DataFrame]


def test_the_order_of_rows_columns_and_tables_does_not_show(
    tables: Tables, shuffled: Callable[[pd.DataFrame], pd.DataFrame]
) -> None:
    other = {name: shuffled(tables[name]) for name in reversed(list(tables))}
    assert results_sha256(other) == results_sha256(tables)


def test_text_is_the_same_however_it_is_held(tables: Tables) -> None:
    population = tables["population"]
    expected = table_sha256(population)
    wide = pd.CategoricalDtype(["z", "xiongan.anxin", "beijing.dongcheng", "unused"])
    for dtype in ("category", "object", "str", wide):
        assert table_sha256(population.assign(place_id=population["place_id"].astype(dtype))) == expected


def test_reading_back_from_disk_changes_nothing(tables: Tables) -> None:
    for name, table in tables.items():
        categories = table.astype(dict.fromkeys(table.select_dtypes(exclude="number"), "category"))
        for kept in (table, categories):
            assert table_sha256(pd.read_parquet(BytesIO(parquet(kept)))) == table_sha256(table), name


@pytest.mark.parametrize("name", ["indicators", "population", "flows", "events"])
def test_every_cell_counts(tables: Tables, name: str) -> None:
    table = tables[name]
    expected = table_sha256(table)
    for column in table.columns:
        changed = table.copy()
        row = len(table) - 1
        if changed[column].dtype.kind == "f":
            changed.loc[row, column] = np.nextafter(changed.loc[row, column], np.inf)
        elif changed[column].dtype.kind in "iu":
            changed.loc[row, column] += 1
        else:
            changed[column] = changed[column].astype(object)
            changed.loc[row, column] = "another"
        assert table_sha256(changed) != expected, column


def test_types_and_names_of_columns_count(tables: Tables) -> None:
    table = tables["population"]
    expected = table_sha256(table)
    assert table_sha256(table.astype({"persons": np.int32})) != expected
    assert table_sha256(table.astype({"persons": np.float64})) != expected
    assert table_sha256(table.rename(columns={"age": "years"})) != expected
    assert table_sha256(table.iloc[:-1]) != expected


def test_the_same_bytes_of_another_type_are_another_result() -> None:
    nothing = pd.DataFrame({"year": [2020, 2021], "value": np.zeros(2)})
    hashes = {table_sha256(nothing.astype({"value": dtype})) for dtype in (np.float64, np.int64, np.uint64)}
    assert len(hashes) == 3


def test_words_of_neighbouring_columns_are_not_run_together() -> None:
    one = pd.DataFrame({"a": ["x", "y"], "b": ["p", "q"]})
    other = pd.DataFrame({"a": ["x", "y"], "b": ["q", "p"]})
    assert table_sha256(one) != table_sha256(other)


def test_two_rows_of_one_key_are_refused(tables: Tables) -> None:
    table = tables["population"]
    twice = pd.concat([table, table.iloc[[5]].assign(persons=0)], ignore_index=True)
    with pytest.raises(DuplicateRowError, match="population"):
        results_sha256({**tables, "population": twice})


def test_an_empty_cell_is_refused() -> None:
    with pytest.raises(ValueError, match="place_id: a cell"):
        table_sha256(pd.DataFrame({"place_id": ["a", None], "value": [1.0, 2.0]}))


def test_an_empty_table_has_a_hash(tables: Tables) -> None:
    events = tables["events"].iloc[:0]
    assert table_sha256(events) != table_sha256(tables["events"])


@given(st.permutations(range(12)), st.lists(st.floats(allow_nan=False), min_size=12, max_size=12))
@settings(max_examples=50, deadline=None)
def test_any_order_of_any_values(order: list[int], values: list[float]) -> None:
    table = pd.DataFrame({"year": [2020 + i // 4 for i in range(12)], "k": list("abcd") * 3, "value": values})
    assert table_sha256(table.iloc[order].reset_index(drop=True)) == table_sha256(table)


@pytest.mark.parametrize("years", [[2020, 2021, 2022], [2020, 9000, 800_000]])
def test_full_and_scattered_keys_are_ordered_alike_and_duplicates_found(years: list[int]) -> None:
    table = pd.DataFrame({"year": years * 2, "k": list("aaabbb"), "value": np.arange(6.0)})
    turned = table.iloc[::-1].reset_index(drop=True)
    assert table_sha256(turned) == table_sha256(table)
    with pytest.raises(DuplicateRowError):
        table_sha256(pd.concat([table, table.iloc[[2]].assign(value=9.0)], ignore_index=True))


def test_keys_too_many_to_number_are_refused() -> None:
    wide = pd.DataFrame({name: np.array([0, 2**31 - 1]) for name in "abc"})
    with pytest.raises(ValueError, match="combinations"):
        table_sha256(wide)
