"""The witness sees every table of thresholds inside its block, and changes none."""

from concurrent.futures import ThreadPoolExecutor

import numpy as np

from model.randomness.draws import thresholds
from model.randomness.witness import witnessed_thresholds

TABLE = np.linspace(0, 1, 12).reshape(3, 4)


def seen(*tables: np.ndarray) -> str:
    with witnessed_thresholds() as digest:
        for table in tables:
            thresholds(table)
    return digest.hexdigest()


def test_equal_tables_give_one_hash_and_a_last_bit_another() -> None:
    nearly = TABLE.copy()
    nearly[1, 1] += 2.0**-32
    assert seen(TABLE) == seen(TABLE)
    assert seen(TABLE) != seen(nearly)
    assert seen(TABLE) != seen(TABLE.reshape(4, 3))
    assert seen(TABLE, nearly) != seen(nearly, TABLE)


def test_it_sees_nothing_outside_of_its_block() -> None:
    with witnessed_thresholds() as digest:
        before = digest.hexdigest()
    thresholds(TABLE)
    assert digest.hexdigest() == before == seen()


def test_runs_in_two_threads_do_not_see_each_other() -> None:
    with ThreadPoolExecutor(2) as pool:
        one, two = pool.map(lambda table: seen(*[table] * 50), [TABLE, TABLE / 2])
    assert (one, two) == (seen(*[TABLE] * 50), seen(*[TABLE / 2] * 50))


def test_thresholds_are_the_same_with_and_without() -> None:
    with witnessed_thresholds():
        inside = thresholds(TABLE)
    assert np.array_equal(inside, thresholds(TABLE))
