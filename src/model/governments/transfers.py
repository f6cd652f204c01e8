"""Ecological compensation: who pays whom, and what each city's budget gains or loses."""

import numpy as np
from numpy.typing import NDArray

from model.region.places import Places
from model.scenario.schema.scenario import Scenario


def net_transfers(places: Places, scenario: Scenario) -> NDArray[np.float64]:
    """Net transfers by city (14,), 100 million yuan a year: what it receives less what it pays.

    A payment to several receivers is shared equally. The default, 2.85 a year from Beijing to Zhangjiakou and
    Chengde, is 22.8 over eight years (verified, L098). Their sum is zero.
    """
    net = np.zeros(len(places.city_ids))
    for payment in scenario.eco_compensation:
        amount = payment.amount
        net[places.city_ids.index(payment.payer)] -= amount
        for receiver in payment.receiver:
            net[places.city_ids.index(receiver)] += amount / len(payment.receiver)
    return net
