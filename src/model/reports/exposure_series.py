"""Exposure to rain as a run tells it: the series, what its change is made of, and the paths not taken."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from model.climate.pathway import index_multiplier
from model.reports.run_folder import Run
from model.scenario.schema.climate import Climate

Floats = NDArray[np.float64]
PARTS = ("climate", "population", "interaction")


@dataclass(frozen=True)
class Exposure:
    """Exposure over the years, person-events a year; arrays have the length of `years`."""

    years: NDArray[np.int64]
    expected: Floats
    control: Floats
    """The same people under the rates of the base period."""
    parts: Floats
    """(3, years) climate, population, interaction, person-events against the start."""
    realised: "pd.Series[float]"

    @property
    def percent(self) -> Floats:
        """The parts in per cent of the starting exposure."""
        return np.asarray(100.0 * self.parts / self.expected[0], float)


def read_exposure(run: Run) -> Exposure | None:
    """The exposure of a run; None if its tables do not hold it.

    Where the run reports no parts they follow from its rain rate multiplier m, for a rate that is the same
    everywhere: control = E/m, climate = E0 (m - 1), population = control - E0, interaction = the rest.
    """
    expected = run.series("exposure_20mm_expected")
    if len(expected) < 2:
        return None
    years = expected.index.to_numpy(np.int64)
    base = float(expected.iloc[0])
    found = [run.series(f"exposure_change_{part}").reindex(expected.index) for part in PARTS]
    if all(part.notna().any() for part in found):
        parts = np.vstack([part.fillna(0.0).to_numpy(float) for part in found])
    else:
        rate = run.series("rain_rate_multiplier").reindex(expected.index).fillna(1.0).to_numpy(float)
        control = expected.to_numpy(float) / rate
        climate, population = base * (rate - 1.0), control - base
        parts = np.vstack([climate, population, expected.to_numpy(float) - base - climate - population])
    return Exposure(years, expected.to_numpy(float), base + parts[1], parts, run.series("exposure_20mm_realised"))


def other_paths(run: Run, found: Exposure) -> dict[str, Floats]:
    """The same people's exposure on the paths that the run did not take, person-events a year.

    E_e(t) = E_control(t) m_e(t), exact where a path only changes how often it rains (`rate_share` 1); else empty.
    People are this run's: what another path would have done to them is not in it.
    """
    section = run.scenario.get("climate")
    if not isinstance(section, Mapping) or section.get("rate_share", 1.0) != 1.0:
        return {}
    try:
        climate = Climate.model_validate(section)
    except ValueError:
        return {}
    names = [name for name in ("low", "medium", "high") if name != run.pathway]
    return {
        name: found.control
        * np.array([index_multiplier(climate.model_copy(update={"pathway": name}), int(year)) for year in found.years])
        for name in names
    }
