import numpy as np
import pytest

from model.firms.relocation.flows import CLOSED, OUTSIDE, Moves, RelocationFlows
from model.region.names import place_ids
from model.simulation.audit import AuditError, audit_firms, audit_jobs, audit_people

NAMES = ("north", "south")


def balanced():
    moves = np.zeros((3, 3), np.int64)
    moves[0, 1] = 30
    moves[2, 0] = 7
    return {
        "opening": np.array([100, 200]),
        "births": np.array([5, 6]),
        "deaths": np.array([1, 2]),
        "moves": moves,
        "closing": np.array([81, 234]),
    }


def test_a_year_that_balances_passes():
    audit_people(2021, NAMES, **balanced())


@pytest.mark.parametrize("stock", ["opening", "births", "deaths", "closing"])
def test_one_person_too_many_anywhere_is_named_with_place_and_figures(stock):
    book = balanced()
    book[stock] = book[stock] + np.array([0, 1])
    with pytest.raises(AuditError, match="2021: people of south: opening"):
        audit_people(2021, NAMES, **book)


def test_a_move_within_the_region_cannot_create_anybody():
    book = balanced()
    book["moves"][1, 0] += 1
    with pytest.raises(AuditError, match="2 of 2 do not balance"):
        audit_people(2021, NAMES, **book)


def test_jobs_balance_by_place_and_sector():
    nothing, one = np.zeros((199, 12), np.int64), np.zeros((199, 12), np.int64)
    one[0, 2] = 300
    names, still = place_ids(), RelocationFlows(2021, Moves.joined([]))
    audit_jobs(2021, names, one, one, nothing, one, still, one)
    with pytest.raises(AuditError, match=r"beijing.dongcheng, manuf_general: opening 300 exits -300 growth \+0"):
        audit_jobs(2021, names, one, one, nothing, one, still, nothing)


def moved(cause: int, destination: int, firms: int) -> Moves:
    columns = {"origin": np.array([0]), "destination": np.array([destination]), "firms": np.array([firms])}
    return Moves.of(cause, columns)


def test_firms_balance_by_place_with_those_moved_closed_and_founded():
    opening, closed, opened = (np.zeros((199, 12), np.int64) for _ in range(3))
    opening[0, 3], closed[0, 3], opened[0, 4] = 50, 6, 2
    # Four go to the second place, three leave the region, two close under a quota, an order founds a branch.
    rows = [moved(2, 1, 4), moved(2, OUTSIDE, 3), moved(0, CLOSED, 2), moved(1, 1, 0)]
    relocation, closing = RelocationFlows(2021, Moves.joined(rows)), np.zeros((199, 12), np.int64)
    closing[0, 3], closing[1, 3] = 50 - 6 + 2 - 4 - 3 - 2, 4 + 1
    audit_firms(2021, place_ids(), opening, closed, opened, relocation, closing)
    closing[1, 7] += 1
    with pytest.raises(AuditError, match=r"2021: firms of beijing.xicheng: .* branches founded 1 \+ arrived 4"):
        audit_firms(2021, place_ids(), opening, closed, opened, relocation, closing)
