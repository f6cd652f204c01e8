"""Chance, parameters and structure apart, as a part of the scoreboard's page."""

from typing import Final

import pandas as pd

from model.experiments.hindcast.apart import KINDS, SEEDS, by_cluster

EXPLAINED: Final = (
    "The 90 % band over seeds at the central parameters, over parameter sets (each with a seed of its own), over seeds"
    " and structural alternatives (given flows; gravity; firms alone; orders that stay), and over all. *Width*: per"
    " cent of the record, or points;"
    " *covered* as above; *CRPS* and *interval score* beside the best naive forecast, whose CRPS is its mean error and"
    " whose band is a point."
)


def bands_page(rows: pd.DataFrame) -> list[str]:
    """Lines of Markdown: width and coverage of each kind by family and by cluster, held out first."""
    lines = [
        "## Chance, parameters and structure apart",
        "",
        EXPLAINED,
        "",
    ]
    for use, title in (("held_out", "Held out"), ("calibration", "Fitted to")):
        mine = rows[rows["use"] == use]
        if mine.empty:
            continue
        lines += [
            f"### {title}: bands",
            "",
            "| from | family | targets | "
            + " | ".join(f"{kind}: width, covered" for kind in KINDS)
            + " | CRPS: "
            + ", ".join(KINDS)
            + " | naive | interval score: "
            + ", ".join(KINDS)
            + " | naive |",
            "|---" * (len(KINDS) + 7) + "|",
        ]
        table = by_cluster(mine)
        for found, group in table.groupby(["start", "family"], sort=False):
            by_kind = {row.kind: row for row in group.itertuples()}
            cells = [f"{by_kind[kind].width:.2f}, {by_kind[kind].coverage:.0f} %" for kind in KINDS]
            first = by_kind[SEEDS]
            cells.append(", ".join(f"{by_kind[kind].crps:.2f}" for kind in KINDS))
            cells.append("-" if not first.best_naive else f"{first.naive_crps:.2f} ({first.best_naive})")
            cells.append(", ".join(f"{by_kind[kind].interval_score:.1f}" for kind in KINDS))
            cells.append("-" if not first.best_naive else f"{first.naive_interval_score:.1f}")
            lines.append(f"| {found[0]} | {found[1]} | {first.targets} | " + " | ".join(cells) + " |")
        places = by_cluster(mine, ("cluster",))
        said = []
        for name, group in places.groupby("cluster", sort=False):
            kinds = {row.kind: row for row in group.itertuples()}
            figures = "/".join(f"{kinds[kind].coverage:.0f}" for kind in KINDS)
            said.append(f"{name} {figures} % of {kinds[SEEDS].targets}")
        lines += ["", f"Covered by province and family ({' / '.join(KINDS)}): " + "; ".join(said) + ".", ""]
    return lines
