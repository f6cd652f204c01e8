"""Tables of the national accounts: inputs by sector, final uses, the share that serves residents nearby."""

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from model.region.assumed import Assumed
from model.region.names import SECTORS
from model.region.tables import read_table, real, require, text

Floats = NDArray[np.float64]

CONSUMED: Final = 0.55
"""Consumption over value added (assumption, stated in `investment_and_net_exports_share_of_output`)."""
_ROUNDING: Final = 2e-3


@dataclass(frozen=True)
class AccountTables:
    """Shares of the national table of 2020, sectors in the order of `region.names`."""

    inputs: Floats
    """(12, 12) a_rs: input from sector r per unit of output of s, home and imported (verified)."""
    value_added: Floats
    """(12,) v_s = 1 - sum_r a_rs: value added per unit of output, within rounding that of sectors.csv."""
    consumption: Floats
    """(12,) consumption of a sector per unit of value added of all; sums to 0.55 (assumption)."""
    investment: Floats
    """(12,) investment per unit of output: the share of investment and net exports where it is above zero (derived;
    the national residual does not say how much of it is trade)."""
    local: Floats
    """(12,) nu_s, the part of a sector that serves people nearby (assumption)."""
    nation: Floats
    """(12,) value added of the nation in 2018, 1e8 yuan (verified)."""
    nation_all: dict[int, float]
    """GDP of the nation by year, 1e8 yuan at current prices (recalled)."""

    def nation_in(self, year: int) -> Floats:
        """(12,) value added of the nation in 2013 or 2020: the mix of 2018 at the size of the year."""
        return np.asarray(self.nation * self.nation_all[year] / self.nation.sum())


def load_accounts(assumed: Assumed) -> AccountTables:
    """Read and check io_coefficients_12.csv, sectors.csv and the shares among the assumptions.

    Raises:
        TableError: the rows are not the twelve sectors, or a column does not sum to one with its value added.
    """
    name = "io_coefficients_12.csv"
    frame = read_table(name, {"input_from": text(SECTORS), **{sector: real(0, 1) for sector in SECTORS}})
    require(name, "input_from", tuple(frame["input_from"]) == SECTORS, "the twelve sectors are not in their order")
    inputs = frame[list(SECTORS)].to_numpy(float)
    sectors = read_table(
        "sectors.csv",
        {
            "cn2018_value_added_1e4yuan": real(0),
            "cn2020_value_added_ratio": real(0, 1),
            "cn2020_final_consumption_share": real(0, 1),
        },
    )
    value_added = 1.0 - inputs.sum(axis=0)
    printed = sectors["cn2020_value_added_ratio"].to_numpy(float)
    require(
        name, "input_from", bool((np.abs(value_added - printed) < _ROUNDING).all()), "inputs and value added miss one"
    )
    consumption = sectors["cn2020_final_consumption_share"].to_numpy(float)
    residual = assumed.over("investment_and_net_exports_share_of_output", SECTORS)
    return AccountTables(
        inputs=inputs,
        value_added=value_added,
        consumption=CONSUMED * consumption / consumption.sum(),
        investment=np.maximum(residual, 0.0),
        local=assumed.over("local_share", SECTORS),
        nation=sectors["cn2018_value_added_1e4yuan"].to_numpy(float) / 1e4,
        nation_all={year: assumed.number("nation_gdp", "cn", str(year)) for year in (2013, 2020)},
    )
