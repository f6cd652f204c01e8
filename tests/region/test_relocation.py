import shutil

import numpy as np
import pandas as pd
import pytest

from model.region.names import DATA
from model.region.places import load_places
from model.region.relocation import load_relocation
from model.region.tables import TableError

TABLES = ("directed_moves.csv", "quota_history.csv", "assumptions_economy.csv", "rain_hazard.csv")


@pytest.fixture
def broken(tmp_path):
    """Copies of the tables with one cell changed: broken(table, row, column, value) -> folder."""
    for name in TABLES:
        shutil.copy(DATA / name, tmp_path / name)

    def change(table, row, column, value):
        frame = pd.read_csv(tmp_path / table, dtype=str, keep_default_na=False)
        frame.loc[row, column] = value
        frame.to_csv(tmp_path / table, index=False)
        return tmp_path

    return change


def test_the_record_is_what_the_notes_say():
    tables = load_relocation(load_places())
    assert len(tables.directed) == 15
    assert tables.site_traders == 480
    firms = [sum(rings) for (item, year), rings in tables.quota.items() if item == "manuf_general" and year >= 2014]
    sites = [sum(rings) for (item, _), rings in tables.quota.items() if item == "trade_logistics_sites"]
    assert (sum(firms), sum(sites)) == (2992, 1000)


def test_zone_shares_are_shares():
    places = load_places()
    share = load_relocation(places).zone_share
    assert share.shape == (199, 3)
    assert np.allclose(share.sum(axis=1), 1.0)
    assert (share >= 0).all()
    assert share[places.index("xiongan.anxin"), 2] == share[places.members("xiongan"), 2].max()


@pytest.mark.parametrize(
    ("table", "row", "column", "value", "complaint"),
    [
        ("directed_moves.csv", 2, "sector", "agriculture", "directed_moves.csv:4: sector"),
        ("directed_moves.csv", 1, "id", "D01", "directed_moves.csv:3: id: an id stands twice"),
        ("directed_moves.csv", 3, "to", "beijing", "directed_moves.csv:5: to: origin and destination are the same"),
        ("directed_moves.csv", 0, "jobs", "many", "directed_moves.csv:2: jobs: 'many' is not a number"),
        ("quota_history.csv", 0, "firms", "165", "quota_history.csv:2: year_total: the rings do not sum"),
        ("quota_history.csv", 1, "ring", "core6", "quota_history.csv:3: ring: item, year and ring stand twice"),
    ],
)
def test_a_wrong_cell_is_named(broken, table, row, column, value, complaint):
    folder = broken(table, row, column, value)
    with pytest.raises(TableError, match=complaint):
        load_relocation(load_places(), folder)
