"""What `jjj bench` measures: time told apart without touching a result, sums that close, slopes between scales."""

import pytest

import model
from model.experiments.bench.copying import copy_gb_per_second
from model.experiments.bench.one import BESIDE, measure
from model.experiments.bench.stopwatch import TimedModel, calls_timed, whole
from model.experiments.bench.study import Bench, growth, run_bench, speed_up, years_alone
from model.experiments.memory import MemoryShortError
from model.simulation.model import JingJinJi
from model.simulation.year import YEAR

SMALL = {"scale.residents": 1000, "scale.firms": 100, "years.end": 2023}


def made_up(scale, agents, seconds, threads=1, wall=None, sha="a"):
    spent = {"start": 9.0, "people_live": seconds}
    return {
        "scale": scale,
        "threads": threads,
        "agent_years": agents,
        "processor": spent,
        "seconds": {"start": 9.0, "people_live": wall or seconds},
        "results_sha256": sha,
    }


def test_a_timed_run_has_the_results_of_one_that_is_not():
    scenario = model.load_scenario("baseline", set={**SMALL, "years.end": 2021})
    plain, timed = JingJinJi(scenario), TimedModel(scenario)
    plain.step()
    with calls_timed() as own:
        timed.step()
    for name, table in plain.result().tables.items():
        assert table.equals(timed.result().tables[name]), name
    assert (
        set(timed.processor) == set(timed.timings) == {"tables", "start", "taking_stock", *(p.__name__ for p in YEAR)}
    )
    shares = whole(own)
    assert shares["people_live",] >= shares["people_live", "live_one_year"] > 0
    plain.release()
    timed.release()


def test_the_tree_of_calls_closes(monkeypatch):
    monkeypatch.setattr("model.experiments.bench.stopwatch.PACKAGE", __file__)
    now = [0.0]

    def outer():
        now[0] += 3
        for _ in range(2):
            inner()
        now[0] += 1

    def inner():
        now[0] += 2
        deepest()

    def deepest():
        now[0] += 5

    with calls_timed(depth=2, clock=lambda: now[0]) as own:
        outer()
    assert own["outer",] == 4
    assert own["outer", "inner"] == 14
    assert whole(own) == {("outer",): 18, ("outer", "inner"): 14}


@pytest.mark.slow
def test_one_measured_run_accounts_for_its_time_and_is_the_same_on_two_threads():
    one, two = (measure("baseline", SMALL, threads, tree=False) for threads in (1, 2))
    assert one["results_sha256"] == two["results_sha256"]
    assert set(one["processor"]) == {*BESIDE, "taking_stock", *(process.__name__ for process in YEAR)}
    assert 100_000 < one["agent_years"] / one["years"] < 120_000
    assert list(one["peak_mb"].values()) == sorted(one["peak_mb"].values())
    assert one["calls"] == {}


def test_growth_is_the_slope_between_scales_and_leaves_the_start_out():
    runs = [made_up(1000, 1e5, 1.0), made_up(100, 1e6, 10.0), made_up(10, 1e7, 200.0), made_up(10, 1e7, 1.0, threads=2)]
    assert years_alone(runs[0]) == 1.0
    assert [one["exponent"] for one in growth(runs)] == [1.0, pytest.approx(1.301)]


def test_threads_are_judged_by_the_wall_and_by_the_bits():
    one = made_up(100, 1e6, 10.0)
    (found,) = speed_up([one, made_up(100, 1e6, 11.0, threads=2, wall=5.0)])
    assert found == {"scale": 100, "threads": 2, "times": 2.0, "same_bits": True}
    assert not speed_up([one, made_up(100, 1e6, 11.0, threads=2, sha="b")])[0]["same_bits"]


def test_a_copy_has_a_speed():
    assert copy_gb_per_second(1, size=2**20) > 0.01


def test_a_scale_that_does_not_fit_is_refused_before_anything_is_measured(monkeypatch):
    monkeypatch.setattr("model.experiments.memory.free_memory_mb", lambda: 1000.0)
    told = []
    with pytest.raises(MemoryShortError):
        run_bench(Bench("baseline", (1000, 1), (1,), 2, 1), told.append)
    assert told == []
