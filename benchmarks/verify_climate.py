"""Hold the storms, the floods and the exposure against what they should be, and print it.

    python benchmarks/verify_climate.py [YEARS]

YEARS (default 20000) is the length of the simulated record of rain, and a tenth of it that of each comparison of
realised with expected impact.
"""

import sys
import time
from itertools import pairwise

import numpy as np

from model.climate.catalogue import load_catalogue
from model.climate.decomposition import cross_decompose, decompose
from model.climate.expected import Floods
from model.climate.exposure import control_events, expected_events
from model.climate.impact import expected_impact, realised_impact
from model.climate.pathway import horizon, probability_multiplier
from model.climate.rain import annual_maximum, rain_factor, rain_of_rate, rate_of_rain
from model.climate.replay import leave_one_out, load_record, replay_events
from model.climate.return_levels import return_levels
from model.climate.weather import storms_of_year
from model.climate.zones import start_zones
from model.randomness.draws import keys_of
from model.region.climate import load_climate
from model.region.people import load_people
from model.region.places import load_places
from model.region.vulnerability import TERRAINS
from model.scenario.schema.adaptation import Adaptation
from model.scenario.schema.climate import Climate, Increase
from model.scenario.schema.scenario import Scenario

PLACES = load_places()
TABLES = load_climate(PLACES)
YEAR = 2050
SETTINGS = {
    "tail = m": {},
    "rate_share 0.5": {"rate_share": 0.5},
    "rate_share 0": {"rate_share": 0.0},
    "tail_scaling 0": {"tail_scaling": 0.0},
    "tail_scaling -20": {"tail_scaling": -20.0},
    "tail_scaling 60": {"tail_scaling": 60.0},
    "overdispersion 9": {"overdispersion_k": 9.0},
    "60, share 0.5, k 9": {"tail_scaling": 60.0, "rate_share": 0.5, "overdispersion_k": 9.0},
}
SEVEN = ("beijing.haidian", "tianjin.heping", "baoding.zhuozhou", "zhangjiakou.zhangbei", "handan.fuxing",
         "chengde.shuangqiao", "cangzhou.huanghua")  # fmt: skip


