"""Time life, school, work and counting of residents, one process at a time, in ns per resident-year on one core.

    python benchmarks/people.py [--scale 100] [--years 30]

Processor time, not wall time. The first year is not counted: it loads the compiled kernels.
"""

import argparse
import time
from types import SimpleNamespace

import numpy as np

from model.chunks import Crew
from model.people.count import employed_people, take_census
from model.people.life import live_one_year
from model.people.school import attend_school
from model.people.signals import Signals, calm
from model.people.start import start_population
from model.people.work import base_unemployment, take_work
from model.randomness.draws import keys_of
from model.region.people import load_people
from model.region.places import load_places
from model.scenario.schema.population import Population


def census_signals(region):
    """An economy that stands as in the census of 2020."""
    one = np.ones(199)
    return Signals(
        jobs=one,
        jobs_reachable=one,
        wage_reachable=np.ones((199, 3)),
        employed_share=1 - base_unemployment(region),
        rent=one,
        services=one,
        housing=one,
        job_loss=one,
    )


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--scale", type=int, default=100)
    parser.add_argument("--years", type=int, default=30)
    parser.add_argument("--threads", type=int, default=1)
    arguments = parser.parse_args()
    places = load_places()
    region = SimpleNamespace(places=places, people=load_people(places))
    scenario = SimpleNamespace(
        years=SimpleNamespace(start=2020), scale=SimpleNamespace(residents=arguments.scale), population=Population()
    )
    keys, crew = keys_of(1), Crew(arguments.threads)
    start_population(region, scenario, keys, crew)
    began = time.process_time()
    residents = start_population(region, scenario, keys, crew)
    took = time.process_time() - began
    print(f"start: {len(residents):,} agents in {took * 1e3:.0f} ms, {took / len(residents) * 1e9:.0f} ns an agent")
    signals = census_signals(region)
    steps = {
        "life": lambda year: live_one_year(residents, region, scenario, year, calm(), keys, crew),
        "school": lambda year: attend_school(residents, region, scenario, year, keys, crew),
        "work": lambda year: take_work(residents, region, scenario, year, signals, keys, crew),
        "census": lambda year: take_census(residents, crew),
        "employed by sector": lambda year: employed_people(residents),
    }
    spent = {name: [] for name in steps}
    for year in range(2021, 2022 + arguments.years):
        agents = len(residents)
        for name, step in steps.items():
            began = time.process_time()
            step(year)
            if year > 2021:
                spent[name].append((time.process_time() - began) / agents * 1e9)
    print(f"{'':24}{'mean':>10}{'best year':>12}")
    for name, values in (*spent.items(), ("together", np.sum(list(spent.values()), axis=0))):
        print(f"{name:24}{np.mean(values):7.1f} ns{np.min(values):9.1f} ns")


if __name__ == "__main__":
    main()
