import numpy as np
import pytest

from model.simulation.audit import AuditError, audit_jobs, audit_people

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


def test_jobs_balance_by_sector():
    opening, closing = np.array([256, 512]), np.array([300, 500])
    audit_jobs(2021, NAMES, opening, {"entry": np.array([60, 0]), "exit": np.array([-16, -12])}, closing)
    with pytest.raises(AuditError, match=r"jobs .* of north: opening 256 entry \+59 = 315, but 300"):
        audit_jobs(2021, NAMES, opening, {"entry": np.array([59, -12])}, closing)
