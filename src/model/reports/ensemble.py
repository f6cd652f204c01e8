"""A batch as the pictures read it: paired differences, single runs for bands, and mean tables of a scenario.

Indicators come from the gist of the folder, tables of people and flows are summed by duckdb from the runs, so a batch
of thousands of runs is drawn like one of ten.
"""

from collections.abc import Mapping, Sequence
from contextlib import AbstractContextManager, ExitStack
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any, Final

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from model.experiments.compare import Comparison, Question, compared, differences, known_only
from model.experiments.gist import Gist, opened_gist
from model.experiments.indicators import HEADLINE, plain_name
from model.experiments.pairing import Pairs, pair, rows_below
from model.experiments.reading import frame, opened, table_of
from model.experiments.sameness import own_parameters, settled
from model.experiments.twins import twins_of
from model.region.places import Places, load_places
from model.reports.exposure import PATH_WORDS
from model.reports.run_folder import Run
from model.reports.typeface import drawable
from model.reports.words import Words, same

if TYPE_CHECKING:
    import duckdb

    from model.experiments.gainers import Gains
    from model.scenario.schema.scenario import Scenario

Floats = NDArray[np.float64]

BANDS: Final = (
    ("population", "beijing", "province"),
    ("share_65p", "beijing", "province"),
    ("jobs", "beijing", "province"),
    ("loss_expected", "bth", "region"),
)
"""Indicator, area and level of the four bands."""
QUICK: Final = 1000
"""Persons per agent from which residents are followed for the page without being asked for."""
FOLLOWED: Final = 5
"""Seeds over which they are followed."""


