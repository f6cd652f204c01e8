import numpy as np
import pytest

from model.chunks import Crew
from model.experiments.calibrate_migration import net_and_gross, net_targets, scenario_of_fit, solved
from model.experiments.calibration.fitted_constants import YEARS, Fit, rows_of, write
from model.people.migration.fit import OutsideFit
from model.randomness.draws import keys_of
from model.region.migration import load_migration
from model.region.region import Region, load_region
from model.simulation.start import start_world
from model.simulation.year import YEAR


@pytest.fixture(scope="module")
def region() -> Region:
    return load_region()


def test_targets_sum_to_the_recent_nets_and_keep_the_signs_of_the_decade(region):
    target = net_targets(region.migration, region.places, 2)
    by_province = np.bincount(region.places.province_of_city, target)
    assert np.allclose(by_province, region.migration.net_scenario["recent"])
    hebei = region.places.province_of_city == 2
    new_area = region.places.city_ids.index("xiongan")
    assert target[new_area] > 0  # it is being built: the decade before its founding says nothing of it
    hebei[new_area] = False
    assert (np.sign(target[hebei]) == np.sign(region.migration.net_decade[hebei])).all()


def test_the_shipped_constants_are_those_that_the_equations_give_today(region):
    outside, places = solved(region, scenario_of_fit(1000))
    shipped = region.migration
    assert np.abs(places - shipped.place_constant).max() < 2e-4  # written with four digits; libm may differ in the last
    assert np.abs(outside.outside - shipped.xi_outside).max() < 2e-4
    assert np.abs(outside.border - shipped.xi_border).max() < 2e-4


def test_net_and_gross_of_a_book_of_flows(region):
    moves = np.zeros((200, 200), np.int64)
    moves[0, 199], moves[199, 20], moves[0, 1] = 5, 7, 100  # Beijing to outside, outside to Tianjin, within Beijing
    net, gross = net_and_gross(moves, region.places.city)
    assert net[0] == -5
    assert net[1] == gross[1] == 7
    assert gross[0] == 0


def test_the_written_table_reads_back(region, tmp_path):
    tables = region.migration
    fit = Fit(
        xi=tables.xi,
        outside=OutsideFit(tables.xi_outside, tables.xi_border, np.ones(4), np.ones(4)),
        place_constant=tables.place_constant,
        target=np.zeros((3, 14)),
        reached=np.zeros((3, 14)),
        error=np.zeros((3, 14)),
    )
    for name in ("migration.csv", "fertility.csv", "eldercare_services.csv", "migration_assumptions.csv"):
        (tmp_path / name).symlink_to(region_file(name))
    write(fit, region.places, tmp_path / "calibrated_migration.csv")
    again = load_migration(region.places, tmp_path)
    assert (again.xi == tables.xi).all()
    assert (again.place_constant == tables.place_constant).all()
    assert len(rows_of(fit, region.places)) == 3 * 14 + 6 + 199


def region_file(name):
    from model.region.names import DATA

    return DATA / name


@pytest.mark.slow
def test_the_shipped_constants_reach_the_recent_nets(region):
    nets = []
    for seed in (21, 22):
        world = start_world(region, scenario_of_fit(), keys_of(seed), Crew())
        for year in YEARS:
            world.book.opening = world.population
            for process in YEAR:
                process(world, year)
            nets.append(net_and_gross(world.book.moves.total, region.places.city)[0])
    province = region.places.province_of_city
    reached = np.bincount(province, np.mean(nets, axis=0))
    gross = np.array([2.0e6, 0.75e6, 2.4e6])  # persons a year in and out: what the seeds scatter with
    error = np.sqrt(gross * 100 / len(nets))
    assert (np.abs(reached - region.migration.net_scenario["recent"]) < 4 * error).all(), reached