def main() -> None:
    years = int(sys.argv[1]) if len(sys.argv) > 1 else 20_000
    started = time.perf_counter()
    catalogue = load_catalogue(TABLES)
    print(f"catalogue {catalogue.size} x {catalogue.rank24.shape[1]} read in {time.perf_counter() - started:.3f} s")
    people = people_2020()
    zones = start_zones(TABLES, PLACES, Adaptation(), people.sum(axis=(1, 2)))
    floods = Floods(catalogue, TABLES, PLACES, zones.base_shares)
    regional_rate(catalogue)
    annual_maxima(catalogue, years)
    paths()
    nestedness(catalogue)
    decomposition(people)
    against_expected(floods, zones, people, years // 10)
    long_run(floods, zones, people)
    replays(floods, people)
    print(f"\n{time.perf_counter() - started:.0f} s in all")


def people_2020() -> np.ndarray:
    """(199, 2, 101) the census, each five-year group at its first age."""
    people = np.zeros((199, 2, 101))
    people[:, :, :90:5] = load_people(PLACES).pyramid_2020
    return people


def capital(people: np.ndarray) -> np.ndarray:
    """1e8 yuan: three times the GDP of 2023."""
    return 3.0 * np.array([20.0, 12.3, 5.94])[PLACES.province] * people.sum(axis=(1, 2)) / 1e4


def regional_rate(catalogue) -> None:
    rates = catalogue.rates
    rain24 = rain_of_rate(TABLES.rain24, rates[catalogue.rank24], None)
    rain72 = np.maximum(rain_of_rate(TABLES.rain72, rates[catalogue.rank72], None), rain24)
    window = catalogue.size / catalogue.master_rate
    region_wide = (rain72 >= TABLES.field.regional_event_mm).mean(axis=1) >= TABLES.field.regional_event_share
    rare = (rates[catalogue.rank24] <= 1 / 60).sum(axis=1) >= 10
    mean = rain72 @ PLACES.area_km2 / PLACES.area_km2.sum()
    print(
        "\nRegion-wide storms (figures to compare: 0.36, with 0.356 to 0.383 among catalogues; 0.097; 49 to 66 years)"
    )
    print(f"  30 % of counties above 100 mm in 72 h: {region_wide.sum() / window:.3f} a year")
    print(f"  ten counties above their 60-year day:  {rare.sum() / window:.3f} a year")
    print(f"  regional mean of 175 mm: once in {window / (mean >= 175).sum():.0f} years")
    periods = np.maximum(1 / rates[catalogue.rank24], 1 / rates[catalogue.rank72])
    excess = [f"{(periods > years).mean() * 10 * years:.2f}" for years in (5, 10, 20, 50, 100)]
    print(f"  max(T24, T72) exceeds 5/10/20/50/100 years {'/'.join(excess)} times as often as 1/T")


def annual_maxima(catalogue, years: int) -> None:
    control = Climate(pathway="control")
    highest = np.zeros((years, 199))
    for year in range(years):
        storms = storms_of_year(catalogue, TABLES, control, year, keys_of(7))
        highest[year] = storms.rain24.max(axis=0, initial=0.0)
    print(f"\nAnnual maximum of 24 h rain, {years} years simulated / GEV, mm, at 2, 10, 50, 100 years")
    periods = (2.0, 10.0, 50.0, 100.0)
    simulated = np.stack([np.quantile(highest, 1 - 1 / period, axis=0) for period in periods])
    exact = np.stack([annual_maximum(TABLES.rain24, period) for period in periods])
    for place in SEVEN:
        i = PLACES.index(place)
        print(
            f"  {place:24}", "  ".join(f"{a:6.1f}/{b:6.1f}" for a, b in zip(simulated[:, i], exact[:, i], strict=True))
        )
    worst = np.abs(simulated / exact - 1).max(axis=1)
    mean = (simulated / exact - 1).mean(axis=1)
    print("  largest deviation of 199 places, %:", np.round(100 * worst, 1), " mean, %:", np.round(100 * mean, 2))


def paths() -> None:
    print("\nPaths: m and m_tail, mean over the ramp and at its end; expected days above 20/50/100 mm over control")
    for path in ("control", "low", "medium", "high"):
        climate = Climate(pathway=path)
        ratio = [
            (expected_events(TABLES, climate, YEAR, mm) / control_events(TABLES, climate, mm)) for mm in (20, 50, 100)
        ]
        error = max(np.abs(each - each[0]).max() for each in ratio)
        mean, end, tail_mean, tail_end = horizon(climate, TABLES)
        print(f"  {path:8} m {mean:.4f} {end:.4f}  tail {tail_mean:.4f} {tail_end:.4f}  ratio", end=" ")
        print(" ".join(f"{each[0]:.12f}" for each in ratio), f" spread over places {error:.1e}")
    print(f"  probability of the regional class x 1.27 needs m = {probability_multiplier(1.27, 0.361):.3f}")
    for share in (0.5, 0.0):
        factor = rain_factor(TABLES.rain24, 1.27 ** (1 - share), None)
        ratios = []
        for period in (2, 10, 50, 100):
            rain = rain_of_rate(TABLES.rain24, np.full(199, 1 / period), None)
            ratios.append(1.27**share * rate_of_rain(TABLES.rain24, rain / factor, None)[5] * period)
        print(f"  high, rate_share {share}: rain x {factor[5]:.3f}, rates at 2/10/50/100 years x", np.round(ratios, 3))


def nestedness(catalogue) -> None:
    broken = total = 0
    for seed in range(200):
        keys = keys_of(seed)
        kept = [
            set(storms_of_year(catalogue, TABLES, Climate(pathway=path), YEAR, keys).ids)
            for path in ("control", "low", "medium", "high")
        ]
        total += len(kept[-1])
        broken += sum(not small <= large for small, large in pairwise(kept))
    print(f"\nNested storm sets: 200 seeds, {total} storms on the high path, {broken} breaches")


def decomposition(people: np.ndarray) -> None:
    base = people.sum(axis=(1, 2))
    grown = base * np.linspace(0.7, 1.4, 199)
    control = base * np.linspace(0.8, 1.3, 199)
    f0, f1 = (expected_events(TABLES, Climate(pathway=path), YEAR, 20.0) for path in ("control", "high"))
    target = grown * f1 - base * f0
    residual = np.abs(decompose(grown, base, f1, f0).total - target).max()
    crossed = np.abs(cross_decompose(grown, control, base, f1, f0).total - target).max()
    print(f"Decomposition of {target.sum():.3e} person-events: residual {residual:.1e}, cross-evaluated {crossed:.1e}")


def against_expected(floods: Floods, zones, people: np.ndarray, years: int) -> None:
    stock = capital(people)
    print(f"\nRealised against expected, {years} years each, people of 2020: (mean - expected) / standard error")
    print(f"  {'':20}{'':10}" + "".join(f"{name[:10]:>11}" for name in (*TERRAINS, "region")))
    beyond = count = 0
    for label, levers in SETTINGS.items():
        scenario = Scenario(climate=Climate(pathway="high", **levers))
        expected = expected_impact(floods, zones, people, stock, scenario, YEAR)
        totals = {name: np.zeros((years, 199)) for name in ("affected", "loss", "deaths")}
        for seed in range(years):
            storms = storms_of_year(floods.catalogue, TABLES, scenario.climate, YEAR, keys_of(seed))
            impact = realised_impact(storms, floods, zones, people, stock, scenario)
            for name, total in totals.items():
                total[seed] = getattr(impact, name).sum(axis=0)
        for name, total in totals.items():
            scores = []
            for terrain in range(len(TERRAINS) + 1):
                inside = TABLES.terrain == terrain if terrain < len(TERRAINS) else np.ones(199, bool)
                yearly = total[:, inside].sum(axis=1)
                error = yearly.std(ddof=1) / np.sqrt(years)
                scores.append((yearly.mean() - getattr(expected, name)[0, inside].sum()) / error)
            beyond += sum(abs(score) > 3 for score in scores)
            count += len(scores)
            print(f"  {label:20}{name:10}" + "".join(f"{score:11.2f}" for score in scores))
    print(f"  {beyond} of {count} beyond three standard errors (0.27 % are expected of a right model)")


def long_run(floods: Floods, zones, people: np.ndarray) -> None:
    stock = capital(people)
    print("\nLong run, control, people of 2020, GDP of 2023 (to compare, without the upstream rule: EAD 130 to 134,")
    print("affected 0.93 to 0.97 million, deaths 23; loss once in 10/50/100 years 300/900-930/1,240-1,280)")
    for weight in (0.0, 0.6, 0.8, 1.0):
        scenario = Scenario(climate=Climate(pathway="control", upstream_weight=weight))
        year = expected_impact(floods, zones, people, stock, scenario, 2023)
        levels = return_levels(floods, zones, people.sum(axis=(1, 2)), stock, scenario, 2023)
        loss, affected = year.loss.sum(), year.affected.sum() / 1e6
        print(f"  upstream weight {weight}: EAD {loss:.1f} x 1e8 yuan, affected {affected:.3f} million,", end=" ")
        print(f"of 65+ {year.affected_65p.sum() / 1e6:.3f}, deaths {year.deaths.sum():.1f}; loss once in", end=" ")
        print(f"2/5/10/20/50/100 years {np.round(levels.loss).astype(int)}, mean {levels.mean_loss:.1f}", end=" ")
        print(f"over {levels.window_years} years")
    scenario = Scenario(climate=Climate(pathway="high"))
    started = time.process_time()
    for year in range(2021, 2056):
        expected_impact(floods, zones, people, stock, scenario, year)
    print(f"  expected impact, 35 years: {1000 * (time.process_time() - started) / 35:.1f} ms of processor time a year")
    scenario = Scenario(climate=Climate(pathway="high", rate_share=0.5))
    started = time.process_time()
    for year in range(2021, 2056):
        expected_impact(floods, zones, people, stock, scenario, year)
    print(
        f"  the same with rate_share 0.5: {1000 * (time.process_time() - started) / 35:.1f} ms of processor time a year"
    )
    custom = Climate(pathway="custom", increase=Increase(custom=0.4))
    loss = expected_impact(floods, zones, people, stock, Scenario(climate=custom), YEAR).loss.sum()
    print(f"  custom path, rise of 40 %: EAD {loss:.1f}")


def replays(floods: Floods, people: np.ndarray) -> None:
    zones = start_zones(TABLES, PLACES, Adaptation(), people.sum(axis=(1, 2)))
    rows = replay_events(floods, zones, people, PLACES, load_record())
    print("\nReplay (a calibration: 785 of 796 county totals are judgement) beside the record; the factor is what the")
    print("other events suggest for the metric, and the last column what is left of the error after it")
    print(
        f"  {'event':14}{'area':9}{'metric':10}{'model':>11}{'record':>11}{'ratio':>8}{'factor':>8}{'left':>7}  record"
    )
    for row, factor in leave_one_out(rows):
        ratio = row.modelled / row.observed
        print(f"  {row.event:14}{row.area:9}{row.metric:10}{row.modelled:11,.0f}{row.observed:11,.0f}", end="")
        print(f"{ratio:8.2f}{factor:8.2f}{ratio * factor:7.2f}  {row.status}")


if __name__ == "__main__":
    main()
