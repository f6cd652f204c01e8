"""Firms that may be taken are those of the sector, at the places named, that no order has placed."""

import numpy as np

from model.firms.columns import DIRECTED
from model.firms.relocation.origins import undirected_at

from .samples import made_firms


def test_places_that_do_not_stand_side_by_side_are_told_from_those_between():
    firms = made_firms([3, 4, 7, 198, 7, 3], [5, 5, 5, 5, 6, 5], [30] * 6, [1] * 6)
    firms.flags[5] |= DIRECTED
    here = np.zeros(199, np.bool_)
    here[[3, 7]] = True
    assert undirected_at(firms, here, 5).tolist() == [0, 2]
    firms.remove(np.array([0]))
    assert undirected_at(firms, here, 5).tolist() == [2]
    assert undirected_at(firms, np.zeros(199, np.bool_), 5).size == 0
