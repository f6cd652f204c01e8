"""What a user puts together is checked as any file is, at the page's scale, and can be taken home as a file."""

import pytest

from model.app.draft import MOST_TEXT, Draft, Start, shipped, start_values
from model.app.levers import Written
from model.scenario import ScenarioError, load_scenario
from model.scenario.reading import MAX_BYTES


def refusal(text, name="mine.yaml"):
    with pytest.raises(ScenarioError) as found:
        start_values(Start(name, text))
    return str(found.value)


def test_every_shipped_scenario_is_offered_with_a_title_the_baseline_first():
    titles = shipped()
    assert next(iter(titles)) == "baseline"
    assert "emissions/high" in titles
    assert all(words.zh and words.en for words in titles.values())


@pytest.mark.parametrize("name", ["baseline", "emissions/high"])
def test_no_file_and_no_lever_changes_the_scale(name):
    text = b"extends: baseline\nscale: {residents: 1, firms: 1}\n"
    for draft in (Draft(Start(name)), Draft(Start("mine.yaml", text))):
        scale = draft.resolve().scale
        assert (scale.residents, scale.firms) == (1000, 100)
    with pytest.raises(ScenarioError, match="twice"):
        Draft(changes={"scale.residents": 1}).resolve()


def test_changes_stand_over_the_start_with_seed_and_years():
    draft = Draft(Start("emissions/high"), {"relocation.intensity": {2030: 2.0}}, seed=7, end=2040)
    scenario = draft.resolve()
    assert scenario.climate.pathway == "high"
    assert [scenario.relocation.intensity.at(year) for year in (2029, 2030)] == [1.0, 2.0]
    assert (scenario.seed, scenario.years.end) == (7, 2040)


def test_the_baseline_that_it_is_held_against_has_the_same_seed_and_years():
    draft = Draft(Start("emissions/high"), {}, seed=7, end=2040)
    baseline = draft.baseline_of(draft.resolve())
    assert (baseline.seed, baseline.years.end, baseline.climate.pathway) == (7, 2040, "medium")


def test_the_file_to_take_home_says_the_same(tmp_path):
    changes = {
        "climate.pathway": "high",
        "relocation.intensity": {2030: 2.0},
        "places.park_capacity": Written("{xiongan: 9000}"),
    }
    draft = Draft(Start("relocation/concentrated"), changes, seed=3, end=2040)
    path = tmp_path / "mine.yaml"
    path.write_text(draft.text("mine"), encoding="utf-8")
    again = load_scenario(path, ["scale.residents=1000", "scale.firms=100"])
    own = draft.resolve()
    assert again.model_copy(update={"name": own.name, "title": own.title}) == own


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (b"climate: {pathway: hihg}", "mine.yaml:1:20: climate.pathway"),
        (b"population: {fertility_multiplier: 99}", "above the range"),
        (b"a: &x [1]\nb: *x", "anchors"),
        (b"!!python/object/apply:os.system ['ls']", "tags"),
        (b"[" * 5000, "nested"),
        (b"extends: ../../../etc/passwd", "not a scenario's name"),
        (b"extends: /etc/passwd", "not a scenario's name"),
        (b"name: ../../x", "cannot name a scenario"),
        (b"seed: 1e999", "inf"),
        (b"years: {end: 999999999}", "above the range"),
        (b"\xff\xfe\x00", "mine.yaml:1:1"),
        (b"", "empty"),
        (b"x" * (MAX_BYTES + 1), "over 1 MB"),
    ],
    ids=lambda value: str(value[:24]) if isinstance(value, bytes) else None,
)
def test_a_crafted_file_is_refused_and_tells_no_path_of_the_server(text, said):
    found = refusal(text)
    assert said in found
    assert "/tmp" not in found
    assert "uploaded.yaml" not in found


def test_a_value_written_by_hand_is_checked_and_may_not_be_endless():
    with pytest.raises(ScenarioError, match="places"):
        Draft(changes={"places.park_capacity": Written("{atlantis: 5}")}).resolve()
    with pytest.raises(ScenarioError, match="longer than"):
        Draft(changes={"places.park_capacity": Written("1" * (MOST_TEXT + 1))}).resolve()


def test_a_name_that_does_not_ship_is_no_way_to_a_file_of_the_server(tmp_path, monkeypatch):
    (tmp_path / "scenarios").mkdir()
    (tmp_path / "scenarios" / "private.yaml").write_text("extends: baseline\n", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    with pytest.raises(ScenarioError, match="ships"):
        start_values(Start("private"))
