"""Between the labour market and the census: the level of unemployment by place."""

from dataclasses import replace
from typing import Final

import numpy as np
from numpy.typing import NDArray

from model.people.signals import Signals

Floats = NDArray[np.float64]
HIGHEST: Final = 0.5


def census_employment(signals: Signals, census: Floats, start: float) -> Signals:
    """Put the change of unemployment since the start on the census level of each place.

    The market starts at one rate everywhere, since no table says it by place; residents start at the rate that
    follows from the census (employed among the active). So u = u_census x u_market(t) / u_market(start), below 0.5.

    Args:
        signals: `employed_share` as the market has it.
        census: (199,) unemployed over active residents at the start.
        start: unemployment rate of the market at the start.
    """
    now = np.maximum(1.0 - signals.employed_share, 0.0)
    return replace(signals, employed_share=1.0 - np.clip(census * now / start, 0.0, HIGHEST))
