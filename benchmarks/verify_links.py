"""Links between places against the record: what was fitted, what was held out, and what a line or a lever does.

    python benchmarks/verify_links.py [--scale 1000] [--end 2035]

Runs the baseline from 2020 and from 2013, and paired runs of one seed with one lever changed. Links are expected
numbers, so what differs between seeds is the firms and people behind them.
"""

import argparse
import csv
from collections.abc import Mapping

import numpy as np

from model.economy.contracts import fit_contracts
from model.firms.links.stock import whole_links
from model.region.links import YEARS
from model.region.names import DATA
from model.region.region import Region, load_region
from model.scenario import load_scenario
from model.simulation.model import JingJinJi

CHANGES: Mapping[str, Mapping[str, object]] = {
    "line Tianjin-Chengde, 60 min, 2022": {
        "transport.hsr_additions": [{"from": "tianjin", "to": "chengde", "minutes": 60, "year": 2022}]
    },
    "border cut by 0.4": {"integration.barrier_cut": 0.4},
    "demonstration zones by 0.3": {
        f"integration.demonstration_zones.{zone}": 0.3 for zone in ("tongwulang", "pingjisanxing", "fangzhuolai")
    },
    "contract intensity 1.5": {"innovation.contract_intensity": 1.5},
    "contract intensity 0.5": {"innovation.contract_intensity": 0.5},
    "absorption in Hebei 1.2": {"innovation.absorption_investment": {"hebei": 1.2}},
    "corridor bonus 0.2": {"innovation.corridor_bonus": 0.2},
}


class Run:
    """One run: openings and stocks of branches (15, 15) and contracts by city, by year."""

    def __init__(self, region: Region, end: int, scale: int, settings: Mapping[str, object] = {}) -> None:
        size = {"scale.residents": scale, "scale.firms": 100 if scale == 1000 else 10}
        model = JingJinJi(load_scenario("baseline", set={**size, "years.end": end, **settings}), region=region)
        self.opened: dict[int, np.ndarray] = {}
        self.stock: dict[int, np.ndarray] = {model.year: whole_links(model.world.links.branches)}
        self.indicators: dict[tuple[int, str], float] = {}
        self.contracts: dict[int, float] = {model.year: model.world.contracts.received.sum()}
        self._note(model)
        while model.year < end:
            model.step()
            self.opened[model.year] = whole_links(model.world.book.links.opened)
            self.stock[model.year] = whole_links(model.world.links.branches)
            self.contracts[model.year] = model.world.contracts.received.sum()
            self._note(model)
        self.milliseconds = 1e3 * model.timings["links_are_renewed"] / len(self.opened)

    def _note(self, model: JingJinJi) -> None:
        for name in ("intra_region_branch_share", "intra_region_capital_share"):
            self.indicators[model.year, name] = model.indicator(name)

    def stays(self, flow: Mapping[int, np.ndarray], year: int) -> float:
        """Per cent of Beijing's branches that are in Tianjin and Hebei."""
        return 100.0 * float(flow[year][0, 1:14].sum() / flow[year][0].sum())


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--scale", type=int, default=1000, choices=(1000, 100))
    parser.add_argument("--end", type=int, default=2035)
    chosen = parser.parse_args()
    region = load_region()
    base = Run(region, chosen.end, chosen.scale)
    print_record(region, base, Run(region, 2020, chosen.scale, {"years.start": 2013}))
    print_contracts(region, base)
    print_lines(region)
    print_levers(region, base, chosen.end, chosen.scale)
    print(f"\nlinks_are_renewed: {base.milliseconds:.1f} ms a year (wall)")


def print_record(region: Region, base: Run, past: Run) -> None:
    """Branches and intra-region shares."""
    shares = base.indicators
    tianjin = past.opened[2020][0, 1] / past.opened[2020][0, 1:14].sum()
    rows = [
        ("new branches of Beijing that stay, 2014 (2013: 12.0), %", 12.0, past.stays(past.opened, 2014), "fitted"),
        ("Beijing's branches in Tianjin and Hebei, 2020, start 2020", 8816, base.stock[2020][0, 1:14].sum(), "start"),
        ("the same in a run from 2013", 8816, past.stock[2020][0, 1:14].sum(), "fitted to units"),
        ("Tianjin's share of those opened in 2020, %", 47.3, 100 * tianjin, "decay assumed"),
        ("intra-region share of branches 2021, %", 9.69, shares[2021, "intra_region_branch_share"], "fitted"),
        ("intra-region share of capital 2021, %", 9.78, shares[2021, "intra_region_capital_share"], "held out"),
        ("branches in Tianjin and Hebei 2023, more than", 10000, base.stock[2023][0, 1:14].sum(), "held out"),
        ("Beijing's branches that are in the region 2024, %", 13.3, base.stays(base.stock, 2024), "held out"),
        ("the same of those opened in 2024, %", 13.3, base.stays(base.opened, 2024), "held out"),
        ("Xiong'an: branches of Beijing 2025, of central firms 400", 400, base.stock[2025][0, 13], "rule"),
    ]
    print(f"{'':58}{'record':>10}{'model':>10}{'error':>9}")
    for what, record, found, use in rows:
        print(f"{what:58}{record:10,.2f}{found:10,.2f}{100 * (found / record - 1):8.1f} %  {use}")


