import numpy as np
import pytest

from model.firms.columns import DIRECTED, PERSON
from model.firms.relocation.directed import apply_directed
from model.firms.relocation.plan import sited_moves
from model.region.names import SECTORS

from .samples import jobs_of, made_firms, scenario_of, units_of

PUBLIC = SECTORS.index("public_services")


@pytest.mark.parametrize("scale", [100, 10])
def test_every_directed_move_is_exact_to_the_job(region, keys, stock, scale):
    firms = stock(scale)
    moves = sited_moves(region, scenario_of())
    total = dict.fromkeys((move.order.id for move in moves), 0)
    for year in range(2021, 2032):
        jobs, units = jobs_of(firms), units_of(firms)
        result = apply_directed(firms, moves, year, keys.dynamics)
        assert not result.short
        assert result.asked == result.moved
        assert jobs_of(firms) == jobs
        assert units_of(firms) == units + (result.moves.firms == 0).sum()
        for name, persons in result.moved.items():
            total[name] += persons
        placed = result.moves.jobs.sum()
        assert placed == sum(result.moved.values()) * PERSON
    assert all(total[move.order.id] == move.order.jobs for move in moves if move.order.start > 2020)


def test_jobs_leave_the_ring_and_arrive_in_sector_place_and_zone(region, keys, stock):
    firms = stock(100)
    moves = [move for move in sited_moves(region, scenario_of()) if move.order.id == "D05"]
    before = firms.flags[firms.alive()] & DIRECTED
    assert not before.any()
    result = apply_directed(firms, tuple(moves), 2025, keys.dynamics)
    assert region.places.core6[result.moves.origin].all()
    placed = firms.alive()[firms.flags[firms.alive()] & DIRECTED != 0]
    assert (firms.place[placed] == region.places.index("xiongan.rongcheng")).all()
    assert (firms.sector[placed] == SECTORS.index("mining_utilities")).all()
    assert (firms.zone[placed] == 0).all()
    held = firms.desired[placed].astype(int) * firms.weight[placed]
    assert held.sum() == 1000 * PERSON


def test_a_move_larger_than_its_origin_takes_what_is_there_and_says_so(region, keys):
    row = {"id": "X", "jobs": 500, "from": "beijing.haidian", "to": "xiongan", "start": 2030}
    moves = tuple(m for m in sited_moves(region, scenario_of(relocation={"directed": [row]})) if m.order.id == "X")
    firms = made_firms([region.places.index("beijing.haidian")] * 2, [PUBLIC] * 2, [100.0, 20.5], [1, 2])
    result = apply_directed(firms, moves, 2030, keys.dynamics)
    assert result.moved == {"X": 141}
    assert result.short == {"X": 359}
    empty = made_firms([0], [PUBLIC], [5.0], [1])
    assert apply_directed(empty, moves, 2030, keys.dynamics).short == {"X": 500}


def test_a_firm_is_directed_once(region, keys):
    rows = [{"id": name, "jobs": 80, "from": "beijing.haidian", "to": "xiongan", "start": 2030} for name in ("X", "Y")]
    moves = tuple(
        m for m in sited_moves(region, scenario_of(relocation={"directed": rows})) if m.order.id in ("X", "Y")
    )
    firms = made_firms([region.places.index("beijing.haidian")], [PUBLIC], [200.0], [1])
    result = apply_directed(firms, moves, 2030, keys.dynamics)
    assert result.moved == {"X": 80, "Y": 80}
    assert sorted(firms.desired[firms.alive()] // PERSON) == [40, 80, 80]


def test_large_units_go_before_small_ones(region, keys):
    row = {"id": "X", "jobs": 1000, "from": "beijing.haidian", "to": "xiongan", "start": 2030}
    moves = tuple(m for m in sited_moves(region, scenario_of(relocation={"directed": [row]})) if m.order.id == "X")
    haidian = region.places.index("beijing.haidian")
    firms = made_firms([haidian] * 110, [PUBLIC] * 110, [500.0] * 10 + [5.0] * 100, [1] * 10 + [10] * 100)
    result = apply_directed(firms, moves, 2030, keys.dynamics)
    assert result.moves.firms.size < 10
    assert np.isin(result.moves.jobs // PERSON, [500]).any()
