import numpy as np

from model.region.places import load_places
from model.simulation.tables import FlowTable, population_table


def test_the_population_table_holds_every_person_once():
    stocks = {2020: np.arange(199 * 2 * 101).reshape(199, 2, 101), 2021: np.ones((199, 2, 101), np.int64)}
    places = load_places()
    frame = population_table(stocks, places.ids)
    assert frame.groupby("year")["persons"].sum().tolist() == [stocks[2020].sum(), stocks[2021].sum()]
    row = frame[
        (frame["year"] == 2020)
        & (frame["place_id"] == places.ids[3])
        & (frame["sex"] == "female")
        & (frame["age"] == 7)
    ]
    assert row["persons"].item() == stocks[2020][3, 1, 7]


def test_flows_name_both_ends_and_the_outside():
    places = load_places()
    table = FlowTable(places.ids, places.city_ids)
    matrix = np.zeros((200, 200))
    matrix[0, 199], matrix[5, 6] = 3, 4
    table.add(2021, "people", "leave", matrix)
    table.add(2021, "capital", "links", np.eye(15), cities=True)
    frame = table.frame()
    people = frame[frame["kind"] == "people"]
    assert list(zip(people["origin_id"], people["destination_id"], people["value"], strict=True)) == [
        (places.ids[0], "outside", 3.0),
        (places.ids[5], places.ids[6], 4.0),
    ]
    assert set(frame[frame["kind"] == "capital"]["origin_id"]) == {*places.city_ids, "outside"}


def test_no_flows_make_an_empty_table_with_all_columns():
    places = load_places()
    frame = FlowTable(places.ids, places.city_ids).frame()
    assert list(frame.columns) == ["year", "kind", "cause", "origin_id", "destination_id", "value"]
    assert frame.empty
