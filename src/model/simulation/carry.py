"""The people of 2013, between two censuses: those of 2010 carried on by births, deaths and the recorded net moves."""

from model.chunks import Crew
from model.people.columns import Residents
from model.people.count import count_people
from model.people.life import live_one_year
from model.people.migration.base import freeze_base
from model.people.migration.move import move
from model.people.school import attend_school
from model.people.signals import Signals, calm
from model.people.start import start_population
from model.people.work import take_work
from model.randomness.draws import Keys
from model.region.region import Region
from model.scenario.schema.general import Scale, Years
from model.scenario.schema.migration import Migration, SixDistricts
from model.scenario.schema.scenario import Scenario


def carried_population(region: Region, scenario: Scenario, signals: Signals, keys: Keys, crew: Crew) -> Residents:
    """Residents on 31 December of `years.start`, from the census of 2010 (people aged, born, dead and moved).

    Moves are given: gross flows by age with the net migration recorded for each province and year. No lever of the
    scenario enters but the scale and the seed of the population, so replicates share these people.

    Args:
        region: the tables.
        scenario: `years.start` and `scale.residents` are read.
        signals: the economy of the start year, which sets employment.
        keys: `keys.population` alone is used.
        crew: threads.
    """
    given = Scenario(
        years=Years(start=2010, end=scenario.years.start),
        scale=Scale(residents=scenario.scale.residents, firms=scenario.scale.firms),
        migration=Migration(flows="given", given_net="annual", six_districts=SixDistricts(enabled=False)),
    )
    own = Keys(keys.population, keys.climate, keys.population)
    residents = start_population(region, given, own, crew)
    base = freeze_base(residents, region, given, signals, crew)
    calm_year = calm()
    for year in range(given.years.start + 1, scenario.years.start + 1):
        people = count_people(residents, crew)
        moves = move(residents, people, base, region, given, year, signals, calm_year, (), own, crew)
        live_one_year(residents, region, given, year, calm_year, own, crew, moves.counted)
        attend_school(residents, region, given, year, own, crew)
        take_work(residents, region, given, year, signals, own, crew)
    return residents
