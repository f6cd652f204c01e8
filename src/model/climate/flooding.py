"""What a storm does at a place: affected shares by zone and the damage ratio, from return periods of rain.

With T the place's return period (the larger of 24 h and 72 h rain in mountain, plateau and urban places, else of
72 h rain), R = max(T, w M) where M is the geometric mean return period of the 72 h rain upstream (lowland places),
and g(x) = 1 - 1/x for x > 1, else 0:

    a0   = a1 g(T / T0') + a2 g(R / S)                  affected share of the place
    T0'  = T0 (1 + sponge clip((50 - T) / 50, 0, 1))    sponge works, urban cores alone
    f    = clip(ln(R72 / 10) / ln 10, 0, 1)             fill of detention land, R72 = max(T72, w M)
    A    = ds f + (1 - ds f) a0                         with the share ds of detention land
    h    = hc ln(R / T0), and where detention land fills max(h, 1.5 phi + h (1 - phi) (A - phi) / A), phi = ds f
    d    = 0.16 (0.45 residential + 0.30 commercial + 0.25 industrial)(h)

By zone: detention land f + (1 - f) a0; the a1 term falls on the unprotected zone first (`onset_zone`), the a2 term on
both, with the zone's own standard. At base population and equal standards the zones sum to A. An unprotected zone
where nobody lived at the base has the place's a1. With ds at most 0.85 and the lowland's a1 + a2 of 0.09,
A stays below 0.87 where detention land fills, so nothing needs to be cut.
"""

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from model.climate.zones import detention_shares
from model.randomness.kernel import inlined, kernel
from model.region.climate import ClimateTables
from model.region.names import PROTECTED, UNPROTECTED, ZONES
from model.region.places import Places
from model.scenario.schema.adaptation import Adaptation

Floats = NDArray[np.float64]
DAMAGE_AT_FULL_DEPTH: Final = 0.16
"""Part of the capital that is lost where the curves stand at one (assumption, set with the storm of 2023)."""
CURVE_WEIGHTS: Final = (0.45, 0.30, 0.25)
"""Residential, commercial, industrial."""
WITHOUT_DETENTION: Final = 0.6
"""Factor on the standard of lowland places when detention land upstream is not used (assumption)."""
LOWEST_STANDARD: Final = 1.5
"""Years of return period below which no standard falls (assumption)."""
_OF_EVERY_PLACE: Final = ("fills", "curve_depth", "curve_damage")
"""Parameters that places have in common."""
SPONGE_FROM: Final = 2023
SPONGE_TO: Final = 2030


@dataclass(frozen=True)
class FloodRules:
    """The parameters of flooding in one year, by place (199,)."""

    onset: Floats
    """T0, years."""
    sponge: Floats
    """Sponge coverage where it counts, else 0."""
    onset_place: Floats
    """a1."""
    onset_zone: Floats
    """(199, 2) a1 as it falls on the protected and the unprotected zone."""
    beyond: Floats
    """a2."""
    standard: Floats
    """S, (199, 3) years, by zone."""
    depth: Floats
    """hc, m."""
    detention: Floats
    """ds, share of people on detention land at the base."""
    fills: float
    """1 where detention land is used, else 0."""
    curve_depth: Floats
    """(n,) m."""
    curve_damage: Floats
    """(n,) damage ratio d."""

    def unlike(self, other: "FloodRules") -> NDArray[np.bool_]:
        """Places (199,) where anything differs: all of them where it holds for all."""
        differs = np.zeros(self.onset.size, np.bool_)
        for name in self.__dataclass_fields__:
            mine, theirs = getattr(self, name), getattr(other, name)
            if name in _OF_EVERY_PLACE:
                differs |= not np.array_equal(mine, theirs)
            elif mine is not theirs:
                differs |= (mine != theirs).reshape(differs.size, -1).any(axis=1)
        return differs


