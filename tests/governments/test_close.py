"""The books of a year, from moves, entries and newcomers made by hand."""

from dataclasses import replace

import numpy as np
import pytest

from model.firms.columns import PERSON
from model.firms.relocation.flows import CAUSES, CLOSED, OUTSIDE, Moves, RelocationFlows
from model.governments.close import Happened, close
from model.governments.decide import Decision
from model.governments.money import by_city
from model.governments.state import Governments
from model.governments.subsidies import ELIGIBLE, FOOTLOOSE, lift, market_of
from model.region.names import SECTORS
from model.region.region import Region
from model.scenario.schema.scenario import Scenario

ICT, TRADE = SECTORS.index("ict"), SECTORS.index("trade_logistics")
HAIDIAN, HEPING, ANXIN = "beijing.haidian", "tianjin.heping", "xiongan.anxin"
QUIET = Decision(market=None, attraction=None, subsidy=np.zeros((199, 12)), price=1.0)


def moved(region: Region, cause: str, jobs: int, to: str | int = HEPING, sector: int = ICT, traders: int = 0) -> Moves:
    """Jobs that leave Haidian for a place, the outside or for good."""
    columns = {
        "sector": np.array([sector]),
        "origin": np.array([region.places.index(HAIDIAN)]),
        "destination": np.array([region.places.index(to) if isinstance(to, str) else to]),
        "firms": np.array([1]),
        "jobs": np.array([jobs * PERSON]),
        "traders": np.array([traders]),
    }
    return Moves.of(CAUSES.index(cause), columns)


def happened(region: Region, *moves: Moves, **changed: object) -> Happened:
    stock = region.economy.stocks[2020]
    quiet = Happened(
        output=region.economy.gdp[2020],
        jobs=stock.jobs.astype(float),
        wage=np.full((199, 12), 60_000.0),
        people=region.places.population_2020.astype(float),
        entered=np.zeros((199, 12)),
        relocation=RelocationFlows(2021, Moves.joined(moves)),
        moves={},
        graduates=np.full(199, 0.2),
    )
    return replace(quiet, **changed)


def scenario(**levers: object) -> Scenario:
    return Scenario.model_validate({"eco_compensation": [], **levers})


@pytest.mark.parametrize(("mode", "sharing"), [("compete", ("directed", "quota")), ("cooperate", CAUSES)])
def test_taxes_are_shared_of_ordered_moves_and_where_cities_cooperate_of_chosen_ones_too(
    region: Region, governments: Governments, mode: str, sharing: tuple[str, ...]
) -> None:
    tianjin = region.places.city_ids.index("tianjin")
    year = happened(region)
    per_job = 0.11 * by_city(year.output.sum(axis=1), region.places)[tianjin]
    per_job /= by_city(year.jobs.sum(axis=1), region.places)[tianjin]
    for cause in CAUSES:
        levers = scenario(governance={"mode": mode, "tax_share": 0.4})
        after = close(governments, QUIET, happened(region, moved(region, cause, 1000)), region, levers, 2021)
        wanted = 0.4 * per_job * 1000 if cause in sharing else 0.0
        assert after.budget.transfers[0] == pytest.approx(wanted)
        assert after.budget.transfers[tianjin] == pytest.approx(-wanted)
        for year_on in (2022, 2023, 2024):
            after = close(after, QUIET, happened(region), region, levers, year_on)
            assert after.budget.transfers[0] == pytest.approx(wanted if year_on < 2024 else 0.0)


def test_a_move_inside_a_city_or_out_of_the_region_shares_no_tax(region: Region, governments: Governments) -> None:
    moves = (moved(region, "directed", 1000, "beijing.tongzhou"), moved(region, "quota", 500, OUTSIDE))
    after = close(governments, QUIET, happened(region, *moves), region, scenario(), 2021)
    assert not after.budget.transfers.any()


def test_each_kind_of_relocation_has_its_price(region: Region, governments: Governments) -> None:
    unit = region.costs
    for moves, price in (
        (moved(region, "directed", 100, ANXIN), 100 * unit.directed_job),
        (moved(region, "quota", 100, HEPING), 100 * unit.moved_job),
        (moved(region, "quota", 100, CLOSED), 100 * unit.closed_job),
        (moved(region, "quota", 10, CLOSED, TRADE, traders=480), 490 * unit.closed_job),
        (moved(region, "chosen", 100, HEPING), 0.0),
    ):
        cost = close(governments, QUIET, happened(region, moves), region, scenario(), 2021).costs.relocation
        assert cost[0] == pytest.approx(price / 1e8)
        assert not cost[1:].any()


