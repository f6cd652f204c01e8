"""Tables of a comparison on disk, beside the batch: Parquet for programs, CSV for people."""

from pathlib import Path
from typing import Final

import pandas as pd

from model.experiments.compare import Comparison
from model.experiments.store import parquet, replace_file

FOLDER: Final = "compare"
NAMES: Final = ("differences", "levers", "identity", "decomposition", "timing", "leakage", "costs")


def write_comparison(comparison: Comparison, out: Path) -> list[Path]:
    """Write compare/NAME.parquet and compare/NAME.csv under `out`; each file is replaced in one step.

    CSV has a byte order mark, so that spreadsheets read Chinese, and ten significant digits.
    """
    folder = out / FOLDER
    folder.mkdir(parents=True, exist_ok=True)
    written = []
    for name in NAMES:
        table: pd.DataFrame = getattr(comparison, name)
        text = table.to_csv(index=False, lineterminator="\n", float_format="%.10g").encode("utf-8-sig")
        for suffix, content in (("parquet", parquet(table)), ("csv", text)):
            written.append(replace_file(folder / f"{name}.{suffix}", content))
    return written