def flood_rules(
    tables: ClimateTables,
    places: Places,
    adaptation: Adaptation,
    base_shares: Floats,
    year: int,
    raised: Floats | None = None,
) -> FloodRules:
    """Parameters of a year: standards by date, what works have added (199,), sponge coverage, use of detention land."""
    vulnerability = tables.vulnerability
    detention = detention_shares(tables, adaptation)
    a1, a2 = vulnerability.share_onset, vulnerability.share_beyond
    asked = a1 * (1.0 - detention)
    unprotected = base_shares[:, UNPROTECTED]
    on_unprotected = np.divide(asked, unprotected, out=a1.copy(), where=unprotected > 0)
    on_unprotected = np.minimum(on_unprotected, 1.0 - a2)
    protected = base_shares[:, PROTECTED]
    left = np.maximum(asked - unprotected * on_unprotected, 0.0)
    on_protected = np.divide(left, protected, out=np.zeros_like(left), where=protected > 0)
    curves = tables.curves
    damage = sum(
        weight * curve
        for weight, curve in zip(CURVE_WEIGHTS, (curves.residential, curves.commercial, curves.industrial), strict=True)
    )
    return FloodRules(
        onset=vulnerability.onset,
        sponge=np.where(tables.urban, sponge_coverage(tables, adaptation, year), 0.0),
        onset_place=a1,
        onset_zone=np.stack([on_protected, on_unprotected], axis=1),
        beyond=a2,
        standard=standards(tables, places, adaptation, year, raised),
        depth=vulnerability.depth,
        detention=detention,
        fills=1.0 if adaptation.use_detention else 0.0,
        curve_depth=curves.depth_m,
        curve_damage=np.asarray(DAMAGE_AT_FULL_DEPTH * damage),
    )


def standards(
    tables: ClimateTables, places: Places, adaptation: Adaptation, year: int, raised: Floats | None = None
) -> Floats:
    """Protection standard (199, 3) in years of return period, by zone: that of the place and what works have added."""
    standard = standard_of_place(tables, places, adaptation, year)
    if raised is not None:
        standard = np.maximum(standard + raised, LOWEST_STANDARD)
    if not adaptation.use_detention:
        has_detention = (tables.basins.lowland * (tables.detention > 0)).any(axis=1)
        standard = standard * np.where(tables.basins.lowland[has_detention].any(axis=0), WITHOUT_DETENTION, 1.0)
    factor = adaptation.zone_standard
    by_zone: Floats = standard[:, None] * np.array([factor.protected, factor.unprotected, factor.detention])
    return by_zone


def standard_of_place(tables: ClimateTables, places: Places, adaptation: Adaptation, year: int) -> Floats:
    """Protection standard of a place (199,), years: file, then cities', then places' overrides."""
    standard = tables.standard.copy()
    overrides = adaptation.protection_standard.overrides
    for area in sorted(overrides, key=lambda name: name in places.ids):
        members = places.members(area)
        standard[members] = overrides[area].over(year, standard[members])
    return standard


def sponge_coverage(tables: ClimateTables, adaptation: Adaptation, year: int) -> Floats:
    """Share of the built-up area with sponge works (199,): 2023 of the file, then linear to the target of 2030."""
    done = min(max((year - SPONGE_FROM) / (SPONGE_TO - SPONGE_FROM), 0.0), 1.0)
    return tables.sponge_2023 + done * (adaptation.sponge_coverage_2030 - tables.sponge_2023)


def upstream_periods(tables: ClimateTables, weight: float, period72: Floats) -> Floats:
    """w M (N, 199): what the rain upstream of each lowland place counts for, in years; 0 elsewhere."""
    reach = np.zeros(period72.shape)
    _upstream(np.log(period72), tables.basins.upstream_weight, tables.basins.lowland, weight, reach)
    return reach


