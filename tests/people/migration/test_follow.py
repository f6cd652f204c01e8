import numpy as np
import pytest
from helpers_of_moves import columns_of

from model.chunks import Crew
from model.people.columns import EMPLOYED
from model.people.migration import follow
from model.people.signals import Follow
from model.region.names import SECTORS

PUBLIC = SECTORS.index("public_services")


@pytest.fixture(scope="module")
def request_(region):
    core = np.flatnonzero(region.places.core6)
    return Follow("D01", PUBLIC, core, region.places.index("beijing.tongzhou"), 40_000)


def test_holders_come_with_households(one_year, request_, region):
    moved = one_year(follows=(request_,))
    flow = moved.flows.by_cause["follow"]
    assert moved.flows.followed == {"D01": 40_000}
    assert flow[:, request_.destination].sum() == flow.sum()
    assert flow[request_.origins].sum() == flow.sum()
    assert 1.3 <= flow.sum() / 40_000 - 1 <= 2.2


def test_holders_are_employees_of_the_sector_and_keep_their_job(one_year, request_):
    moved = one_year(follows=(request_,))
    plain = one_year()
    after, before = columns_of(moved.residents), moved.before
    size = before["id"].size
    same = after["id"][:size] == before["id"]
    went = same & (after["place"][:size] == request_.destination) & np.isin(before["place"], request_.origins)
    kept = went & (before["sector"] == PUBLIC) & ((before["traits"] & EMPLOYED) != 0)
    assert kept.sum() >= 40
    assert ((after["traits"][:size][kept] & EMPLOYED) != 0).all()
    assert (after["sector"][:size][kept] == PUBLIC).all()
    assert plain.flows.followed == {}


def test_no_more_follow_than_there_are(one_year, region):
    lone = Follow("X", PUBLIC, np.array([region.places.index("zhangjiakou.shangyi")]), 8, 9_000_000)
    moved = one_year(follows=(lone,))
    people = moved.before["place"] == lone.origins[0]
    eligible = people & (moved.before["sector"] == PUBLIC)
    assert moved.flows.followed["X"] <= eligible.sum() * 1000 < 9_000_000


def test_followers_have_one_cause(one_year, request_):
    moved = one_year(follows=(request_,))
    opening = np.bincount(moved.before["place"][moved.before["place"] < 199], minlength=199) * 1000
    flows = moved.flows.total
    assert (opening + flows[:, :199].sum(0) - flows[:199].sum(1) == moved.people()).all()


def test_with_moves_off_nobody_follows(one_year, scenario_with, request_):
    moved = one_year(scenario_with(migration={"enabled": False}), follows=(request_,))
    assert moved.flows.followed == {"D01": 0}
    assert moved.flows.by_cause["follow"].sum() == 0


def test_the_likely_ones_hold_who_would_be_first_of_all(one_year, request_, monkeypatch):
    """Looking at those with the best draws alone, at so few that they do not suffice, or at everybody."""
    usual = one_year(follows=(request_,))
    for enough in (1e-9, 0.2, 0.25, 0.3, 0.35, 0.4, 1e9):
        monkeypatch.setattr(follow, "ENOUGH", enough)
        other = one_year(follows=(request_,))
        for name, column in columns_of(usual.residents).items():
            assert (column == columns_of(other.residents)[name]).all(), (enough, name)
        assert usual.flows.followed == other.flows.followed


def test_who_goes_first_does_not_depend_on_how_the_work_is_cut(one_year, request_):
    whole = one_year(follows=(request_,))
    cut = one_year(follows=(request_,), crew=Crew(2, 777))
    for name, column in columns_of(whole.residents).items():
        assert (column == columns_of(cut.residents)[name]).all(), name
    assert whole.flows.followed == cut.flows.followed
