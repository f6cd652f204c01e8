"""The world as it is: the shipped tables, loaded once, checked, frozen."""

from dataclasses import dataclass

from model.region.climate import ClimateTables, load_climate
from model.region.economy import EconomyTables, load_economy
from model.region.gateways import Gateways, load_gateways
from model.region.governments import UnitCosts, load_unit_costs
from model.region.kept import kept_or_built
from model.region.links import LinkTables, load_links
from model.region.migration import MigrationTables, load_migration
from model.region.people import PeopleTables, load_people
from model.region.places import Places, load_places
from model.region.relocation import RelocationTables, load_relocation
from model.region.transport import Transport, load_transport


@dataclass(frozen=True)
class Region:
    """Beijing, Tianjin and Hebei: 199 places and what is known of their people, firms, links, rain and rails."""

    places: Places
    people: PeopleTables
    migration: MigrationTables
    economy: EconomyTables
    relocation: RelocationTables
    climate: ClimateTables
    transport: Transport
    links: LinkTables
    gateways: Gateways
    costs: UnitCosts


def load_region() -> Region:
    """Every shipped table, read and checked, or as the cache has it where neither data nor sources have changed.

    Raises:
        TableError: a table does not hold what the model needs; the message names file, row and column.
    """
    return kept_or_built(Region, read_region)


def read_region() -> Region:
    """Read and check every shipped table.

    Raises:
        TableError: as in `load_region`.
    """
    places = load_places()
    return Region(
        places=places,
        people=load_people(places),
        migration=load_migration(places),
        economy=load_economy(places),
        relocation=load_relocation(places),
        climate=load_climate(places),
        transport=load_transport(places),
        links=load_links(),
        gateways=load_gateways(places),
        costs=load_unit_costs(),
    )
