"""What each lever does: on against off, paired by seed, on residents, jobs and output of the areas it should touch.

    python benchmarks/verify_levers.py [--seeds 10] [--scale 1000] [--until 2035] [--only subsidy]

Prints a table in Markdown: mean difference over the seeds with the 90 % interval (t), and a figure of its own for
levers that act on something else first (costs are summed over the years). Then what subsidies cost and bring, by mode.
A lever that changes no figure at all is named at the end, and the command ends with 1.
"""

import argparse
import hashlib
import sys
from dataclasses import dataclass, field

import numpy as np
from scipy.stats import t as student

from model.scenario import load_scenario
from model.simulation.model import JingJinJi
from model.simulation.shelf import Shelf

OUTCOMES = ("population", "jobs", "gdp")
MONEY = ("subsidy_cost", "budget_revenue")
SECTORS = ("manuf_general", "trade_logistics", "public_services", "consumer_services")
MOVE = {
    "id": "T1", "what": "a large office", "sector": "public_services", "jobs": 40_000,
    "from": "beijing", "to": "xiongan", "start": 2022, "years": 2, "accompany": "xiongan",
}  # fmt: skip
LINE = {"from": "beijing", "to": "chengde", "minutes": 25, "year": 2023}
FLOOD = {"climate.replay": [{"event": "E2023-07-29", "year": 2024}]}
MANY = {"relocation.intensity": 20}
FULL = {"adaptation.zone_capacity": {"protected": 1.0, "unprotected": 1.2, "detention": 1.2}}
FREE = {"core6": 0.0, "outer": 0.0}


@dataclass(frozen=True)
class Lever:
    """A lever on, the area it should touch, and the settings under which it is tried."""

    name: str
    on: dict
    area: str
    own: str = ""
    off: dict = field(default_factory=dict)


