"""Points of a sensitivity design, through SALib; a point is a share of the way through each factor's range."""

from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]

MORRIS, SALTELLI = SENSITIVITY_DESIGNS = ("morris", "saltelli")
LEVELS: Final = 4
"""Levels of a factor in Morris' trajectories."""
INSIDE: Final = 1.0 - 1e-9
"""Shares stay below 1, as `Factor.at` asks."""


class NoSensitivityError(ImportError):
    """The library is not there; the message says how to get it."""

    plain = True


def problem_of(names: list[str]) -> dict[str, Any]:
    """What SALib calls a problem: factors by name, each from 0 to 1."""
    return {"num_vars": len(names), "names": names, "bounds": [[0.0, 1.0]] * len(names)}


def shares_of(design: str, factors: int, size: int, seed: int) -> Floats:
    """Points of a design, (n, factors), each in [0, 1).

    `morris`: `size` trajectories of factors + 1 points, each a step of one factor. `saltelli`: size x (factors + 2)
    points for indices of first order and total; best with a power of two. More of the same seed do not keep earlier
    points.

    Raises:
        NoSensitivityError: SALib is not installed.
        ValueError: the design is not one of these.
    """
    sample = salib("sample")
    problem = problem_of([f"x{number}" for number in range(factors)])
    if design == MORRIS:
        points = sample.morris.sample(problem, size, num_levels=LEVELS, seed=seed)
    elif design == SALTELLI:
        points = sample.sobol.sample(problem, size, calc_second_order=False, seed=seed)
    else:
        raise ValueError(f"'{design}' is not one of {', '.join(SENSITIVITY_DESIGNS)}")
    inside: Floats = np.minimum(np.asarray(points, float), INSIDE)
    return inside


def salib(part: str) -> Any:
    """A part of SALib, `sample` or `analyze`.

    Raises:
        NoSensitivityError: it is not installed.
    """
    from importlib import import_module

    try:
        for method in ("morris", "sobol"):
            import_module(f"SALib.{part}.{method}")
        return import_module(f"SALib.{part}")
    except ImportError as error:
        raise NoSensitivityError("sensitivity needs SALib: pip install 'jingjinji[study]'") from error
