"""What is believed of a parameter before the record is looked at."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from model.region.names import DATA
from model.region.tables import TableError, read_table, real, require, text

FILE: Final = "parameter_priors.csv"
GRADES: Final = ("assumption", "recalled", "derived")


@dataclass(frozen=True, slots=True)
class Prior:
    """A parameter of the scenario, uniform between two ends."""

    parameter: str
    """Full key of the lever."""
    low: float
    high: float
    source: str

    def at(self, share: float) -> float:
        """The value at a share of the way, 0 <= share <= 1, to six significant digits."""
        return float(f"{self.low + share * (self.high - self.low):.6g}")


def load_priors(folder: Path = DATA) -> tuple[Prior, ...]:
    """The shipped priors: parameters graded assumptions that the answers rest on and the record can speak to.

    Raises:
        TableError: a parameter is no lever with a number, stands twice, or its ends lie outside what it may be.
    """
    from model.experiments.factors import factor_of

    columns = {"parameter": text(), "low": real(), "high": real(), "grade": text(GRADES), "source": text()}
    table = read_table(FILE, columns, folder)
    require(FILE, "parameter", table["parameter"].is_unique, "a parameter stands twice")
    priors = []
    for number, row in enumerate(table.to_dict("records"), 2):
        ends = {"low": float(row["low"]), "high": float(row["high"])}
        found = factor_of(str(row["parameter"]), ends)
        if isinstance(found, str):
            raise TableError(FILE, number, "parameter", f"{row['parameter']}: {found}")
        priors.append(Prior(found.key, ends["low"], ends["high"], str(row["source"])))
    return tuple(priors)


def draws(priors: Sequence[Prior], number: int, seed: int) -> list[dict[str, float]]:
    """Points of the priors, a Latin hypercube; the same for one number and seed."""
    from scipy.stats import qmc

    shares = qmc.LatinHypercube(len(priors), rng=seed).random(number)
    return [{prior.parameter: prior.at(share) for prior, share in zip(priors, row, strict=True)} for row in shares]
