"""Governments in a whole run: their money, their levers, and that they know nothing of later years."""

from dataclasses import replace

import numpy as np
import pytest

from model.experiments.digest import results_sha256
from model.governments.city import CityGovernment
from model.scenario import load_scenario
from model.simulation.audit import AuditError, audit_budgets
from model.simulation.model import JingJinJi
from model.simulation.run import run_scenario

SMALL = {"scale.residents": 1000, "scale.firms": 100}
PAID = {"subsidy.rate_max": 0.1}


def stepped(years=2, **settings):
    model = JingJinJi(load_scenario("baseline", set={**SMALL, **settings}), rng=1)
    for _ in range(years):
        model.step()
    return model


def digest(settings, end=2023):
    scenario = load_scenario("baseline", set={**SMALL, "years.end": end, **settings})
    return results_sha256(run_scenario(scenario, 1).tables)


@pytest.fixture(scope="module")
def plain():
    return stepped()


@pytest.fixture(scope="module")
def paid():
    return stepped(**PAID)


def test_agents_read_the_columns(plain):
    governments = list(plain.agents_by_type[CityGovernment])
    budget = plain.world.governments.budget
    assert [one.balance for one in governments] == budget.balance.tolist()
    assert [one.budget for one in governments] == (budget.revenue + budget.transfers).tolist()


def test_revenue_is_a_ninth_of_last_years_output(plain):
    last = plain.world.book.last_output
    share = plain.world.region.costs.revenue_share
    assert plain.indicator("budget_revenue") == pytest.approx(share * last.sum())
    assert not np.array_equal(last, plain.world.gdp)


def test_the_figures_of_cities_add_up_to_the_region(plain):
    cities = plain.world.region.places.city_ids
    for name in ("budget_revenue", "budget_spending", "budget_balance", "cost_relocation"):
        # The city Beijing bears the name of its province, which has the same figure.
        assert sum(plain.indicator(name, city) for city in cities) == pytest.approx(plain.indicator(name))
    assert plain.indicator("budget_transfers") == pytest.approx(0.0, abs=1e-9)


def test_money_from_nowhere_is_caught(plain):
    world, ids = plain.world, plain.world.region.places.city_ids
    after = world.governments
    before = replace(after, fund=after.fund - after.budget.balance)
    audit_budgets(2022, ids, before, after)
    with pytest.raises(AuditError, match="2022: budget of tianjin"):
        audit_budgets(2022, ids, before, replace(after, fund=after.fund + np.eye(14)[1]))
    richer = replace(after.budget, transfers=after.budget.transfers + np.eye(14)[1])
    with pytest.raises(AuditError, match="transfers between cities sum to 1"):
        audit_budgets(2022, ids, before, replace(after, budget=richer, fund=before.fund + richer.balance))
    with pytest.raises(AuditError, match="subsidies of 5"):
        audit_budgets(2022, ids, before, replace(after, promised=5.0))


def test_subsidies_cost_what_was_promised_and_bring_firms_to_who_pays(plain, paid):
    assert plain.indicator("subsidy_cost") == 0.0
    assert paid.indicator("subsidy_cost") > 0.0
    assert paid.indicator("subsidy_waste") > 0.0
    assert paid.indicator("subsidy_rate", "beijing") == 0.0
    best = max(paid.governments, key=lambda one: one.subsidy_rate)
    assert best.subsidy_rate > 0.05
    path = [model.world.cells.path.sum() for model in (plain, paid)]
    assert path[1] > path[0]


def test_where_nobody_may_pay_the_mode_changes_nothing():
    assert digest({"governance.mode": "cooperate", "relocation.voluntary_rate": 0.0}) == digest(
        {"relocation.voluntary_rate": 0.0}
    )
    assert digest({"subsidy.years": 7}) == digest({})


@pytest.mark.parametrize(
    "change",
    [
        {"governance.coordination": {"before": 0.3, 2022: 0.3}},
        {"services.cooperation_strength": 0.0},
        {"services.investment_per_head": {"hebei": 1.0}},
        {"adaptation.strategy": "maintain"},
        {"adaptation.household_uptake.subsidy": 0.0},
    ],
    ids=lambda change: next(iter(change)),
)
def test_a_lever_without_effect_changes_nothing(change):
    assert digest(change) == digest({})


