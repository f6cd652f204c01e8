"""Money between cities: ecological compensation and shares of the taxes of firms that moved. Both sum to zero."""

from typing import Final

import numpy as np
from numpy.typing import NDArray

from model.region.names import SECTORS
from model.region.places import N_PLACES, Places
from model.scenario.schema.scenario import Scenario

Floats = NDArray[np.float64]

SHARED_YEARS: Final = 3
"""Years for which the taxes of a moved firm are shared: notice Caiyu (2015) 92 (N27)."""
CLEANER: Final = 0.5
"""Part of the entry of general manufacturing that a city gives up for its compensation (assumption)."""


def compensation(places: Places, scenario: Scenario) -> tuple[Floats, Floats]:
    """What each city pays and receives a year, two arrays (14,), 1e8 yuan.

    A payment to several receivers is shared equally. The default, 2.85 a year from Beijing to Zhangjiakou and
    Chengde, is 22.8 over eight years (verified, L098).
    """
    paid, received = np.zeros(len(places.city_ids)), np.zeros(len(places.city_ids))
    for payment in scenario.eco_compensation:
        paid[places.city_ids.index(payment.payer)] += payment.amount
        for receiver in payment.receiver:
            received[places.city_ids.index(receiver)] += payment.amount / len(payment.receiver)
    return paid, received


def net_transfers(places: Places, scenario: Scenario) -> Floats:
    """Compensation received less paid, by city (14,), 1e8 yuan a year."""
    paid, received = compensation(places, scenario)
    return received - paid


def given_up(places: Places, scenario: Scenario) -> Floats | None:
    """(199, 12) log factor of entry where cities are compensated: ln 0.5 in general manufacturing; None: nobody is."""
    _, received = compensation(places, scenario)
    if not received.any():
        return None
    factor = np.zeros((N_PLACES, len(SECTORS)))
    factor[received[places.city] > 0, SECTORS.index("manuf_general")] = np.log(1.0 - CLEANER)
    return factor


def shared_taxes(moved: Floats, tax: Floats, share: float) -> Floats:
    """What the new city of a firm owes the old one, (14, 14) by payer and receiver, 1e8 yuan a year.

    Args:
        moved: (14, 14) jobs that moved from a city (row) to another (column).
        tax: (14,) 1e8 yuan that a job of the new city brings a year.
        share: part that the origin keeps (`governance.tax_share`).
    """
    owed = share * moved.T * tax[:, None]
    np.fill_diagonal(owed, 0.0)
    return np.asarray(owed)
