"""Unit costs of what governments do, from government_costs.csv."""

from dataclasses import dataclass
from pathlib import Path

from model.region.names import DATA
from model.region.tables import read_table, real, require, text

TABLE = "government_costs.csv"
GRADES = ("verified", "derived", "recalled", "assumption")


@dataclass(frozen=True)
class UnitCosts:
    """Yuan unless said otherwise; grades and ranges stand in the table."""

    revenue_share: float
    """General budget revenue over value added."""
    services_per_head: float
    """Schools and doctors, a resident and year at service index 1."""
    settlement_per_person: float
    """Homes, schools and insurance of a newcomer who is registered, once."""
    directed_job: float
    """A job moved by order of the state."""
    moved_job: float
    """A job moved under a quota."""
    closed_job: float
    """A job closed under a quota."""
    works_per_head: float
    """A resident, for each doubling of the protection standard."""
    upkeep_share: float
    """Of the value of the works, a year."""
    proofing_share: float
    """Flood-proofing a home, of its value."""
    insured_payout: float
    """Paid of an insured loss."""
    insurance_loading: float
    """Premium over the expected payout."""
    rail_km: float
    """A km of fast line."""
    rail_detour: float
    """Length of a line over the distance of its ends."""


def load_unit_costs(folder: Path = DATA) -> UnitCosts:
    """Read and check government_costs.csv: one row for each cost.

    Raises:
        TableError: a row is missing, stands twice, is not known or is negative.
    """
    frame = read_table(TABLE, {"quantity": text(), "value": real(0), "grade": text(GRADES)}, folder)
    names = tuple(UnitCosts.__dataclass_fields__)
    found = [str(name) for name in frame["quantity"]]
    require(TABLE, "quantity", sorted(found) == sorted(names), f"the quantities are {', '.join(names)}, each once")
    values = dict(zip(found, frame["value"].astype(float), strict=True))
    return UnitCosts(**{name: float(values[name]) for name in names})
