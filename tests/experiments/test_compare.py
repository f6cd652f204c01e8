from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from made_up_batch import COMMON, OWN, YEARS, Made, write_batch
from scipy import stats

from model.experiments.batch import open_batch
from model.experiments.compare import Comparison, Question, compare, wanted_half_width
from model.experiments.pairing import CompareError
from model.experiments.record import NotedRun, write_note
from model.experiments.tables import write_comparison

SCENARIOS = {
    "baseline": Made(),
    "none": Made(effect=20.0, levers={"relocation.intensity": 0}),
    "control": Made(levers={"climate.pathway": "control"}),
    "high": Made(effect=3.0, levers={"climate.pathway": "high"}),
}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_batch(tmp_path_factory.mktemp("batch"), SCENARIOS, range(1, 9))


@pytest.fixture(scope="module")
def found(folder: Path) -> Comparison:
    return compare(folder, question=Question(("population", "relocated_jobs", "relocated_jobs_total")))


def row(found: Comparison, scenario: str, indicator: str = "population", year: int = 2025) -> "pd.Series":
    table = found.differences
    keys = (table["scenario"] == scenario) & (table["indicator"] == indicator)
    return table[keys & (table["year"] == year) & (table["level"] == "region")].iloc[0]


def values(folder: Path, name: str, indicator: str, year: int) -> np.ndarray:
    out = []
    for run in sorted((folder / name).iterdir()):
        table = pd.read_parquet(run / "indicators.parquet")
        keys = (table["indicator"] == indicator) & (table["year"] == year) & (table["level"] == "region")
        out.append(float(table.loc[keys, "value"].iloc[0]))
    return np.array(out)


def test_the_interval_is_that_of_the_paired_t_test(folder: Path, found: Comparison) -> None:
    ours, theirs = (values(folder, name, "population", 2025) for name in ("none", "baseline"))
    test = stats.ttest_rel(ours, theirs)
    low, high = test.confidence_interval(0.90)
    here = row(found, "none")
    assert here["low"] == pytest.approx(low)
    assert here["high"] == pytest.approx(high)
    assert here["difference"] == pytest.approx((ours - theirs).mean())
    assert here["mc_error"] == pytest.approx((ours - theirs).std(ddof=1) / np.sqrt(8))
    assert here["seeds"] == 8


def test_the_unpaired_interval_is_that_of_welch(folder: Path, found: Comparison) -> None:
    ours, theirs = (values(folder, name, "population", 2025) for name in ("none", "baseline"))
    low, high = stats.ttest_ind(ours, theirs, equal_var=False).confidence_interval(0.90)
    here = row(found, "none")
    assert here["unpaired_low"] == pytest.approx(low)
    assert here["unpaired_high"] == pytest.approx(high)


def test_pairing_takes_out_what_seeds_share(found: Comparison) -> None:
    ratio = row(found, "none")["variance_ratio"]
    expected = 2 * COMMON**2 / OWN**2
    assert expected / 8 < ratio < expected * 8
    assert bool(row(found, "none")["clear"])


def test_a_scenario_without_effect_has_a_difference_of_zero_bits(found: Comparison) -> None:
    table = found.differences[found.differences["scenario"] == "control"]
    assert (table["difference"] == 0.0).all()
    assert not table["clear"].any()


def test_a_total_is_the_sum_over_the_years_so_far(found: Comparison) -> None:
    yearly = [row(found, "none", "relocated_jobs", year)["difference"] for year in YEARS[1:]]
    assert row(found, "none", "relocated_jobs_total")["difference"] == pytest.approx(sum(yearly))


def test_seeds_needed_follow_the_precision(folder: Path) -> None:
    fine, rough = (
        compare(folder, question=Question(("population",), precision=wanted), scenarios=["none"]).differences
        for wanted in ("0.5", "5")
    )
    assert (fine["seeds_needed"].dropna() >= rough["seeds_needed"].dropna()).all()
    last = fine[(fine["year"] == 2025) & (fine["level"] == "region")].iloc[0]
    n = int(last["seeds_needed"])
    half = [stats.t.ppf(0.95, k - 1) * last["sd"] / np.sqrt(k) for k in (n - 1, n)]
    assert half[1] <= 0.5 < half[0]


@pytest.mark.parametrize("precision", ["", "0", "-3", "a fifth", "20 per cent"])
def test_a_precision_that_is_none_is_refused(precision: str) -> None:
    with pytest.raises(CompareError, match="half-width"):
        wanted_half_width(precision, np.ones(1))


def test_levers_stand_beside_the_outcomes(found: Comparison) -> None:
    levers = found.levers.set_index("scenario")
    assert levers.at["none", "key"] == "relocation.intensity"
    assert (levers.at["none", "baseline"], levers.at["none", "value"]) == ("1", "0")
    assert levers.at["high", "value"] == "high"
    assert (found.levers["first_year"] == 2021).all()