LEVERS = (
    Lever("integration.barrier_cut 0.8", {"integration.barrier_cut": 0.8}, "langfang"),
    Lever("integration.demonstration_zones", {"integration.demonstration_zones": {"tongwulang": 0.8}}, "langfang"),
    Lever("integration.axis_cut", {"integration.axis_cut": {"jing_bao_shi": 0.8}}, "baoding"),
    Lever("governance.coordination 0.8", {"governance.coordination": 0.8}, "langfang"),
    Lever("services.equalisation 1", {"services.equalisation": 1.0}, "hebei", "service_index"),
    Lever(
        "services.investment_per_head x2",
        {"services.investment_per_head": {"xiongan": 2.0}},
        "xiongan",
        "cost_services",
    ),
    Lever("services.cooperation_strength 1", {"services.cooperation_strength": 1.0}, "langfang", "service_index"),
    Lever("talent.subsidy 0.3", {"talent.subsidy": 0.3}, "hebei", "cost_talent"),
    Lever("talent.settlement_ease 0.9", {"talent.settlement_ease": 0.9}, "tianjin", "cost_talent"),
    Lever("subsidy, competing", {"subsidy.rate_max": 0.1}, "tianjin", "subsidy_cost"),
    Lever("subsidy, cooperating", {"subsidy.rate_max": 0.1, "governance.mode": "cooperate"}, "tianjin", "subsidy_cost"),
    Lever(
        "subsidy.years 6",
        {"subsidy.years": 6, "subsidy.rate_max": 0.1},
        "tianjin",
        "subsidy_cost",
        {"subsidy.rate_max": 0.1},
    ),
    Lever("governance.tax_share 0", {"governance.tax_share": 0.0, **MANY}, "beijing", "budget_transfers", MANY),
    Lever("eco_compensation", {}, "chengde", "budget_transfers", {"eco_compensation": []}),
    Lever("relocation.intensity x5", {"relocation.intensity": 5}, "beijing", "relocated_jobs"),
    Lever("relocation.directed +40,000 jobs", {"relocation.directed": [MOVE]}, "xiongan", "cost_relocation"),
    Lever(
        "relocation.destination concentrated",
        {"relocation.destination.mode": "concentrated", **MANY},
        "xiongan",
        "received_jobs",
        MANY,
    ),
    Lever("relocation.close_share 0.1", {"relocation.close_share": 0.1, **MANY}, "hebei", "received_jobs", MANY),
    Lever("relocation.voluntary_rate x3", {"relocation.voluntary_rate": 0.003}, "beijing", "chosen_moves_jobs"),
    Lever(
        "relocation.siting nearest",
        {"relocation.siting": "nearest", "relocation.directed": [MOVE]},
        "xiongan",
        "affected_expected",
        {"relocation.directed": [MOVE]},
    ),
    Lever("negative_list lifted", {f"negative_list.{name}": FREE for name in SECTORS}, "beijing"),
    Lever("land.beijing_cut x4", {"land.beijing_cut_km2_per_year": 40}, "beijing", "built_land_km2"),
    Lever("land.reuse homes", {"land.reuse": {"green": 0.0, "high_end": 0.0, "housing": 1.0}}, "beijing", "rent"),
    Lever(
        "places.park_capacity", {"places.park_capacity": {"xiongan": 900_000}, **MANY}, "xiongan", "received_jobs", MANY
    ),
    Lever(
        "places.specialisation",
        {"places.specialisation": {"tianjin.binhai": ["manuf_advanced", "ict"]}},
        "tianjin.binhai",
    ),
    Lever("places.clusters", {"places.clusters": {"bags": ["baoding.gaobeidian"]}}, "baoding.gaobeidian"),
    Lever("places.gateways x3", {"places.gateways": {"tianjin.binhai": 3.0}}, "tianjin.binhai"),
    Lever("places.zone_caps", {"places.zone_caps": {"northwest_ecological": {"manuf_general": 1.0}}}, "zhangjiakou"),
    Lever("places.water_cap", {"places.water_cap": {"beijing": 21_000_000}}, "beijing"),
    Lever("economy.national_growth high", {"economy.national_growth": "high"}, "bth"),
    Lever("economy.demand_shock", {"economy.demand_shock": {"manuf_advanced": {2025: 0.7}}}, "tianjin"),
    Lever("innovation.contract_intensity x3", {"innovation.contract_intensity": 3.0}, "tianjin", "tech_contracts"),
    Lever(
        "innovation.absorption_investment x3",
        {"innovation.absorption_investment": {"hebei": 3.0}},
        "hebei",
        "tech_contracts",
    ),
    Lever("innovation.corridor_bonus 1", {"innovation.corridor_bonus": 1.0}, "langfang", "tech_contracts"),
    Lever("transport.hsr_additions", {"transport.hsr_additions": [LINE]}, "chengde", "cost_rail"),
    Lever("transport.lines_until 2021", {"transport.lines_until": 2021}, "hebei"),
    Lever("population.fertility high", {"population.fertility": "high"}, "bth", "births"),
    Lever("population.retirement without reform", {"population.retirement.reform": False}, "bth", "employed"),
    Lever("migration.hukou_strictness 0.2", {"migration.hukou_strictness": 0.2}, "beijing"),
    Lever("migration.six_districts off", {"migration.six_districts.enabled": False}, "beijing"),
    Lever("climate.pathway high", {"climate.pathway": "high"}, "bth", "loss_expected", {"climate.pathway": "control"}),
    Lever("adaptation.strategy none", {"adaptation.strategy": "none"}, "hebei", "loss_expected"),
    Lever(
        "adaptation.strategy reactive", {"adaptation.strategy": "reactive", **FLOOD}, "hebei", "loss_expected", FLOOD
    ),
    Lever("adaptation.strategy proactive", {"adaptation.strategy": "proactive"}, "bth", "loss_expected"),
    Lever(
        "adaptation.household_uptake.subsidy 0.9",
        {"adaptation.household_uptake.subsidy": 0.9},
        "hebei",
        "loss_expected",
    ),
    Lever("adaptation.insurance_share 0.5", {"adaptation.insurance_share": 0.5}, "bth", "insurance_premium"),
    Lever("adaptation.use_detention off", {"adaptation.use_detention": False}, "hebei", "affected_expected"),
    Lever("adaptation.warning 0.9", {"adaptation.warning_and_evacuation": 0.9}, "bth", "flood_deaths_expected"),
    Lever("adaptation.sponge 0.2", {"adaptation.sponge_coverage_2030": 0.2}, "beijing", "affected_expected"),
    Lever(
        "land_use.restrict_flood_prone",
        {"land_use.restrict_flood_prone.enabled": True, **FULL},
        "beijing",
        "affected_expected",
        FULL,
    ),
)


AREAS = sorted({"bth", *(lever.area for lever in LEVERS)})
NAMES = sorted({*OUTCOMES, *(lever.own for lever in LEVERS if lever.own)})
SUMMED = sorted({*MONEY, *(name for name in NAMES if "cost" in name)})


