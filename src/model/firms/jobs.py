"""Sums over firms by place and sector, and the filling of desired jobs. All sums are exact integers."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from model.firms.columns import PERSON, Firms
from model.randomness.kernel import kernel
from model.region.names import SECTORS
from model.region.places import N_PLACES

N_SECTORS = len(SECTORS)
N_CELLS = N_PLACES * N_SECTORS
Counts = NDArray[np.int64]


@dataclass(frozen=True)
class Counted:
    """Sums over all firms by place and sector, int64 (199, 12)."""

    units: Counts
    """Legal units."""
    desired: Counts
    """Jobs that demand asks for, vacant ones included, in 1/256 person."""
    staff: Counts
    """Filled jobs, in 1/256 person."""


def count_jobs(firms: Firms) -> Counts:
    """Filled jobs in legal units by place and sector, in 1/256 person: the sum of weight x staff, (199, 12)."""
    return _count(firms, firms.staff)


def count_desired(firms: Firms) -> Counts:
    """Jobs that demand asks for, vacant ones included, in 1/256 person, (199, 12)."""
    return _count(firms, firms.desired)


def count_units(firms: Firms) -> Counts:
    """Legal units by place and sector, the sum of weights, (199, 12)."""
    units = np.zeros((N_PLACES, N_SECTORS), np.int64)
    _add_weights(firms.place, firms.sector, firms.weight, firms.used, units)
    return units


def count_firms(firms: Firms) -> Counted:
    """All three in one pass, where more than one is wanted."""
    sums = np.zeros((N_CELLS, 3), np.int64)
    _add_all(firms.place, firms.sector, firms.desired, firms.staff, firms.weight, firms.used, sums)
    units, desired, staff = np.ascontiguousarray(sums.T).reshape(3, N_PLACES, N_SECTORS)
    return Counted(units, desired, staff)


def fill_jobs(firms: Firms, fill: NDArray[np.float64]) -> None:
    """Set staff = desired x fill of the cell (199, 12), anew from `desired`, so that it is no ratchet."""
    _fill(firms.place, firms.sector, firms.desired, firms.used, fill, firms.staff)


def persons(jobs: Counts) -> NDArray[np.float64]:
    """Jobs in 1/256 person as persons, float64."""
    return jobs / PERSON


def _count(firms: Firms, column: NDArray[np.int32]) -> Counts:
    jobs = np.zeros((N_PLACES, N_SECTORS), np.int64)
    _add_jobs(firms.place, firms.sector, column, firms.weight, firms.used, jobs)
    return jobs


@kernel
def _add_jobs(
    place: NDArray[np.uint16],
    sector: NDArray[np.uint8],
    column: NDArray[np.int32],
    weight: NDArray[np.uint16],
    used: int,
    jobs: Counts,
) -> None:
    for i in range(used):
        if place[i] != 65535:
            jobs[place[i], sector[i]] += np.int64(column[i]) * np.int64(weight[i])


@kernel
def _add_all(
    place: NDArray[np.uint16],
    sector: NDArray[np.uint8],
    desired: NDArray[np.int32],
    staff: NDArray[np.int32],
    weight: NDArray[np.uint16],
    used: int,
    sums: Counts,
) -> None:
    for i in range(used):
        if place[i] != 65535:
            cell, many = np.int64(place[i]) * 12 + sector[i], np.int64(weight[i])
            sums[cell, 0] += many
            sums[cell, 1] += desired[i] * many
            sums[cell, 2] += staff[i] * many


@kernel
def _fill(
    place: NDArray[np.uint16],
    sector: NDArray[np.uint8],
    desired: NDArray[np.int32],
    used: int,
    fill: NDArray[np.float64],
    staff: NDArray[np.int32],
) -> None:
    for i in range(used):
        if place[i] != 65535:
            staff[i] = np.int32(np.rint(desired[i] * fill[place[i], sector[i]]))


@kernel
def _add_weights(
    place: NDArray[np.uint16], sector: NDArray[np.uint8], weight: NDArray[np.uint16], used: int, units: Counts
) -> None:
    for i in range(used):
        if place[i] != 65535:
            units[place[i], sector[i]] += np.int64(weight[i])