@pytest.mark.parametrize(
    "change",
    [
        {"services.equalisation": {2023: 1.0}},
        {"governance.coordination": {2023: 1.0}},
        {"talent.subsidy": {2023: 0.5}},
    ],
    ids=lambda change: next(iter(change)),
)
def test_governments_do_not_know_what_comes(change):
    def until_2022(settings):
        table = run_scenario(load_scenario("baseline", set={**SMALL, "years.end": 2023, **settings}), 1).indicators
        return table[table["year"] < 2023].to_numpy().tolist(), table[table["year"] == 2023].to_numpy().tolist()

    (before, after), (known, other) = until_2022(change), until_2022({})
    assert before == known
    assert after != other


def test_services_are_paid_for_and_seen_by_residents_and_firms(plain):
    more = stepped(**{"services.equalisation": 1.0})
    assert more.indicator("service_index", "hebei") > plain.indicator("service_index", "hebei")
    assert more.indicator("service_index", "hebei") < 1.0, "it takes years"
    assert more.indicator("cost_services") > 0
    assert plain.indicator("cost_services") == 0
    assert more.indicator("budget_balance", "baoding") < plain.indicator("budget_balance", "baoding")
    assert (more.world.signals.services == more.world.governments.services).all()


def test_compensated_cities_get_money_and_fewer_new_factories(plain):
    without = stepped(eco_compensation=[])
    assert plain.indicator("budget_transfers", "chengde") > without.indicator("budget_transfers", "chengde")
    places = plain.world.region.places
    paid = np.isin(places.city, [places.city_ids.index(name) for name in ("chengde", "zhangjiakou")])
    entered = [model.world.book.entry.units[paid, 2].sum() for model in (plain, without)]
    assert entered[0] < entered[1]
    path = [model.world.cells.path[paid, 2].sum() for model in (plain, without)]
    assert path[0] < path[1]


def test_talent_costs_what_newcomers_are_paid():
    assert stepped(**{"talent.subsidy": 0.2}).indicator("cost_talent") > 0
    assert stepped(**{"talent.settlement_ease": 0.5}).indicator("cost_talent", "hebei") > 0


def test_insurance_pays_a_part_of_the_same_loss(plain):
    insured = stepped(**{"adaptation.insurance_share": 0.5})
    assert insured.indicator("loss_realised") == plain.indicator("loss_realised")
    assert insured.indicator("loss_insured") == pytest.approx(10 * plain.indicator("loss_insured"))
    assert insured.indicator("loss_insured") == pytest.approx(0.3 * insured.indicator("loss_realised"))
    assert insured.indicator("insurance_premium") == pytest.approx(0.39 * insured.indicator("loss_expected"), rel=0.1)


def test_plans_raise_standards_where_it_pays_and_lower_losses(plain):
    ahead = stepped(**{"adaptation.strategy": "proactive"})
    assert ahead.indicator("protection_standard") > plain.indicator("protection_standard")
    assert ahead.indicator("loss_expected") < plain.indicator("loss_expected")
    assert ahead.indicator("cost_protection") > 0


def test_works_without_upkeep_decay_and_save_money(plain):
    left = stepped(**{"adaptation.strategy": "none"})
    assert left.indicator("protection_standard") < plain.indicator("protection_standard")
    assert left.indicator("loss_expected") > plain.indicator("loss_expected")
    assert left.indicator("cost_protection") < 0


def test_a_flood_brings_higher_works_where_governments_react():
    flood = {"climate.replay": [{"event": "E2023-07-29", "year": 2021}]}
    react, keep = (stepped(**flood, **{"adaptation.strategy": name}) for name in ("reactive", "maintain"))
    raised = react.world.governments.works.measures.raised
    assert 0 < (raised > 0).sum() < 150
    assert not keep.world.governments.works.measures.raised.any()
    assert (raised[raised > 0] >= 5.0).all()


def test_aid_brings_more_protected_homes(plain):
    helped = stepped(**{"adaptation.household_uptake.subsidy": 0.9})
    assert helped.indicator("homes_flood_proofed") > plain.indicator("homes_flood_proofed")
    assert helped.indicator("cost_protection") > 0
    nobody = stepped(**{"adaptation.household_uptake.enabled": False})
    assert nobody.indicator("homes_flood_proofed") == 0.0


def test_people_alone_have_services_too():
    model = JingJinJi(
        load_scenario("baseline", set={**SMALL, "years.start": 2010, "services.equalisation": 1.0}), rng=1
    )
    model.step()
    assert (model.world.signals.services == model.world.governments.services).all()
    assert (model.world.governments.services > model.world.region.economy.prices.services).any()
