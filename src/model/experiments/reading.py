"""Many runs as one table: duckdb reads their Parquet files and returns sums, so that no run is loaded whole."""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any, Final

import pandas as pd

from model.experiments.pairing import RunRow

if TYPE_CHECKING:
    import duckdb

MEMORY: Final = "1GB"
"""What duckdb may hold; beyond it, it writes to a temporary folder."""


@contextmanager
def opened(
    rows: Sequence[RunRow], memory: str = MEMORY, threads: int | None = None
) -> Iterator["duckdb.DuckDBPyConnection"]:
    """A database in memory that knows the runs as `runs` (scenario, seed) and each of their files by its path.

    Tables are read with `files_of`. Nothing is fetched from anywhere: extensions are not loaded.
    """
    import duckdb

    with TemporaryDirectory(prefix="jjj-compare-") as spill:
        settings: dict[str, Any] = {
            "memory_limit": memory,
            "temp_directory": spill,
            "autoinstall_known_extensions": False,
            "autoload_known_extensions": False,
            "preserve_insertion_order": False,
        }
        if threads is not None:
            settings["threads"] = threads
        connection = duckdb.connect(config=settings)
        try:
            frame = pd.DataFrame(
                {
                    "folder": [str(row.folder) for row in rows],
                    "scenario": [row.scenario for row in rows],
                    "seed": [row.seed for row in rows],
                }
            )
            connection.register("given", frame)
            connection.execute("CREATE TEMP TABLE runs AS SELECT folder, scenario, seed::BIGINT AS seed FROM given")
            connection.unregister("given")
            yield connection
        finally:
            connection.close()


def table_of(rows: Iterable[RunRow], name: str) -> str:
    """SQL for one table of all runs, with columns scenario and seed added."""
    files = ", ".join(_quoted(row.table(name)) for row in rows)
    length = len(f"/{name}.parquet")
    return (
        f"(SELECT runs.scenario, runs.seed, t.* EXCLUDE (filename) FROM read_parquet([{files}], filename=true) AS t"
        f" JOIN runs ON runs.folder = left(t.filename, length(t.filename) - {length}))"
    )


def frame(connection: "duckdb.DuckDBPyConnection", query: str, values: Sequence[object] = ()) -> pd.DataFrame:
    """The answer to a query."""
    found: pd.DataFrame = connection.execute(query, list(values)).df()
    return found


def _quoted(text: str | Path) -> str:
    return "'" + str(text).replace("'", "''") + "'"
