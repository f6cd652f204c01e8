"""Links in a run: audited, written down, and the same bits without a lever."""

import numpy as np
import pytest

from model.firms.links.stock import ENDS, LinkFlows, Links
from model.region.names import city_ids
from model.simulation.audit import AuditError, audit_links

SHAPE = (ENDS, ENDS, 4)


def stocks(value: int = 100) -> Links:
    return Links(np.full(SHAPE, value, np.int64), np.full(SHAPE, value, np.int64))


def still() -> LinkFlows:
    return LinkFlows(*(np.zeros(SHAPE, np.int64) for _ in range(4)))


def test_a_year_of_links_that_balances_passes():
    audit_links(2021, city_ids(), stocks(), still(), stocks())


def test_a_link_that_nobody_opened_is_named():
    after = stocks()
    after.branches[0, 14, 2] += 1
    with pytest.raises(AuditError, match=r"2021: branches of beijing in outside .* opening 100 \+ opened 0 - closed 0"):
        audit_links(2021, city_ids(), stocks(), still(), after)


def test_capital_is_audited_too_and_no_stock_is_negative():
    after = stocks()
    after.capital[1, 0, 0] -= 7
    with pytest.raises(AuditError, match="capital of branches of tianjin in beijing"):
        audit_links(2021, city_ids(), stocks(), still(), after)
    with pytest.raises(AuditError, match="900 do not balance"):
        audit_links(2021, city_ids(), stocks(-1), still(), stocks(-1))


def test_shares_have_a_figure_for_every_area_but_places(small_run):
    table = small_run().indicators
    for name in ("intra_region_branch_share", "intra_region_capital_share"):
        rows = table[table.indicator == name]
        assert set(rows.level) == {"region", "province", "city"}
        assert rows.groupby("year").size().eq(1 + 3 + 14).all()
        assert rows.value.between(0, 100).all()
        found = rows[(rows.year == 2021) & (rows.level == "region")].value.item()
        assert found == pytest.approx(9.69 if "branch" in name else 9.78, abs=0.05)


def test_contracts_are_written_by_place_and_as_flows_from_beijing(small_run):
    result = small_run()
    table, flows = result.indicators, result.flows
    received = table[(table.indicator == "tech_contracts") & (table.level == "region") & (table.year > 2020)]
    sent = flows[flows.kind == "contracts"]
    assert set(sent.origin_id) == {"beijing"}
    np.testing.assert_allclose(sent.groupby("year").value.sum(), received.value)


def test_flows_of_branches_and_capital_end_in_cities_or_outside(small_run):
    flows = small_run().flows
    for kind in ("branches", "capital"):
        rows = flows[flows.kind == kind]
        assert set(rows.cause) == {"opened", "closed"}
        assert set(rows.origin_id) <= {*city_ids(), "outside"}
        assert (rows.origin_id.astype(str) != rows.destination_id.astype(str)).all()
        assert (rows.value > 0).all()


def test_what_closes_is_four_in_a_hundred_of_what_stood_and_opened(small_run):
    flows = small_run().flows
    for kind in ("branches", "capital"):
        rows = flows[flows.kind == kind].groupby(["cause", "year"], observed=True).value.sum()
        opened, closed = rows["opened"], rows["closed"]
        np.testing.assert_allclose(closed[2022], 0.96 * closed[2021] + 0.04 * opened[2021], rtol=1e-6)
        assert opened[2021] > closed[2021]


def test_a_cut_of_the_border_brings_links_inside_the_region(small_run):
    def share(settings):
        table = small_run(settings=settings).indicators
        rows = table[(table.indicator == "intra_region_branch_share") & (table.area_id == "bth")]
        return rows.set_index("year").value

    cut, zone = share({"integration.barrier_cut": 0.5}), share({"integration.demonstration_zones": {"tongwulang": 0.9}})
    usual = share({})
    assert cut[2020] == usual[2020] == zone[2020]
    assert (cut[1:] > usual[1:] + 0.1).all()
    assert (zone[1:] > usual[1:]).all()


@pytest.mark.parametrize(
    "settings",
    [
        {"innovation.contract_intensity": 1.0},
        {"innovation.absorption_investment": {"hebei": 1.0}},
        {"innovation.corridor_bonus": 0.0},
        {"innovation.contract_intensity": {"before": 1.0, 2040: 3.0}},
    ],
)
def test_a_lever_without_effect_changes_no_bit(small_digest, settings):
    assert small_digest(settings) == small_digest()
