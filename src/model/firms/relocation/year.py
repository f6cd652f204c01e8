"""The year of relocation: directed moves, quotas, chosen moves, and what the ledger asks of the people."""

import numpy as np

from model.firms.columns import Firms
from model.firms.location import Conditions
from model.firms.relocation.appeal import LocationBase, appeal_of
from model.firms.relocation.chosen import apply_chosen, chance_of_leaving, may_leave
from model.firms.relocation.directed import apply_directed
from model.firms.relocation.flows import Moves, RelocationFlows
from model.firms.relocation.ledger import Ledger, advance, requests, update_commute
from model.firms.relocation.parks import settle_in_parks
from model.firms.relocation.quota import apply_quotas
from model.randomness.draws import Keys
from model.region.region import Region
from model.scenario.schema.scenario import Scenario


def relocate(
    firms: Firms,
    ledger: Ledger,
    base: LocationBase,
    region: Region,
    scenario: Scenario,
    year: int,
    conditions: Conditions,
    keys: Keys,
) -> RelocationFlows:
    """Change the firms and the ledger by one year of relocation.

    Order: directed moves, quotas, chosen moves. A firm moves at most once a year. Counts are exact at every scale:
    firms of a quota and jobs of a directed move are those asked for (`flows.short` names what an origin did
    not have), and for each cause the jobs lost at a place are those moved plus those closed.

    Args:
        firms: all firms; changed in place.
        ledger: the states of directed jobs; advanced by the year, to be settled once people have moved.
        base: the frozen constants of choice (`freeze_location`).
        region: places, the relocation record.
        scenario: levers.
        year: the year that is lived.
        conditions: what firms see of places.
        keys: keys of the run.
    """
    key = keys.dynamics
    appeal = appeal_of(conditions, region, scenario, year, base.outside)
    chance = chance_of_leaving(base, appeal, region, scenario)
    ready = may_leave(firms, chance, year, key)
    ids, place = firms.id[ready], firms.place[ready]
    directed = apply_directed(firms, ledger.moves, year, key)
    quota = apply_quotas(firms, region, scenario, year, conditions, appeal, key)
    settled = ready[(firms.id[ready] == ids) & (firms.place[ready] == place)]
    chosen, came = apply_chosen(firms, settled, base, appeal, region, scenario, year, key, chance)
    settle_in_parks(firms, np.concatenate([*quota.came, came]), conditions.park_room, year, key)
    update_commute(ledger, conditions.minutes)
    advance(ledger, year, directed.moved)
    follows = requests(ledger, year, scenario.scale.residents) if scenario.migration.enabled else ()
    return RelocationFlows(
        year=year,
        moves=Moves.joined([directed.moves, quota.moves, chosen]),
        asked={**directed.asked, **quota.asked},
        short={**directed.short, **quota.short},
        follows=follows,
    )
