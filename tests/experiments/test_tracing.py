import numpy as np
import pytest

from model.experiments.tracing import NOWHERE, Trace, TraceError, age_group, moved_residents, trace
from model.region.places import load_places
from model.region.region import Region, load_region
from model.scenario import Scenario, load_scenario

SMALL = {"scale.residents": 1000, "scale.firms": 100, "migration.enabled": False}
JOBS = 2000
ORDER = {"id": "test", "sector": "public_services", "jobs": JOBS, "from": "beijing", "to": "xiongan", "start": 2022}


@pytest.fixture(scope="module")
def region() -> Region:
    return load_region()


@pytest.fixture(scope="module")
def pair() -> tuple[Scenario, Scenario]:
    base = load_scenario("relocation/none", set=SMALL)
    directed = [row.model_dump(by_alias=True) for row in base.relocation.directed]
    return base, load_scenario("relocation/none", set={**SMALL, "relocation.directed": [*directed, ORDER]})


@pytest.fixture(scope="module")
def moved(pair: tuple[Scenario, Scenario], region: Region) -> Trace:
    return trace(*pair, 2022, region=region)


def test_nobody_is_elsewhere_before_the_policy(pair: tuple[Scenario, Scenario], region: Region) -> None:
    found = trace(*pair, 2021, region=region)
    assert found.residents.empty
    assert found.firms.empty


def test_one_order_moves_its_jobs_and_nothing_else(moved: Trace) -> None:
    there = moved.firms[moved.firms["destination"].str.startswith("xiongan.")]
    assert set(there["sector"]) == {"public_services"}
    assert 0.9 * JOBS < there["jobs"].sum() <= JOBS, "filled jobs; the order names wanted ones"
    gone = moved.firms.drop(index=there.index)
    assert gone["origin"].str.startswith("beijing.").all()
    assert set(gone["sector"]) <= {"public_services"}


def test_without_moves_no_resident_is_elsewhere(moved: Trace) -> None:
    assert moved.residents.empty


def test_scales_and_years_must_agree(pair: tuple[Scenario, Scenario]) -> None:
    other = load_scenario("relocation/none", set={**SMALL, "scale.residents": 100})
    with pytest.raises(TraceError, match="different scales"):
        trace(pair[0], other, 2022)
    with pytest.raises(TraceError, match="2020 to 2055"):
        trace(*pair, 2056)


def people(*rows: tuple[int, int, int]) -> dict[str, np.ndarray]:
    ids, place, age = (np.array(column) for column in zip(*rows, strict=True))
    count = ids.size
    return {
        "id": ids.astype(np.uint64),
        "place": place.astype(np.uint16),
        "age": age.astype(np.uint8),
        "traits": np.full(count, 0b0000_0111, np.uint8),
        "sector": np.full(count, 255, np.uint8),
    }


def test_residents_are_matched_by_id_and_told_apart_by_fate() -> None:
    places = load_places()
    first = people((1, 0, 30), (2, 3, 40), (3, 5, 70))
    second = people((4, 9, 20), (2, 8, 40), (1, 0, 30))
    found = moved_residents(first, second, places, 100).set_index("id")
    assert sorted(found.index) == [2, 3, 4]
    assert found.at[2, "status"] == "elsewhere"
    assert (found.at[2, "origin"], found.at[2, "destination"]) == (places.ids[3], places.ids[8])
    assert (found.at[3, "status"], found.at[3, "destination"]) == ("only in the first", NOWHERE)
    assert (found.at[4, "status"], found.at[4, "origin"]) == ("only in the second", NOWHERE)
    assert set(found["education"]) == {"bachelor and above"}
    assert set(found["sex"]) == {"female"}
    assert (found["persons"] == 100).all()


def test_summaries_add_up_to_the_list() -> None:
    places = load_places()
    found = moved_residents(people((1, 0, 30), (2, 3, 66)), people((1, 4, 30), (2, 9, 66)), places, 10)
    whole = Trace("a", "b", 2022, 1, 10, found, found.iloc[:0].assign(firms=0, jobs=0.0))
    assert whole.summary(("age_group",))["persons"].sum() == 20
    assert set(whole.summary(("age_group",))["age_group"]) == {"30-44", "65+"}
    assert whole.summary(("status",), "firms").empty


def test_two_residents_of_one_id_are_refused() -> None:
    with pytest.raises(ValueError, match="one id"):
        moved_residents(people((1, 0, 30), (1, 2, 30)), people((1, 0, 30)), load_places(), 1)


def test_every_age_has_a_group() -> None:
    assert [age_group(age) for age in (0, 14, 15, 64, 65, 100)] == ["0-14", "0-14", "15-29", "45-64", "65+", "65+"]
