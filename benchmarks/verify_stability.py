"""Does the loop of jobs, wages, people and rents settle? Spectral radius, and the path of shocks of 1 %.

    python benchmarks/verify_stability.py [--draws 12]

The yearly map is that of the model's own functions on cells and places: demand, productivity, land and rents, the
labour market, and the expected number of movers instead of drawn ones. Firms are taken to follow their cell's path.
Agents are left out on purpose: a draw answers a shock of 1 % by jumps of whole persons and firms, and their common
draws part within a few years, so a difference of two runs shows chance before it shows a derivative. Births, deaths,
students, returns, care, relocation and storms stand still; every figure is against the unshocked map in the same year.

All derivatives are central differences of 0.5 % in logarithms, by city.

- One year: (jobs, wages, people, rents), other states at the reference; its radius, and its lowest real part, which a
  cycle of two years would bring below zero.
- Fast: jobs, wages and rents after five years with people held on the reference; fifth root of the radius.
- Slow: people of 14 cities shocked in the first year, everything else free to follow. P(n) takes the shock to people n
  years later; P(24) P(12)^-1 takes what is left after twelve years, when the fast part is gone, twelve years on. The
  twelfth root of its eigenvalues are the yearly factors of the fourteen slow modes. A matrix over few years that
  leaves out part of the state (orders, skills, homes) is no such map: its radius is not a rate of growth.
- People alone: the same with the economy that people see held on the reference. Then d ln x'_i / d ln x_j has rows that
  sum to 1 - arrivals from the rest of China / x'_i, so no mode can grow; whatever exceeds it comes of the economy.
"""

import argparse

import numpy as np
from expected_year import GROUPS, STEP, Map, State, trace

from model.region.places import N_CITIES
from model.region.region import load_region

SHOCK = 0.01
SPAN = 5
EARLY, LATE = 12, 24
PRIORS = {
    "economy.labour.wage_curve": (0.03, 0.2),
    "economy.labour.wage_adjustment": (0.1, 0.5),
    "economy.labour.skill_substitution": (1.0, 2.5),
    "economy.labour.skill_redesign": (0.1, 0.3),
    "economy.labour.skill_adaptation": (0.5, 1.0),
    "economy.price_elasticity": (1.0, 5.0),
    "economy.agglomeration": (0.03, 0.19),
    "economy.catching_up": (0.0, 0.04),
    "migration.leave_response": (0.1, 0.6),
    "migration.wage_elasticity": (0.5, 2.0),
}


def slow_modes(yearly: Map, reference: list[State], alone: bool = False) -> tuple[np.ndarray, np.ndarray]:
    """Yearly factors (14,) of the slow modes, largest first, and the mode of the largest (14,), its top entry 1."""
    columns = []
    for city in range(N_CITIES):
        ends = []
        for sign in (1, -1):
            state = yearly.shocked(reference[0], "people", yearly.region.places.city == city, sign * STEP)
            passed = []
            for n in range(1, LATE + 1):
                state = yearly.year(state, yearly.start + n, seen=reference[n].signals if alone else None)
                if n in (EARLY, LATE):
                    passed.append(yearly.people(state))
            ends.append(np.array(passed))
        columns.append((ends[0] - ends[1]) / (np.log1p(STEP) - np.log1p(-STEP)))
    early, late = np.array(columns).transpose(1, 2, 0)
    values, modes = np.linalg.eig(late @ np.linalg.inv(early))
    order = np.argsort(-np.abs(values))
    top = modes[:, order[0]].real
    return np.abs(values[order]) ** (1.0 / (LATE - EARLY)), top / top[np.argmax(np.abs(top))]


def radii(yearly: Map, reference: list[State], at: int) -> str:
    """Radius of one year, its lowest real part, and the yearly factor over five years with people held."""
    one = np.linalg.eigvals(yearly.jacobian(reference, at, 1))
    held = np.linalg.eigvals(yearly.jacobian(reference, at, SPAN, held=True))
    return f"{np.abs(one).max():.4f}  {one.real.min():+.3f}  {float(np.abs(held).max() ** (1.0 / SPAN)):.3f}"


def path_of(yearly: Map, reference: list[State], groups: tuple[str, ...], years: int, held: bool = False) -> np.ndarray:
    """(years + 1, 5) mean over cities by people, in per cent, of the figures after a shock to all places; last the
    filled jobs, which stand beside the desired ones."""
    everywhere = np.ones(199, bool)
    state = reference[0]
    for group in groups:
        state = yearly.shocked(state, group, everywhere, SHOCK)
    city = yearly.region.places.city
    weight = np.bincount(city, yearly.persons, N_CITIES) / yearly.persons.sum()

    def off(state: State, usual: State) -> np.ndarray:
        filled = [np.log(np.bincount(city, each.jobs.sum(axis=1), N_CITIES)) for each in (state, usual)]
        return np.append((yearly.figures(state) - yearly.figures(usual)) @ weight, (filled[0] - filled[1]) @ weight)

    rows = [off(state, reference[0])]
    for n in range(1, years + 1):
        state = yearly.year(state, yearly.start + n, reference[n].people if held else None)
        rows.append(off(state, reference[n]))
    return 100.0 * np.array(rows)


def half_life(path: np.ndarray) -> str:
    """Years until less than half of the largest value of a path (years,) is left, and stays so."""
    size = np.abs(path)
    late = np.nonzero(size >= 0.5 * size.max())[0][-1] + 1
    return f"{late}" if late < size.size else f"more than {size.size - 1}"


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    arguments.add_argument("--draws", type=int, default=12, help="draws from the priors")
    chosen = arguments.parse_args()
    region = load_region()
    yearly = Map(region, {})
    reference = trace(yearly, LATE)
    print("one year: radius, lowest real part; fast: yearly factor over five years, people held")
    for at in (0, 10):
        print(f"  {yearly.start + at}  {radii(yearly, reference, at)}")
    for name, alone in (("slow modes", False), ("people alone", True)):
        factors, mode = slow_modes(yearly, reference, alone)
        print(f"{name}: " + " ".join(f"{each:.4f}" for each in factors))
        print(
            "  slowest: " + ", ".join(f"{region.places.city_ids[k]} {mode[k]:+.2f}" for k in np.argsort(-np.abs(mode)))
        )
    print(f"\nshock of 1 % to all places, per cent of the reference ({', '.join(GROUPS)}, filled jobs)")
    for groups in (("jobs",), ("wages",), ("people",), ("rents",), GROUPS):
        path = path_of(yearly, reference, groups, LATE)
        print(" + ".join(groups))
        for n in (0, 1, 2, 3, 4, 5, 7, 10, 15, 20, LATE):
            print(f"  {n:3d}  " + "  ".join(f"{value:+.3f}" for value in path[n]))
        if groups != GROUPS:
            still = path_of(yearly, reference, groups, LATE, held=True)
            own = GROUPS.index(groups[0])
            print(f"  half-life {half_life(path[:, own])} years; people held: {half_life(still[:, own])}")
    print("\ndraws from the priors: one year, lowest real part, fast; slowest mode; people alone")
    generator = np.random.default_rng(1)
    for draw in range(1, chosen.draws + 1):
        settings = {name: round(float(generator.uniform(*bounds)), 4) for name, bounds in PRIORS.items()}
        one = Map(region, settings)
        states = trace(one, LATE)
        slow, alone = slow_modes(one, states)[0][0], slow_modes(one, states, alone=True)[0][0]
        print(f"  {draw:2d}  {radii(one, states, 0)}  {slow:.4f}  {alone:.4f}", flush=True)


if __name__ == "__main__":
    main()
