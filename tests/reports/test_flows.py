"""What left Beijing: out of it, or out of its six central districts for its other ten; nothing else."""

from types import SimpleNamespace

import pandas as pd

from model.region.places import load_places
from model.reports.flows import RING, migration_between, relocation_of

CENTRE, OTHER_CENTRE, RING_PLACE, OTHER_RING = (
    "beijing.dongcheng",
    "beijing.xicheng",
    "beijing.tongzhou",
    "beijing.shunyi",
)


def run(*rows):
    columns = ["kind", "cause", "origin_id", "destination_id", "value"]
    return SimpleNamespace(places=load_places(), flows=pd.DataFrame(rows, columns=columns))


def test_jobs_are_counted_out_of_the_centre_and_out_of_beijing():
    found = relocation_of(
        run(
            ("jobs", "quota", CENTRE, RING_PLACE, 1.0),
            ("jobs", "directed", RING_PLACE, "xiongan.anxin", 10.0),
            ("jobs", "chosen", CENTRE, "outside", 100.0),
            ("firms", "chosen", CENTRE, "outside", 7.0),
        )
    )
    assert dict(zip(found.table["destination"], found.table["jobs"], strict=True)) == {
        "outside": 100.0,
        "xiongan": 10.0,
        RING: 1.0,
    }
    assert (found.jobs, found.firms) == (111.0, 7.0)
    assert found.causes == ("directed", "quota", "chosen")


def test_moves_within_the_centre_within_the_ring_or_into_beijing_are_none():
    found = relocation_of(
        run(
            ("jobs", "chosen", CENTRE, OTHER_CENTRE, 1.0),
            ("jobs", "chosen", RING_PLACE, OTHER_RING, 1.0),
            ("jobs", "chosen", RING_PLACE, CENTRE, 1.0),
            ("jobs", "chosen", "xiongan.anxin", RING_PLACE, 1.0),
        )
    )
    assert found.jobs == 0.0


def test_people_are_counted_between_cities():
    table = migration_between(
        run(
            ("people", "leave", CENTRE, RING_PLACE, 5.0),
            ("people", "leave", CENTRE, "outside", 3.0),
            ("people", "return", RING_PLACE, "outside", 4.0),
            ("people", "leave", "outside", CENTRE, 9.0),
        )
    )
    assert table.to_numpy().tolist() == [["outside", "beijing", 9.0], ["beijing", "outside", 7.0]]