def print_contracts(region: Region, base: Run) -> None:
    """Contracts by year: the rule on the tables, and the run."""
    with (DATA / "economy_history.csv").open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["variable"] == "technology_contracts"]
    record = {int(row["year"]): float(row["value"]) for row in rows} | {2024: 843.7}
    to_core = region.transport.minutes(2020)[:, region.places.core6].min(axis=1)
    rule = dict(zip(YEARS, fit_contracts(region, to_core), strict=True))
    print(f"\n{'contracts, 1e8 yuan':24}{'record':>10}{'rule':>10}{'error':>9}{'run':>10}{'error':>9}")
    for year, value in sorted(record.items()):
        parts = [
            f"{found:10.1f}{100 * (found / value - 1):8.1f}%" if found else " " * 19
            for found in (rule.get(year), base.contracts.get(year))
        ]
        print(f"{year:<24}{value:10.1f}{''.join(parts)}", "fitted" if year <= 2020 else "held out")


def print_lines(region: Region) -> None:
    """What the line to Xiong'an does, and each pair of cities that a line has joined directly since 2014."""
    cities, lines = region.places.city_ids, region.transport.lines
    elasticity = region.links.rule("time_elasticity")
    first: dict[tuple[int, int], int] = {}
    for line in lines:
        pair = (min(line.start, line.end), max(line.start, line.end))
        if line.first_year is not None and pair[1] < len(cities):
            first[pair] = min(first.get(pair, 9999), line.first_year)
    effects = {}
    for (one, other), year in first.items():
        if 2014 <= year <= 2025:
            before, after = (region.transport.city_minutes(each)[one, other] for each in (year - 1, year))
            effects[one, other] = 100.0 * ((before / after) ** elasticity - 1.0)
    found = np.array(list(effects.values()))
    print(f"\n{found.size} pairs of cities joined directly 2014-2025: branches opened a year by the line alone")
    print(
        f"   mean {found.mean():+.1f} %, median {np.median(found):+.1f} %, {found.min():+.1f} to {found.max():+.1f} %"
    )
    xiongan = cities.index("xiongan")
    before, after = (region.transport.city_minutes(year)[0, xiongan] for year in (2020, 2021))
    effect = 100.0 * ((before / after) ** elasticity - 1.0)
    print(f"   Beijing-Xiong'an, 27 December 2020: {before:.0f} to {after:.0f} min, {effect:+.1f} %")


def print_levers(region: Region, base: Run, end: int, scale: int) -> None:
    """Paired differences in the last year."""
    names = [f"intra_region_{name}_share" for name in ("branch", "capital")]
    print(f"\n{'against the baseline, ' + str(end):40}{'branches':>10}{'capital':>10}{'contracts':>11}")
    cities = region.places.city_ids
    for what, settings in CHANGES.items():
        other = Run(region, end, scale, settings)
        shares = [other.indicators[end, name] - base.indicators[end, name] for name in names]
        contracts = 100 * (other.contracts[end] / base.contracts[end] - 1)
        print(f"{what:40}{shares[0]:+9.3f}pt{shares[1]:+9.3f}pt{contracts:+9.2f} %")
        if "line" in what:
            pair = (cities.index("tianjin"), cities.index("chengde"))
            rest = [cities.index(name) for name in cities if name not in ("tianjin", "chengde")]
            for year in (2023, end):
                ways = [100 * (other.opened[year][a, b] / base.opened[year][a, b] - 1) for a, b in (pair, pair[::-1])]
                others = other.opened[year][pair[0], rest].sum() / base.opened[year][pair[0], rest].sum()
                stock = 100 * (other.stock[year][pair] / base.stock[year][pair] - 1)
                print(
                    f"   opened {year}: Tianjin in Chengde {ways[0]:+.1f} %, Chengde in Tianjin {ways[1]:+.1f} %,"
                    f" Tianjin in other cities {100 * (others - 1):+.2f} %; stock Tianjin in Chengde {stock:+.1f} %"
                )


if __name__ == "__main__":
    main()
