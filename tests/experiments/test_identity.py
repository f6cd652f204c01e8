"""A run's id follows from what can change a number, and from nothing else."""

from pathlib import Path

import pytest

from model.experiments import identity
from model.experiments.single import job_of
from model.scenario import load_scenario
from model.scenario.schema.scenario import Scenario
from model.scenario.writing import dump


def id_of(**changes: object) -> str:
    return job_of(Scenario.model_validate(changes)).run_id


def test_name_and_title_do_not_count() -> None:
    assert id_of(name="a", title={"zh": "甲", "en": "A"}) == id_of(name="b")


@pytest.mark.parametrize(
    "change",
    [
        {"seed": 2},
        {"scale": {"residents": 1000, "firms": 10}},
        {"scale": {"residents": 100, "firms": 100}},
        {"years": {"end": 2054}},
        {"climate": {"pathway": "high"}},
        {"relocation": {"intensity": 0.999999}},
        {"transport": {"hsr_additions": [{"from": "tianjin", "to": "chengde", "minutes": 60.0, "year": 2030}]}},
    ],
)
def test_every_lever_counts(change: dict[str, object]) -> None:
    assert id_of(**change) != id_of()


def test_a_seed_given_for_the_run_is_the_seed_of_the_scenario() -> None:
    assert job_of(Scenario(), seed=7).run_id == id_of(seed=7)
    assert job_of(Scenario(), seed=7).seed == 7
    assert job_of(Scenario(), seed=7).scenario.seed == 7


@pytest.mark.parametrize("part", ["sources_sha256", "data_sha256"])
def test_another_code_or_other_data_make_another_run(monkeypatch: pytest.MonkeyPatch, part: str) -> None:
    before = id_of()
    monkeypatch.setattr(identity, part, lambda: "other")
    assert id_of() != before


@pytest.mark.parametrize("library", ["numpy", "numba", "scipy"])
def test_another_library_of_numbers_makes_another_run(monkeypatch: pytest.MonkeyPatch, library: str) -> None:
    before = id_of()
    known = identity.version_of
    monkeypatch.setattr(identity, "version_of", lambda name: "0" if name == library else known(name))
    assert id_of() != before


@pytest.fixture
def package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A small package of its own, hashed in the place of the model."""
    for name, content in {
        "a.py": "one",
        "room/b.py": "two",
        "region/data/t.csv": "three",
        "scenario/library/baseline.yaml": "four",
        "__pycache__/a.pyc": "five",
    }.items():
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content, encoding="utf-8")
    monkeypatch.setattr(identity, "_package", lambda: tmp_path)
    identity.sources_sha256.cache_clear()
    identity.data_sha256.cache_clear()
    yield tmp_path
    identity.sources_sha256.cache_clear()
    identity.data_sha256.cache_clear()


def hashes() -> tuple[str, str]:
    identity.sources_sha256.cache_clear()
    identity.data_sha256.cache_clear()
    return identity.sources_sha256(), identity.data_sha256()


def test_sources_and_data_are_hashed_apart(package: Path) -> None:
    sources, data = hashes()
    (package / "room" / "b.py").write_text("two!", encoding="utf-8")
    assert hashes() != (sources, data)
    assert hashes()[1] == data
    (package / "region" / "data" / "t.csv").write_text("three!", encoding="utf-8")
    assert hashes()[1] != data


def test_a_moved_file_counts_and_what_is_no_source_does_not(package: Path) -> None:
    before = hashes()
    (package / "__pycache__" / "a.pyc").write_text("other", encoding="utf-8")
    (package / "scenario" / "library" / "baseline.yaml").write_text("other", encoding="utf-8")
    (package / ".hidden").write_text("other", encoding="utf-8")
    assert hashes() == before
    (package / "a.py").rename(package / "c.py")
    assert hashes()[0] != before[0]


def test_the_scenario_kept_with_a_run_names_the_same_run(tmp_path: Path) -> None:
    job = job_of(load_scenario("baseline", set={"climate.pathway": "high"}), seed=5)
    kept = tmp_path / "scenario.yaml"
    kept.write_text(dump(job.scenario), encoding="utf-8")
    assert job_of(load_scenario(kept)).run_id == job.run_id