class Runs:
    """Figures of runs by scenario and seed, each made once."""

    def __init__(self, chosen):
        self.shelf = Shelf(2)
        self.base = {
            "scale.residents": chosen.scale,
            "scale.firms": max(chosen.scale // 10, 1),
            "years.end": chosen.until,
        }
        self.known = {}

    def figures(self, settings, seed):
        """What a run gave."""
        key = repr(sorted(settings.items(), key=lambda item: item[0])), seed
        if key not in self.known:
            self.known[key] = figures_of(load_scenario("baseline", set={**self.base, **settings}), seed, self.shelf)
        return self.known[key]


@dataclass(frozen=True)
class Figures:
    """By (indicator, area): of the last year, but costs and revenue over all years; and a hash of all indicators."""

    last: dict
    digest: str


def figures_of(scenario, seed, shelf):
    """Run a scenario and keep what the table needs."""
    model = JingJinJi(scenario.model_copy(update={"seed": seed}), rng=seed, shelf=shelf)
    summed = {(name, area): 0.0 for name in SUMMED for area in AREAS}
    for _ in range(scenario.years.end - scenario.years.start):
        model.step()
        for name, area in summed:
            summed[name, area] += model.indicator(name, area)
    last = {(name, area): model.indicator(name, area) for name in NAMES for area in AREAS}
    digest = hashlib.sha256(model.result().indicators["value"].to_numpy().tobytes()).hexdigest()
    model.release()
    return Figures({**last, **summed}, digest)


def difference(values):
    """Mean and half-width of the 90 % interval."""
    values = np.asarray(values, float)
    spread = values.std(ddof=1) / np.sqrt(values.size) * student.ppf(0.95, values.size - 1)
    return float(values.mean()), float(spread)


def said(values, level):
    """`+1,234 ± 56 (+0.7 %)`; no share of what was next to nothing before."""
    mean, half = difference(values)
    digits = 0 if max(abs(mean), half) >= 100 else 2 if max(abs(mean), half) >= 1 else 4
    share = f" ({100 * mean / level:+.2f} %)" if abs(level) > max(abs(mean) / 100, 1e-6) else ""
    return f"{mean:+,.{digits}f} ± {half:,.{digits}f}{share}"


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--seeds", type=int, default=10)
    parser.add_argument("--scale", type=int, default=1000)
    parser.add_argument("--until", type=int, default=2035)
    parser.add_argument("--only", default="", help="levers whose name contains this")
    chosen = parser.parse_args()
    runs, seeds = Runs(chosen), range(1, chosen.seeds + 1)
    tried = [lever for lever in LEVERS if chosen.only in lever.name]
    print(
        f"On less off in {chosen.until}, {chosen.seeds} seeds at 1:{chosen.scale}, mean ± half of the 90 % interval.\n"
    )
    print("| lever | area | residents | jobs | GDP, 1e8 yuan | of its own |")
    print("|---|---|---|---|---|---|")
    silent = [lever.name for lever in tried if not row(lever, runs, seeds)]
    if not chosen.only or chosen.only in "subsidy":
        subsidies(runs, seeds)
    print(f"\nLevers without any effect: {', '.join(silent) or 'none'}.")
    sys.exit(1 if silent else 0)


def row(lever, runs, seeds):
    """Print a line; whether any figure of any seed differs."""
    pairs = [(runs.figures(lever.on, seed), runs.figures(lever.off, seed)) for seed in seeds]
    cells = []
    for name in (*OUTCOMES, *([lever.own] if lever.own else [])):
        on, off = ([figures.last[name, lever.area] for figures in side] for side in zip(*pairs, strict=True))
        cells.append(said(np.subtract(on, off), float(np.mean(off))))
    own = f"{lever.own}: {cells[3]}" if lever.own else ""
    print(f"| `{lever.name}` | {lever.area} | {' | '.join(cells[:3])} | {own} |", flush=True)
    return any(on.digest != off.digest for on, off in pairs)


def subsidies(runs, seeds):
    """What subsidies cost the cities and bring the region, by mode, summed over the years."""
    heads = (
        "subsidies up to 10 %",
        "paid, 1e8 yuan in all",
        "jobs of the region",
        "its GDP, 1e8 yuan",
        "revenue in all",
    )
    print(f"\n| {' | '.join(heads)} | yuan paid a job |")
    print("|---|---|---|---|---|---|")
    for mode, coordination in (("compete", 0.0), ("compete", 0.3), ("cooperate", 0.3)):
        settings = {"subsidy.rate_max": 0.1, "governance.mode": mode, "governance.coordination": coordination}
        without = {"governance.coordination": coordination}
        pairs = [(runs.figures(settings, seed), runs.figures(without, seed)) for seed in seeds]
        money = [[on.last[name, "bth"] - off.last[name, "bth"] for on, off in pairs] for name in MONEY]
        jobs = [on.last["jobs", "bth"] - off.last["jobs", "bth"] for on, off in pairs]
        gdp = [on.last["gdp", "bth"] - off.last["gdp", "bth"] for on, off in pairs]
        a_job = 1e8 * np.mean(money[0]) / np.mean(jobs)
        cells = [said(values, 0.0) for values in (money[0], jobs, gdp, money[1])]
        print(f"| {mode}, coordination {coordination} | {' | '.join(cells)} | {a_job:,.0f} |", flush=True)


if __name__ == "__main__":
    main()
