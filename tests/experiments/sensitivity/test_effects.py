"""Effects of factors whose effect is known in closed form."""

import numpy as np
import pandas as pd
import pytest

from model.experiments.sensitivity.effects import effects
from model.experiments.sensitivity.sampling import shares_of

NAMES = ("strong", "weak", "idle")


def figures(values: np.ndarray, seeds: int = 1, noise: float = 0.0) -> pd.DataFrame:
    draws = np.random.default_rng(1).normal(0.0, noise, (values.size, seeds))
    rows = [(f"p{i:03d}", seed, values[i] + draws[i, seed]) for i in range(values.size) for seed in range(seeds)]
    return pd.DataFrame(rows, columns=["scenario", "seed", "y"])


def found(design: str, size: int, function, **noise) -> pd.DataFrame:
    shares = shares_of(design, 3, size, seed=2)
    table = effects(design, NAMES, shares, figures(function(shares), **noise), ["y"])
    return table.set_index("factor")


def linear(x: np.ndarray) -> np.ndarray:
    return 4.0 * x[:, 0] - 1.0 * x[:, 1]


def test_morris_finds_the_slopes_of_a_plane_and_no_interaction() -> None:
    table = found("morris", 10, linear)
    assert table.loc["strong", "effect"] == pytest.approx(4.0, rel=1e-6)
    assert table.loc["weak", "effect"] == pytest.approx(-1.0, rel=1e-6)
    assert table["interaction"].abs().max() < 1e-6
    assert list(table.index) == ["strong", "weak", "idle"]


def test_sobol_divides_the_variance_of_a_plane_by_the_squares_of_its_slopes() -> None:
    table = found("saltelli", 512, linear)
    assert table.loc["strong", "total"] == pytest.approx(16 / 17, abs=0.03)
    assert table.loc["weak", "total"] == pytest.approx(1 / 17, abs=0.02)


@pytest.mark.parametrize(("design", "size"), [("morris", 8), ("saltelli", 64)])
def test_an_idle_factor_has_no_effect(design: str, size: int) -> None:
    table = found(design, size, linear)
    assert table.loc["idle", "total"] == pytest.approx(0.0, abs=1e-9)


def test_a_product_shows_as_interaction() -> None:
    product = found("morris", 20, lambda x: x[:, 0] * x[:, 1])
    assert product.loc["strong", "interaction"] > 0.2


def test_shares_sum_to_one_and_a_constant_outcome_has_none() -> None:
    assert found("morris", 8, linear)["share"].sum() == pytest.approx(1.0)
    still = found("morris", 8, lambda x: np.ones(len(x)))
    assert (still["share"] == 0.0).all()
    assert (still["total"] == 0.0).all()


def test_noise_of_seeds_is_told_beside_the_effect() -> None:
    noisy = found("morris", 8, linear, seeds=4, noise=0.5)
    assert noisy["seed_noise"].iloc[0] == pytest.approx(0.25, rel=0.3)  # sd 0.5 over 4 seeds


def test_what_a_seed_does_to_all_points_alike_is_no_noise() -> None:
    shares = shares_of("morris", 3, 6, seed=2)
    shared = figures(linear(shares), seeds=3)
    shared["y"] += 100.0 * shared["seed"]
    assert effects("morris", NAMES, shares, shared, ["y"])["seed_noise"].to_numpy() == pytest.approx(0.0, abs=1e-9)
