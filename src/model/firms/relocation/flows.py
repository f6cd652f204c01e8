"""What relocation did in a year: every move and closure, exact, with matrices by cause."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from model.columns import add_at
from model.firms.columns import PERSON
from model.people.signals import Follow
from model.region.names import SECTORS, ZONES
from model.region.places import N_PLACES

Counts = NDArray[np.int64]
CAUSES: Final = ("quota", "directed", "chosen")
OUTSIDE: Final = N_PLACES
"""Destination of who leaves the region."""
CLOSED: Final = N_PLACES + 1
"""Destination of who closes."""
LAND_OF_FIRM: Final = 0.55
"""ha that a firm under a quota leaves (11 km2 for 1,992 firms, verified, L020)."""


@dataclass(frozen=True)
class Moves:
    """Moves and closures one after another; arrays of one length."""

    cause: NDArray[np.uint8]
    """Index into CAUSES."""
    sector: NDArray[np.uint8]
    origin: NDArray[np.uint8]
    """Place, 0 to 198."""
    destination: NDArray[np.uint8]
    """Place, OUTSIDE (199) or CLOSED (200)."""
    zone: NDArray[np.uint8]
    """Exposure zone at the destination; 0 where there is none."""
    firms: Counts
    """Legal units that go; a branch cut out of a firm that stays is none."""
    jobs: Counts
    """Jobs (desired) in legal units, 1/256 person."""
    traders: Counts
    """Self-employed persons who go with a market or depot."""

    @staticmethod
    def of(cause: int, columns: Mapping[str, NDArray[np.generic]]) -> "Moves":
        """Moves of one cause; columns that are missing are zero."""
        length = columns["origin"].size

        def column(name: str, dtype: type[np.generic]) -> NDArray[Any]:
            return columns[name].astype(dtype) if name in columns else np.zeros(length, dtype)

        return Moves(
            np.full(length, cause, np.uint8),
            *(column(name, np.uint8) for name in ("sector", "origin", "destination", "zone")),
            *(column(name, np.int64) for name in ("firms", "jobs", "traders")),
        )

    @staticmethod
    def joined(parts: Sequence["Moves"]) -> "Moves":
        """All of them in one row."""
        if not parts:
            return Moves.of(0, {"origin": np.zeros(0, np.int64)})
        return Moves(*(np.concatenate([getattr(part, name) for part in parts]) for name in Moves.__dataclass_fields__))


@dataclass(frozen=True)
class RelocationFlows:
    """One year of relocation. Matrices are origin by destination, index 199 = outside; jobs are desired jobs."""

    year: int
    moves: Moves
    asked: Mapping[str, int] = field(default_factory=dict)
    """Firms by quota item and ring (`manuf_general.core6`), persons by directed move."""
    short: Mapping[str, int] = field(default_factory=dict)
    """The part of `asked` that could not be found at the origin; empty in a sound scenario."""
    follows: tuple[Follow, ...] = ()
    """Holders of directed jobs who are due to move house, in whole residents of the run's scale."""

    def firms(self, cause: str) -> Counts:
        """(200, 200) legal units moved; read-only."""
        return self._of_causes[cause][0]

    def jobs(self, cause: str) -> NDArray[np.float64]:
        """(200, 200) jobs moved, persons; exact (multiples of 1/256); read-only."""
        return self._of_causes[cause][1]

    @cached_property
    def _of_causes(self) -> dict[str, tuple[Counts, NDArray[np.float64]]]:
        """Firms and jobs moved by cause: asked for by the audit, the tables and the indicators of the year."""
        moves, ends = self.moves, N_PLACES + 1
        moved = moves.destination != CLOSED
        cell = (moves.cause[moved] * np.intp(ends) + moves.origin[moved]) * ends + moves.destination[moved]
        firms, jobs = np.zeros((2, len(CAUSES), ends, ends), np.int64)
        for matrices, values in ((firms, moves.firms), (jobs, moves.jobs)):
            np.add.at(matrices.reshape(-1), cell, values[moved])
        persons = jobs / PERSON
        firms.setflags(write=False)
        persons.setflags(write=False)
        return {cause: (firms[k], persons[k]) for k, cause in enumerate(CAUSES)}

    def traders(self) -> Counts:
        """(200, 200) self-employed persons who moved with a market or depot, all of trade and logistics."""
        moved = self.moves.destination != CLOSED
        matrix = np.zeros((N_PLACES + 1, N_PLACES + 1), np.int64)
        add_at(matrix, self.moves.origin[moved], self.moves.destination[moved], self.moves.traders[moved])
        return matrix

    def closed_firms(self, cause: str) -> Counts:
        """(199,) legal units closed."""
        return self._closed(cause, self.moves.firms)

    def closed_jobs(self, cause: str) -> NDArray[np.float64]:
        """(199,) jobs closed, persons."""
        return self._closed(cause, self.moves.jobs) / PERSON

    def closed_traders(self) -> Counts:
        """(199,) self-employed persons whose market or depot closed."""
        return self._closed(None, self.moves.traders)

    def jobs_lost(self, causes: Sequence[str] = CAUSES) -> NDArray[np.float64]:
        """(199, 12) jobs in legal units that left a place or closed, persons."""
        chosen = self._by(causes)
        lost = np.zeros((N_PLACES, len(SECTORS)), np.int64)
        add_at(lost, self.moves.origin[chosen], self.moves.sector[chosen], self.moves.jobs[chosen])
        return lost / PERSON

    def jobs_gained(self, causes: Sequence[str] = CAUSES) -> NDArray[np.float64]:
        """(199, 12) jobs in legal units that a place received, persons."""
        chosen = self._by(causes) & (self.moves.destination < OUTSIDE)
        gained = np.zeros((N_PLACES, len(SECTORS)), np.int64)
        add_at(gained, self.moves.destination[chosen], self.moves.sector[chosen], self.moves.jobs[chosen])
        return gained / PERSON

    def jobs_by_zone(self) -> NDArray[np.float64]:
        """(199, 3) jobs received by exposure zone (protected, unprotected, detention), persons."""
        inside = self.moves.destination < OUTSIDE
        zones = np.zeros((N_PLACES, ZONES), np.int64)
        add_at(zones, self.moves.destination[inside], self.moves.zone[inside], self.moves.jobs[inside])
        return zones / PERSON

    def founded(self) -> Counts:
        """(199,) branches founded by a directed move that took a part of a firm: units, by destination."""
        branch = (self.moves.firms == 0) & (self.moves.destination < OUTSIDE)
        return np.bincount(self.moves.destination[branch], minlength=N_PLACES).astype(np.int64)

    def trader_change(self) -> Counts:
        """(199,) change of the self-employed of trade and logistics: arrived less left or closed, persons."""
        matrix = self.traders()
        change: Counts = matrix.sum(axis=0)[:N_PLACES] - matrix.sum(axis=1)[:N_PLACES] - self.closed_traders()
        return change

    def land_freed_ha(self) -> NDArray[np.float64]:
        """(199,) ha that firms under a quota left: LAND_OF_FIRM each."""
        quota = self.moves.cause == CAUSES.index("quota")
        firms = np.bincount(self.moves.origin[quota], self.moves.firms[quota], minlength=N_PLACES)
        return np.asarray(LAND_OF_FIRM * firms, float)

    def _closed(self, cause: str | None, values: Counts) -> Counts:
        chosen = self._of(cause) & (self.moves.destination == CLOSED)
        closed = np.zeros(N_PLACES, np.int64)
        np.add.at(closed, self.moves.origin[chosen], values[chosen])
        return closed

    def _by(self, causes: Sequence[str]) -> NDArray[np.bool_]:
        """Which moves have one of these causes."""
        return np.array([cause in causes for cause in CAUSES])[self.moves.cause]

    def _of(self, cause: str | None) -> NDArray[np.bool_]:
        every = np.ones(self.moves.cause.size, np.bool_)
        return every if cause is None else self.moves.cause == CAUSES.index(cause)