def test_parts_of_exposure_close_and_name_their_control(found: Comparison) -> None:
    parts = found.decomposition
    assert set(parts["scenario"]) == {"baseline", "high", "none"} - {"none"}
    assert set(parts["control"]) == {"control"}
    wide = parts[parts["level"] == "region"].pivot(index=["scenario", "year"], columns="part", values="mean")
    sums = wide[["climate", "exogenous", "induced", "interaction"]].sum(axis=1)
    np.testing.assert_allclose(sums, wide["total"], atol=1e-6)
    assert (wide.loc["baseline"]["induced"] == 0).all(), "the same people as in the control run"
    assert (wide.loc["high"]["induced"].loc[2022:] > 0).all(), "more people than in the control run"
    assert (wide["climate"].xs(2025, level="year") > 0).all()


def test_mixed_codes_are_refused_by_name_unless_one_is_chosen(tmp_path: Path) -> None:
    write_batch(tmp_path, {"baseline": Made(), "a": Made(1.0)}, (1, 2))
    write_batch(tmp_path, {"baseline": Made(), "a": Made(1.0)}, (3, 4), code="c" * 64)
    with pytest.raises(CompareError, match=r"different code.*--code") as error:
        compare(tmp_path)
    code = str(error.value).split(": ")[1].split(" (")[0]
    assert compare(tmp_path, code=code[:12]).pairs.seeds in ((1, 2), (3, 4))


def test_a_missing_pair_is_named(tmp_path: Path) -> None:
    write_batch(tmp_path, {"baseline": Made(), "a": Made(1.0)}, (1, 2))
    write_batch(tmp_path, {"baseline": Made()}, (3,))
    with pytest.raises(CompareError, match="a seed 3"):
        compare(tmp_path)


def test_two_runs_of_one_seed_are_refused(tmp_path: Path) -> None:
    write_batch(tmp_path, {"baseline": Made(), "a": Made(1.0)}, (1, 2))
    run = next((tmp_path / "a").iterdir())
    run.rename(tmp_path / "a" / "kept")
    copy = tmp_path / "a" / "twin"
    copy.mkdir()
    for file in (tmp_path / "a" / "kept").iterdir():
        (copy / file.name).write_bytes(file.read_bytes())
    with pytest.raises(CompareError, match="two runs of seed"):
        compare(tmp_path)


@pytest.mark.parametrize(
    ("question", "said"),
    [
        (Question(("populaton",)), "did you mean population"),
        (Question(areas=("beijin",)), "did you mean beijing"),
        (Question(levels=("county",)), "no level county"),
        (Question(years=(2099,)), "2020 to 2025"),
    ],
)
def test_what_no_run_has_is_refused(folder: Path, question: Question, said: str) -> None:
    with pytest.raises(CompareError, match=said):
        compare(folder, question=question)


def test_a_baseline_that_is_none_is_refused(folder: Path) -> None:
    with pytest.raises(CompareError, match="there are baseline"):
        compare(folder, "nobody")


def test_any_scenario_can_be_the_reference(folder: Path) -> None:
    there = row(compare(folder, "none", Question(("population",))), "baseline")
    back = row(compare(folder, "baseline", Question(("population",))), "none")
    assert there["difference"] == pytest.approx(-back["difference"])


def test_tables_come_as_parquet_and_csv(found: Comparison, tmp_path: Path) -> None:
    files = {path.name for path in write_comparison(found, tmp_path)}
    assert {"differences.csv", "differences.parquet", "levers.csv", "identity.csv", "decomposition.parquet"} <= files
    back = pd.read_parquet(tmp_path / "compare" / "differences.parquet")
    pd.testing.assert_frame_equal(back, found.differences, check_dtype=False)
    assert not list((tmp_path / "compare").glob("*.part"))


def test_the_same_question_gives_the_same_bits(folder: Path) -> None:
    one, two = (compare(folder).differences for _ in range(2))
    pd.testing.assert_frame_equal(one, two, check_exact=True)


def test_a_scenario_that_failed_is_left_out_by_name_and_a_seed_that_failed_is_missed(tmp_path: Path) -> None:
    write_batch(tmp_path, {"baseline": Made(), "a": Made(1.0)}, (1, 2))
    runs = open_batch(tmp_path).runs
    noted = [NotedRun(run.scenario, run.seed, run.run_id, ()) for run in runs]
    code = str(runs[0].code)
    broken = [NotedRun("broken", seed, f"broken{seed}", ()) for seed in (1, 2)]
    write_note(tmp_path, code, [*noted, *broken])
    assert compare(tmp_path, question=Question(("population",))).pairs.left_out == ("broken",)
    write_note(tmp_path, code, [*noted, NotedRun("a", 3, "a3", ()), NotedRun("baseline", 3, "b3", ())])
    with pytest.raises(CompareError, match="baseline seed 3, a seed 3"):
        compare(tmp_path)
