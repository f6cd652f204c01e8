"""The kernel that shares out the skills of a place among its sectors."""

import numpy as np
from numpy.typing import NDArray

from model.randomness.kernel import kernel

_MOST_ROUNDS = 200
_TOLERANCE = 1e-9


@kernel
def lean_of_places(
    desired: NDArray[np.float64], share: NDArray[np.float64], wanted: NDArray[np.float64]
) -> NDArray[np.float64]:
    """l (199, 3) with sum over s of J_qs kappa_sk l_qk / (sum over k of kappa_sk l_qk) = wanted_qk, place by place.

    Iterative scaling of `share` kappa (12, 3) to rows J (199, 12) and columns `wanted` (199, 3), whose sums over a
    place agree; it ends when no skill moves by more than 1e-9. l is 0 where nobody is wanted.
    """
    places, sectors, skills = desired.shape[0], desired.shape[1], wanted.shape[1]
    lean = np.empty((places, skills))
    asked = np.empty(skills)
    for q in range(places):
        lean[q] = 1.0
        for _ in range(_MOST_ROUNDS):
            asked[:] = 0.0
            for s in range(sectors):
                total = 0.0
                for k in range(skills):
                    total += share[s, k] * lean[q, k]
                if total > 0.0:
                    for k in range(skills):
                        asked[k] += desired[q, s] * share[s, k] * lean[q, k] / total
            most = 0.0
            for k in range(skills):
                factor = wanted[q, k] / asked[k] if asked[k] > 0.0 else 1.0
                lean[q, k] *= factor
                if wanted[q, k] > 0.0:
                    most = max(most, abs(factor - 1.0))
            if most < _TOLERANCE:
                break
    return lean
