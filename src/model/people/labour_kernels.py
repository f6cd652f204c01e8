"""The kernel that writes a year's table of activity: 320,000 cells, in one pass."""

import numpy as np
from numpy.typing import NDArray

from model.randomness.kernel import kernel

_FIRST = 15
_AGES = 101
_TOP = 4294967295.0


@kernel
def active_table(
    odds: NDArray[np.float64],
    place_odds: NDArray[np.float64],
    province: NDArray[np.uint8],
    enrolled: NDArray[np.bool_],
    while_enrolled: float,
    over_employed: NDArray[np.float64],
) -> NDArray[np.uint32]:
    """Thresholds floor(P(active) 2^32) (200, 2, 101, 4, 2); at the last place, that of empty slots, nobody is active.

    `odds` (3, 2, 86, 4, 2) of being employed, times `place_odds` (199,); `enrolled` (86, 4) work with a fixed share;
    `over_employed` (2, 86) active over employed.
    """
    table = np.zeros((place_odds.size + 1, 2, _AGES, 4, 2), np.uint32)
    for place in range(place_odds.size):
        p = province[place]
        for sex in range(2):
            for row in range(_AGES - _FIRST):
                for level in range(4):
                    for kind in range(2):
                        of_employed = odds[p, sex, row, level, kind] * place_odds[place]
                        share = while_enrolled if enrolled[row, level] else of_employed / (1.0 + of_employed)
                        active = min(share * over_employed[sex, row], 1.0) * 4294967296.0
                        table[place, sex, row + _FIRST, level, kind] = np.uint32(min(np.floor(active), _TOP))
    return table