@dataclass
class Ensemble(AbstractContextManager["Ensemble"]):
    """An open batch; close it after drawing."""

    folder: Path
    pairs: Pairs
    scenarios: "Mapping[str, Scenario]"
    gist: Gist
    connection: "duckdb.DuckDBPyConnection"
    """For population, flows and events."""
    _open: AbstractContextManager[Any]
    places: Places = field(default_factory=load_places)

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._open.__exit__(kind, error, trace)

    @property
    def seeds(self) -> int:
        """Paired seeds."""
        return len(self.pairs.seeds)

    @cached_property
    def own_parameters(self) -> bool:
        """Whether each seed has a parameter set of its own."""
        return own_parameters(self.pairs)

    @property
    def start(self) -> int:
        """Year of the starting stock."""
        return self.pairs.years[0]

    @property
    def end(self) -> int:
        """Last year."""
        return self.pairs.years[1]

    def title(self, name: str) -> Words:
        """A scenario's title in both languages, drawable; equal ones are told apart by emission path or name."""
        title = self._plain_title(name)
        alike = [other for other in self.scenarios if self._plain_title(other) == title]
        if len(alike) == 1:
            return title
        paths = [self.pathway(other) for other in alike]
        tail = PATH_WORDS[self.pathway(name)] if len(set(paths)) == len(paths) else same(drawable(name))
        return Words(f"{title.zh}·{tail.zh}", f"{title.en}, {tail.en}")

    def _plain_title(self, name: str) -> Words:
        title = self.scenarios[name].title
        return Words(drawable(str(title.zh or name)), drawable(str(title.en or name)))

    def pathway(self, name: str) -> str:
        """A scenario's emission path."""
        return str(self.scenarios[name].climate.pathway)

    @cached_property
    def comparison(self) -> Comparison:
        """The headline for region, provinces and cities, all years, with levers, identity and parts of exposure."""
        names = tuple(known_only(self.gist, self.pairs, HEADLINE))
        question = Question(names, ("region", "province", "city"))
        return compared(self.gist, self.pairs, self.scenarios, question)

    @cached_property
    def by_place(self) -> pd.DataFrame:
        """Differences of residents by place in the last year."""
        return differences(self.gist, self.pairs, Question(("population",), ("place",), (), (self.end,)))

    @cached_property
    def focus(self) -> str:
        """The scenario whose people live most differently: it is drawn on the map and in the pyramids."""
        moved = self.by_place.assign(size=self.by_place["difference"].abs()).groupby("scenario")["size"].sum()
        return max(self.pairs.others, key=lambda name: (float(moved.get(name, 0.0)), name))

    @cached_property
    def gains(self) -> "Gains | None":
        """Who gains and loses by the scenario in focus, residents followed over a few seeds.

        The stored runs have no residents, so these are simulated again: only where that is quick (1:1000), the code is
        that of the batch and all seeds have the same parameters; else None.
        """
        from model.experiments.gainers import gains
        from model.experiments.identity import code_sha256

        if self.own_parameters or self.pairs.scale[0] < QUICK or not code_sha256().startswith(self.pairs.code):
            return None
        first, second = self.scenarios[self.pairs.baseline], self.scenarios[self.focus]
        return gains(first, second, self.end, self.pairs.seeds[:FOLLOWED])

    @cached_property
    def twins(self) -> dict[str, tuple[str, str]]:
        """Scenarios on a path: their twin in the climate of today, and the path."""
        return twins_of(self.scenarios)

    def series(self, indicator: str, area: str, level: str) -> dict[str, Floats]:
        """Every run of an indicator: by scenario (seeds, years); NaN where a year has none."""
        plain = plain_name(indicator)
        years = list(range(self.start, self.end + 1))
        out = {}
        for name in self.pairs.scenarios:
            found = self.gist.block(self.pairs.of(name), (plain,), (level,), (area,), self.end)
            values = found.grid(plain, (area,), years)[:, 0]
            out[name] = np.cumsum(np.nan_to_num(values), axis=1) if plain != indicator else values
        return out

    def difference(self, indicator: str, area: str = "bth", level: str = "region") -> pd.DataFrame:
        """Rows of one indicator and area of the comparison: scenario and year with their intervals."""
        return self._by_series.get((indicator, area, level), self.comparison.differences.iloc[:0])

    @cached_property
    def _by_series(self) -> dict[tuple[str, str, str], pd.DataFrame]:
        """The rows of the comparison by indicator, area and level: the charts ask for them again and again."""
        parts = self.comparison.differences.groupby(["indicator", "area_id", "level"], sort=False, observed=True)
        return {(str(key[0]), str(key[1]), str(key[2])): rows for key, rows in parts}

    def stocks(self, name: str, year: int) -> Floats:
        """Residents of a scenario by seed, province (3), sex and age (seeds, 3, 2, 101)."""
        found = frame(
            self.connection,
            "SELECT seed, place_id, sex, age, persons FROM"
            f" {table_of(self.pairs.of(name), 'population')} WHERE year = ?",
            [year],
        )
        province = dict(zip(self.places.ids, self.places.province, strict=True))
        out = np.zeros((self.seeds, 3, 2, 101))
        seed = np.searchsorted(np.array(self.pairs.seeds), found["seed"].to_numpy())
        side = (found["sex"].astype(str) == "female").to_numpy(int)
        where = found["place_id"].map(province).to_numpy(int)
        np.add.at(out, (seed, where, side, found["age"].to_numpy(int)), found["persons"].to_numpy(float))
        return out

    def mean_run(self, name: str) -> Run:
        """A scenario as one run whose flows are the mean over seeds; for the pictures of flows."""
        source = table_of(self.pairs.of(name), "flows")
        flows = frame(
            self.connection,
            f"SELECT kind, cause, origin_id, destination_id, sum(value) / {self.seeds} AS value FROM {source}"
            f" WHERE year <= {self.end} GROUP BY ALL ORDER BY ALL",
        )
        first = self.pairs.of(name)[0]
        years = pd.DataFrame({"year": [self.start, self.end]})
        return Run(
            folder=first.folder,
            manifest={"seed": first.seed, "scenario": name},
            scenario=first.read_scenario(),
            indicators=pd.DataFrame(),
            population=years,
            flows=flows.assign(year=self.end),
            events=pd.DataFrame(),
            places=self.places,
            seeds=self.seeds,
        )

    def yearly(self, indicator: str, years: Sequence[int]) -> dict[str, Floats]:
        """All values of a regional indicator over some years and all seeds, by scenario, ascending."""
        series = self.series(indicator, "bth", "region")
        columns = [year - self.start for year in years]
        return {name: np.sort(values[:, columns].ravel()) for name, values in series.items()}

    def said(self, what: Words, name: str | None = None) -> Words:
        """A subtitle: what is shown, which scenario against which, and the number of seeds."""
        base = self.title(self.pairs.baseline)
        if name is None:
            against = Words(f"。参照：{base.zh}", f". Reference: {base.en}")
        else:
            title = self.title(name)
            against = Words(f"。{title.zh}减{base.zh}", f". {title.en} less {base.en}")
        return what + against + Words(f"；{self.seeds}对种子", f"; {self.seeds} paired seeds")


def open_ensemble(folder: Path, baseline: str | None = None, code: str | None = None) -> Ensemble:
    """Open a batch for drawing.

    Raises:
        CompareError: the runs cannot be compared.
    """
    rows, planned = rows_below(folder, code)
    pairs = pair(rows, baseline, (), code, planned)
    scenarios = settled(pairs)
    runs = list(pairs.runs.values())
    with ExitStack() as stack:
        gist = stack.enter_context(opened_gist(folder, runs))
        connection = stack.enter_context(opened(runs))
        return Ensemble(folder, pairs, scenarios, gist, connection, stack.pop_all())