def flood(
    rules: FloodRules, place: NDArray[np.intp], period: Floats, river: Floats, fill: Floats
) -> tuple[Floats, Floats]:
    """Affected shares (n, 3) by zone and damage ratios (n,) of n pairs of a storm and a place.

    Args:
        rules: parameters of the year.
        place: (n,) place indices.
        period: (n,) T, years.
        river: (n,) R, years.
        fill: (n,) R72, years.
    """
    affected, damage = np.empty((place.size, ZONES)), np.empty(place.size)
    _flood_pairs(
        place, period, river, fill,
        rules.onset, rules.sponge, rules.onset_place, rules.onset_zone, rules.beyond, rules.standard,
        rules.depth, rules.detention, rules.fills, rules.curve_depth, rules.curve_damage,
        affected, damage,
    )  # fmt: skip
    return affected, damage


@kernel
def _upstream(log_period: Floats, weight: Floats, lowland: NDArray[np.bool_], factor: float, reach: Floats) -> None:
    """Sums in a fixed order, so that a storm has the same reach whatever storms stand beside it."""
    for storm in range(log_period.shape[0]):
        for basin in range(weight.shape[0]):
            mean = 0.0
            for place in range(weight.shape[1]):
                if weight[basin, place] > 0.0:
                    mean += weight[basin, place] * log_period[storm, place]
            years = factor * np.exp(mean)
            for place in range(weight.shape[1]):
                if lowland[basin, place] and years > reach[storm, place]:
                    reach[storm, place] = years


@kernel
def _flood_pairs(
    place: NDArray[np.intp], period: Floats, river: Floats, fill: Floats,
    onset: Floats, sponge: Floats, onset_place: Floats, onset_zone: Floats, beyond: Floats, standard: Floats,
    depth: Floats, detention: Floats, fills: float, curve_depth: Floats, curve_damage: Floats,
    affected: Floats, damage: Floats,
) -> None:  # fmt: skip
    for pair in range(place.size):
        i = place[pair]
        years, flow = period[pair], river[pair]
        start = onset[i] * (1.0 + sponge[i] * min(max((50.0 - years) / 50.0, 0.0), 1.0))
        first = 1.0 - start / years if years > start else 0.0
        filled = 0.0
        if fills > 0.0 and detention[i] > 0.0 and fill[pair] > 10.0:
            filled = min(np.log(fill[pair] / 10.0) / np.log(10.0), 1.0)
        over_0 = 1.0 - standard[i, 0] / flow if flow > standard[i, 0] else 0.0
        over_1 = 1.0 - standard[i, 1] / flow if flow > standard[i, 1] else 0.0
        over_2 = 1.0 - standard[i, 2] / flow if flow > standard[i, 2] else 0.0
        affected[pair, 0] = onset_zone[i, 0] * first + beyond[i] * over_0
        affected[pair, 1] = onset_zone[i, 1] * first + beyond[i] * over_1
        outside = onset_place[i] * first + beyond[i] * over_2
        affected[pair, 2] = filled + (1.0 - filled) * outside
        phi = detention[i] * filled
        share = phi + (1.0 - phi) * (onset_place[i] * first + beyond[i] * over_0)
        water = depth[i] * np.log(flow / onset[i]) if flow > onset[i] else 0.0
        if phi > 0.0:
            water = max(water, 1.5 * phi + water * (1.0 - phi) * max(share - phi, 0.0) / share)
        damage[pair] = _between(water, curve_depth, curve_damage)


@inlined
def _between(at: float, depth: Floats, damage: Floats) -> float:
    """As np.interp of one number, which would make arrays for it."""
    if at <= depth[0]:
        return float(damage[0])
    for j in range(depth.size - 1):
        if at < depth[j + 1]:
            slope = (damage[j + 1] - damage[j]) / (depth[j + 1] - depth[j])
            return float(slope * (at - depth[j]) + damage[j]) if at != depth[j] else float(damage[j])
    return float(damage[-1])
