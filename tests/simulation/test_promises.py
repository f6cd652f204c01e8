"""The promises that make two runs comparable."""

import os
import subprocess
import sys

import numpy as np
import pytest
from pydantic import BaseModel

from model.experiments.digest import results_sha256
from model.randomness.folder import kernel_cache_folder
from model.scenario import load_scenario
from model.scenario.schema.base import Dated, evidence_of
from model.simulation.audit import AuditError
from model.simulation.model import JingJinJi


def digest(result):
    return results_sha256(result.tables)


def before(result, year):
    return {name: table[table["year"] < year].reset_index(drop=True) for name, table in result.tables.items()}


@pytest.mark.parametrize("threads", [2, 3])
def test_the_number_of_threads_never_shows(small_run, threads):
    assert digest(small_run(threads=threads)) == digest(small_run(threads=1))


def test_the_size_of_chunks_never_shows(small_run):
    scenario = load_scenario("baseline", set={"scale.residents": 1000, "scale.firms": 100, "years.end": 2022})
    whole, pieces = JingJinJi(scenario, rng=1), JingJinJi(scenario, rng=1, chunk=10_007)
    for model in (whole, pieces):
        model.step()
        model.step()
    for column in whole.residents.dtypes:
        assert np.array_equal(getattr(whole.residents, column), getattr(pieces.residents, column)), column


def test_the_order_of_rows_never_shows():
    settings = {"scale.residents": 1000, "scale.firms": 100, "years.end": 2022}
    models = [JingJinJi(load_scenario("baseline", set=settings), rng=1) for _ in range(2)]
    for agents in (models[1].residents, models[1].firms):
        shuffled = np.random.default_rng(3).permutation(agents.used)
        for name in agents.dtypes:
            column = getattr(agents, name)
            column[: agents.used] = column[shuffled]
    for model in models:
        model.step()
        model.step()
    assert not np.array_equal(models[0].residents.id, models[1].residents.id)
    assert digest(models[0].result()) == digest(models[1].result())


RUN = """
from model.experiments.digest import results_sha256
from model.scenario import load_scenario
from model.simulation.model import JingJinJi

scenario = load_scenario("baseline", set={"scale.residents": 1000, "scale.firms": 100, "years.end": 2022})
model = JingJinJi(scenario, rng=1)
model.step()
model.step()
print(results_sha256(model.result().tables))
"""


def test_the_kind_of_processor_never_shows_in_the_sums(tmp_path):
    # OpenBLAS takes the kernels of the processor that is named to it, and those of an old one run on every newer one.
    kinds = ({}, {"OPENBLAS_CORETYPE": "Nehalem"})
    caches = {"XDG_CACHE_HOME": str(tmp_path), "NUMBA_CACHE_DIR": str(kernel_cache_folder())}
    places = [{**os.environ, **caches, **kind} for kind in kinds]
    command = [sys.executable, "-c", RUN]
    found = [subprocess.run(command, env=env, stdout=subprocess.PIPE, text=True, check=True).stdout for env in places]
    assert len(found[0].strip()) == 64
    assert found[0] == found[1]


def test_another_seed_gives_another_run(small_run):
    assert digest(small_run(seed=2)) != digest(small_run(seed=1))


@pytest.mark.parametrize(
    "change",
    [
        {"climate.pathway": "high", "climate.ramp.base_year": 2022},
        {"population.fertility_multiplier": {2023: 1.5}},
        {"relocation.quota.manuf_general": {2023: 400}},
        {"migration.six_districts.persons": {2023: 9_000_000}},
    ],
    ids=lambda change: next(iter(change)),
)
def test_two_scenarios_are_the_same_bits_until_the_first_year_in_which_they_differ(small_run, change):
    plain, changed = (
        small_run(settings={"climate.ramp.base_year": 2022}),
        small_run(settings={"climate.ramp.base_year": 2022, **change}),
    )
    first = 2023
    for name, table in before(plain, first).items():
        assert table.equals(before(changed, first)[name]), name
    assert digest(plain) != digest(changed)


def dated_levers(section, path=()):
    """Every dated lever of a scenario by its full name, with its range."""
    for name, field in type(section).model_fields.items():
        value, key = getattr(section, name), (*path, field.alias or name)
        if isinstance(value, Dated):
            yield ".".join(key), value, evidence_of(type(section), name)["high"]
        elif isinstance(value, BaseModel):
            yield from dated_levers(value, key)


def test_no_process_reads_a_dated_lever_of_a_later_year(small_run):
    later = {
        name: {2023: lever.at(2023) + (300 if "quota" in name else 0.3 * min(highest - lever.at(2023), 3e6))}
        for name, lever, highest in dated_levers(load_scenario("baseline"))
        if lever.at(2023) < highest
    }
    assert len(later) > 40
    plain, changed = small_run(), small_run(settings=later)
    for name, table in before(plain, 2023).items():
        assert table.equals(before(changed, 2023)[name]), name
    assert digest(plain) != digest(changed)


def test_agents_too_are_the_same_bits_until_scenarios_differ():
    settings = {"scale.residents": 1000, "scale.firms": 100}
    change = {"relocation.quota.manuf_general": {2022: 400}, "population.fertility_multiplier": {2022: 1.5}}
    models = [JingJinJi(load_scenario("baseline", set={**settings, **more}), rng=1) for more in ({}, change)]

    def same(agents):
        first, second = (getattr(model, agents) for model in models)
        return all(np.array_equal(getattr(first, name), getattr(second, name)) for name in first.dtypes)

    for model in models:
        model.step()
    assert same("residents")
    assert same("firms")
    for model in models:
        model.step()
    assert not same("residents")
    assert not same("firms")


@pytest.mark.parametrize(
    "change",
    [
        {"population.fertility_multiplier": {2022: 1.0}},
        {"services.equalisation": {2022: 0.0}},
        {"integration.barrier_cut": {2022: 0.0}},
        {"relocation.destination.weight": 9.0, "relocation.destination.mode": "market"},
    ],
    ids=lambda change: next(iter(change)),
)
def test_a_lever_with_zero_effect_changes_nothing(small_run, change):
    assert digest(small_run(settings=change)) == digest(small_run())


def test_a_person_added_by_hand_is_caught():
    scenario = load_scenario("baseline", set={"scale.residents": 1000, "scale.firms": 100})
    model = JingJinJi(scenario, rng=1)
    slot = model.residents.free_slots(1)
    model.residents.place[slot] = 3
    model.residents.age[slot] = 30
    with pytest.raises(AuditError, match="2021: people of"):
        model.step()
