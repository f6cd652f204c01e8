"""Gains and losses are those of the same residents, person by person, and their groups add up."""

import numpy as np
import pandas as pd
import pytest

from model.experiments.gainers import NOTICEABLE, REGISTRATIONS, gains, lay_side_by_side, over_seeds, sums_by_group
from model.experiments.tracing import TraceError
from model.scenario import load_scenario

TINY = {"years.end": 2022, "scale.residents": 1000, "scale.firms": 100}


def people(**columns: object) -> pd.DataFrame:
    table = pd.DataFrame(
        {
            "id": [1, 2, 3, 4],
            "place": [0, 0, 1, 1],
            "county": ["a", "a", "b", "b"],
            "registration": [REGISTRATIONS[0], REGISTRATIONS[0], REGISTRATIONS[2], REGISTRATIONS[2]],
            "skill": ["college"] * 4,
            "age_group": ["30-44"] * 4,
            "employed": [True, True, True, False],
            "earnings": [100.0, 100.0, 100.0, 0.0],
            "flooding": [0.001, 0.001, 0.01, 0.01],
        }
    )
    return table.assign(**columns)


def test_each_resident_is_held_against_himself() -> None:
    after = people(employed=[True, False, True, True], earnings=[110.0, 0.0, 100.0, 80.0], place=[1, 0, 1, 1])
    both, _ = lay_side_by_side(people(), after)
    assert both["earnings"].tolist() == [10.0, -100.0, 0.0, 80.0]
    assert both["better"].tolist() == [1, 0, 0, 1]
    assert both["worse"].tolist() == [0, 1, 0, 0]
    assert both["job_lost"].tolist() == [0, 1, 0, 0]
    assert both["job_found"].tolist() == [0, 0, 0, 1]
    assert both["elsewhere"].tolist() == [1, 0, 0, 0]


def test_flooding_is_counted_in_affected_of_a_thousand() -> None:
    both, _ = lay_side_by_side(people(), people(flooding=[0.003, 0.001, 0.0, 0.01]))
    assert both["flooding"].tolist() == pytest.approx([2.0, 0.0, -10.0, 0.0])


def test_a_change_too_small_to_notice_is_neither_gain_nor_loss() -> None:
    both, _ = lay_side_by_side(
        people(), people(earnings=[100.0 + 99 * NOTICEABLE, 100.0 - 99 * NOTICEABLE, 100.0, 0.0])
    )
    assert both[["better", "worse"]].to_numpy().sum() == 0


def test_who_is_in_one_run_only_is_counted_apart() -> None:
    both, alone = lay_side_by_side(people(), people(id=[1, 2, 3, 9]))
    assert len(both) == 3
    at = alone.set_index("registration")
    assert at.loc[REGISTRATIONS[2]].tolist() == [1.0, 1.0]
    assert at.loc[REGISTRATIONS[0]].tolist() == [0.0, 0.0]


def test_two_residents_of_one_id_are_refused() -> None:
    with pytest.raises(ValueError, match="one-to-one"):
        lay_side_by_side(people(id=[1, 1, 2, 3]), people())


def test_groups_of_every_kind_add_up_to_all() -> None:
    rng = np.random.default_rng(3)
    tables = [
        sums_by_group(lay_side_by_side(people(), people(earnings=rng.normal(100, 20, 4)))[0], 1000) for _ in range(3)
    ]
    found = over_seeds(tables)
    total = found[found["kind"] == "all"].iloc[0]
    for kind, rows in found.groupby("kind"):
        assert rows["persons"].sum() == total["persons"], kind
        assert (rows["persons"] * rows["earnings"]).sum() == pytest.approx(total["persons"] * total["earnings"])
    assert (found["low"] <= found["earnings"]).all()
    assert (found["earnings"] <= found["high"]).all()


def test_a_scenario_gains_and_loses_nothing_against_itself() -> None:
    base = load_scenario("baseline", set=TINY)
    found = gains(base, base, 2022, (1, 2))
    changes = ["elsewhere", "job_lost", "job_found", "better", "worse", "earnings", "flooding"]
    assert not found.groups[changes].to_numpy().any()
    assert not found.groups["clear"].any()
    assert not found.absent[["only_first", "only_second"]].to_numpy().any()
    assert found.of("all")["persons"].iloc[0] > 1e8


def test_years_that_are_not_simulated_are_refused() -> None:
    base = load_scenario("baseline", set=TINY)
    with pytest.raises(TraceError):
        gains(base, base, 2030)