@pytest.fixture
def paying(region: Region, governments: Governments) -> tuple[Governments, Decision, np.ndarray]:
    """Tianjin alone pays a twentieth of the wage bill."""
    year, rates = happened(region), np.zeros(14)
    rates[1] = 0.05
    units = region.economy.stocks[2020].units.astype(float)
    known = (units, year.jobs, year.output, year.wage, governments.budget.services)
    market = market_of(region.places, Scenario(), *known, region.costs.revenue_share)
    return replace(governments, rate=rates), replace(QUIET, market=market), rates


def test_the_region_wins_the_jobs_of_those_who_would_have_gone_elsewhere(
    region: Region, paying: tuple[Governments, Decision, np.ndarray]
) -> None:
    """Of the entrants without subsidies, f are footloose and come lift times as many: f (lift - 1) of them are won."""
    before, decision, rates = paying
    lifted = lift(decision.market, rates)
    usual = region.economy.stocks[2020].jobs.astype(float) / 50.0
    drawn = (1.0 + np.where(ELIGIBLE, FOOTLOOSE, 0.0) * (lifted - 1.0))[region.places.city]
    after = close(before, decision, happened(region, entered=usual * drawn), region, scenario(), 2021)
    won = by_city(usual, region.places) * FOOTLOOSE * (lifted - 1.0) * ELIGIBLE
    assert after.jobs_won == pytest.approx(won.sum())
    promised = 0.05 * (by_city(usual, region.places) * FOOTLOOSE * lifted * ELIGIBLE)[1].sum() * 60_000.0 / 1e8
    assert after.budget.subsidies[1] == pytest.approx(promised)
    assert after.promised == pytest.approx(3 * promised)


def test_who_moves_in_from_another_city_is_paid_too_but_an_order_is_not(
    region: Region, paying: tuple[Governments, Decision, np.ndarray]
) -> None:
    before, decision, _ = paying
    for cause, paid in (("quota", 1.0), ("chosen", 1.0), ("directed", 0.0)):
        year = happened(region, moved(region, cause, 1000))
        after = close(before, decision, year, region, scenario(), 2021)
        assert after.budget.subsidies[1] == pytest.approx(paid * 0.05 * 1000 * 60_000.0 / 1e8)
    public = happened(region, moved(region, "quota", 1000, sector=SECTORS.index("public_services")))
    assert not close(before, decision, public, region, scenario(), 2021).budget.subsidies.any()


def test_newcomers_are_paid_by_the_cities_around_beijing_graduates_for_three_years_the_others_once(
    region: Region, governments: Governments
) -> None:
    arrived = np.zeros((200, 200), np.int64)
    heping, haidian = region.places.index(HEPING), region.places.index(HAIDIAN)
    arrived[199, heping] = arrived[heping, haidian] = 1000
    arrived[region.places.index("tianjin.hedong"), heping] = 500  # from the same city
    levers = scenario(talent={"subsidy": 0.1, "settlement_ease": 0.5})
    year = happened(region, moves={"arrive": arrived, "within": arrived})
    yearly, once = 0.1 * 200 * 60_000 / 1e8, 0.5 * 800 * region.costs.settlement_per_person / 1e8
    paid, now = [], governments
    for number in range(5):
        now = close(now, QUIET, year if number == 0 else happened(region), region, levers, 2021 + number)
        paid.append(now.budget.talent)
    np.testing.assert_allclose(np.array(paid)[:, 1], [yearly + once, yearly, yearly, 0.0, 0.0])
    assert not np.delete(paid, 1, axis=1).any()


def test_services_are_paid_in_wages_and_beyond_2020_they_are_a_cost_of_levers(
    region: Region, governments: Governments
) -> None:
    dearer = replace(QUIET, price=1.5)
    usual, paid = (close(governments, each, happened(region), region, scenario(), 2021) for each in (QUIET, dearer))
    np.testing.assert_allclose(paid.budget.services, 1.5 * usual.budget.services)
    assert not paid.costs.services.any()
    more = replace(governments, services=governments.services * 1.2)
    after = close(more, dearer, happened(region), region, scenario(), 2021)
    np.testing.assert_allclose(after.costs.services, 0.2 * paid.budget.services)
