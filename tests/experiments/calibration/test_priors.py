"""Priors: levers graded assumptions, within their bounds; draws fill them evenly."""

import numpy as np
import pytest
from ruamel.yaml import YAML

from model.experiments.calibration.priors import draws, load_priors
from model.region.names import DATA
from model.region.tables import TableError
from model.scenario.schema.scenario import Scenario
from model.scenario.schema.shape import find_lever

DOUBT_OF_DATA = ("population.mortality_multiplier",)
"""A lever of scenarios that stands for the doubt of a recalled table."""


def test_every_prior_is_a_lever_graded_an_assumption_and_holds_its_default_inside():
    priors = load_priors()
    assert 12 <= len(priors) <= 30
    for prior in priors:
        lever = find_lever(Scenario, prior.parameter.split("."))
        assert lever is not None
        assert lever.evidence["grade"] == "assumption" or prior.parameter in DOUBT_OF_DATA, prior.parameter
        value = Scenario()
        for step in prior.parameter.split("."):
            value = getattr(value, step)
        value = value.at(2021) if hasattr(value, "at") else value
        assert prior.low <= value <= prior.high, prior.parameter


def test_the_sensitivity_study_has_the_same_ranges(request):
    file = request.config.rootpath / "designs" / "assumptions.yaml"
    factors = YAML(typ="safe").load(file.read_text(encoding="utf-8"))["factors"]
    shared = [prior for prior in load_priors() if prior.parameter in factors]
    assert len(shared) >= 8
    for prior in shared:
        assert factors[prior.parameter] == {"low": prior.low, "high": prior.high}, prior.parameter


def test_draws_fill_every_range_evenly_and_come_again():
    priors = load_priors()
    found = draws(priors, 40, 1)
    assert found == draws(priors, 40, 1) != draws(priors, 40, 2)
    for prior in priors:
        shares = (np.array([point[prior.parameter] for point in found]) - prior.low) / (prior.high - prior.low)
        assert (np.bincount((shares * 40).astype(int).clip(0, 39), minlength=40) <= 2).all()
        assert np.histogram(shares, 4, (0, 1))[0] == pytest.approx([10] * 4, abs=1)


def test_a_prior_of_no_lever_is_refused_with_its_line(tmp_path):
    text = (DATA / "parameter_priors.csv").read_text(encoding="utf-8")
    broken = text.replace("migration.return_rate", "migration.return_rat")
    (tmp_path / "parameter_priors.csv").write_text(broken, encoding="utf-8")
    with pytest.raises(TableError, match=r"parameter_priors.csv:4: parameter: migration.return_rat: .*did you mean"):
        load_priors(tmp_path)
