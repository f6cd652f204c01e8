"""The record: fixed, complete, and held-out figures kept from fits."""

from pathlib import Path

import pytest

from model.experiments.hindcast.declare import targets_of, write_targets
from model.experiments.hindcast.measures import MEASURES, members
from model.experiments.hindcast.naive import persistence, trend
from model.experiments.hindcast.record import Record
from model.experiments.hindcast.targets import FILE, Target, load_targets
from model.region.names import DATA
from model.region.tables import TableError


@pytest.fixture(scope="module")
def targets() -> tuple[Target, ...]:
    return load_targets()


def test_the_table_is_what_its_rules_make_of_the_record(tmp_path: Path) -> None:
    write_targets(targets_of(Record()), tmp_path / FILE)
    assert (tmp_path / FILE).read_text(encoding="utf-8") == (DATA / FILE).read_text(encoding="utf-8")


def test_a_fit_never_sees_what_is_held_out(targets: tuple[Target, ...]) -> None:
    seen = load_targets(uses=("calibration",))
    assert {target.use for target in seen} == {"calibration"}
    assert {target.id for target in targets if target.use == "held_out"}.isdisjoint(target.id for target in seen)


def test_no_fit_reads_the_table_of_targets_with_what_is_held_out() -> None:
    """Fits live beside the hindcast; whoever loads targets there names the use."""
    import model.experiments

    folder = Path(next(iter(model.experiments.__path__)))
    fits = [path for path in folder.rglob("*.py") if "calibrat" in path.stem or "fit" in path.stem]
    assert fits
    for path in fits:
        text = path.read_text(encoding="utf-8")
        assert "load_targets()" not in text, path.name
        assert FILE not in text, path.name


def test_every_measure_and_area_exists(targets: tuple[Target, ...]) -> None:
    places = Record().places
    for target in targets:
        assert target.measure in MEASURES
        assert members(places, target.area).size > 0


def test_cities_of_a_share_add_up_to_the_region(targets: tuple[Target, ...]) -> None:
    shares = [t.value for t in targets if t.measure == "gdp_share_of_region" and t.start == 2020]
    assert len(shares) == 14
    assert sum(shares) == pytest.approx(100.0, abs=0.01)


def test_a_record_of_the_start_is_no_target(targets: tuple[Target, ...]) -> None:
    assert all(target.year > target.start for target in targets)


def test_an_unknown_use_is_refused_with_its_row(tmp_path: Path) -> None:
    text = (DATA / FILE).read_text(encoding="utf-8").replace(",calibration,", ",fitted,", 1)
    (tmp_path / FILE).write_text(text, encoding="utf-8")
    with pytest.raises(TableError, match=r"targets.csv:2: use: 'fitted'"):
        load_targets(tmp_path)


def made_up(unit: str = "persons", **changes: object) -> Target:
    row: dict[str, object] = {
        "id": "x",
        "family": "residents",
        "start": 2020,
        "year": 2025,
        "province": "hebei",
        "area": "xingtai",
        "measure": "residents",
        "value": 110.0,
        "unit": unit,
        "tolerance": 1.0,
        "at_start": 100.0,
        "before_year": 2010,
        "before": 64.0,
        "grade": "verified",
        "use": "held_out",
        "source": "",
        "reason": "",
    }
    return Target(**{**row, **changes})  # type: ignore[arg-type]


def test_a_count_errs_in_per_cent_and_a_share_in_points() -> None:
    assert made_up().error(121.0) == pytest.approx(10.0)
    assert made_up("%").error(121.0) == pytest.approx(11.0)


def test_the_trend_goes_on_in_proportion_for_counts_and_straight_for_shares() -> None:
    assert persistence(made_up()) == 100.0
    assert trend(made_up()) == pytest.approx(125.0)  # (100/64) in ten years is 10/8 in five
    assert trend(made_up("%")) == pytest.approx(118.0)


def test_without_an_earlier_figure_there_is_no_trend() -> None:
    assert trend(made_up(before=None, before_year=None)) is None
    assert persistence(made_up(at_start=None)) is None
