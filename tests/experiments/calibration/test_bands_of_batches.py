"""A batch whose seeds have parameter sets of their own is compared; one whose seeds differ in policy is refused."""

from types import SimpleNamespace

import pytest

from model.experiments.pairing import CompareError
from model.experiments.sameness import own_parameters, settled
from model.scenario import dump, load_scenario


class _Pairs(SimpleNamespace):
    baseline = "baseline"
    scenarios = ("baseline",)

    def of(self, name):
        return self.rows


class _Row:
    """A run as a comparison sees it: its seed and the scenario in its folder."""

    def __init__(self, folder, seed, said):
        self.seed, self.folder = seed, folder / str(seed)
        self.scenario = load_scenario("baseline", set={**said, "seed": seed})
        self.folder.mkdir()
        (self.folder / "scenario.yaml").write_text(dump(self.scenario), encoding="utf-8")

    def read_scenario(self):
        return self.scenario.resolved()


def pairs(folder, *settings):
    return _Pairs(rows=[_Row(folder, seed, said) for seed, said in enumerate(settings, 1)])


def test_seeds_may_differ_in_the_parameters_of_the_ensemble(tmp_path):
    found = pairs(tmp_path, {"migration.wage_elasticity": 0.8}, {"migration.wage_elasticity": 1.6})
    assert own_parameters(found)
    assert settled(found)["baseline"].migration.wage_elasticity == 0.8


def test_seeds_may_not_differ_in_a_policy(tmp_path):
    with pytest.raises(CompareError, match=r"seeds 1 and 2 have different levers \(relocation.intensity\)"):
        settled(pairs(tmp_path, {}, {"relocation.intensity": 2.0}))


def test_seeds_alone_are_no_doubt_about_parameters(tmp_path):
    assert not own_parameters(pairs(tmp_path, {}, {}))
