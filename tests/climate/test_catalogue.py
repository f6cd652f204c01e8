import os
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from model.climate import generator
from model.climate.catalogue import Catalogue, catalogue_key, load_catalogue
from model.climate.rain import rain_of_rate
from model.region.climate import ClimateTables
from model.region.places import Places

RANKS_24 = [116, 566, 556, 201, 168, 135, 511, 136, 522, 414]
RANKS_72 = [71, 364, 445, 142, 79, 25, 456, 120, 400, 543]
"""Ranks of every sixtieth of 600 storms at two places, as first drawn."""


def test_every_place_holds_every_rank_once(catalogue: Catalogue) -> None:
    everyone = np.arange(1, catalogue.size + 1)
    for ranks in (catalogue.rank24, catalogue.rank72):
        assert np.array_equal(np.sort(ranks, axis=0), np.repeat(everyone[:, None], 199, axis=1))


def test_region_wide_storms_come_as_often_as_they_were_set_to(
    catalogue: Catalogue, tables: ClimateTables, places: Places
) -> None:
    rates = catalogue.rates
    rain = np.maximum(
        rain_of_rate(tables.rain24, rates[catalogue.rank24], None),
        rain_of_rate(tables.rain72, rates[catalogue.rank72], None),
    )
    years = catalogue.size / catalogue.master_rate
    region_wide = (rain >= tables.field.regional_event_mm).mean(axis=1) >= tables.field.regional_event_share
    assert 0.345 < region_wide.sum() / years < 0.385
    as_2023 = rain @ places.area_km2 / places.area_km2.sum() >= 175.0
    assert 40 < years / as_2023.sum() < 75


def test_near_places_share_their_storms_and_far_places_hardly(catalogue: Catalogue, places: Places) -> None:
    def correlation(first: str, second: str) -> float:
        ranks = [catalogue.rank24[:, places.index(name)].astype(float) for name in (first, second)]
        return float(np.corrcoef(*ranks)[0, 1])

    near = correlation("beijing.dongcheng", "beijing.xicheng")
    middle = correlation("beijing.dongcheng", "baoding.zhuozhou")
    far = correlation("beijing.dongcheng", "handan.cixian")
    assert near > 0.8
    assert near > middle > far + 0.1


def test_the_longer_rain_exceeds_either_return_period_more_often_than_one_alone(catalogue: Catalogue) -> None:
    periods = np.maximum(1 / catalogue.rates[catalogue.rank24], 1 / catalogue.rates[catalogue.rank72])
    assert 1.40 < (periods > 5).mean() * 10 * 5 < 1.44
    assert 1.53 < (periods > 100).mean() * 10 * 100 < 1.60


def test_a_catalogue_is_built_once_and_then_read(few_storms: ClimateTables, tmp_path: Path) -> None:
    built = load_catalogue(few_storms, tmp_path)
    written = [path.stat().st_mtime_ns for path in tmp_path.iterdir()]
    again = load_catalogue(few_storms, tmp_path)
    assert np.array_equal(built.rank24, again.rank24)
    assert [path.stat().st_mtime_ns for path in tmp_path.iterdir()] == written
    assert isinstance(again.rank24, np.memmap)


def test_a_damaged_file_is_built_again(few_storms: ClimateTables, tmp_path: Path) -> None:
    built = np.array(load_catalogue(few_storms, tmp_path).rank72)
    (file,) = tmp_path.iterdir()
    file.write_bytes(file.read_bytes()[:1000])
    assert np.array_equal(load_catalogue(few_storms, tmp_path).rank72, built)
    assert file.stat().st_size > 1000


def test_a_folder_that_cannot_be_written_does_not_stop_a_run(few_storms: ClimateTables, tmp_path: Path) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("in the way")
    assert load_catalogue(few_storms, blocked / "storms").size == few_storms.field.n_events


def test_two_runs_may_build_at_once(few_storms: ClimateTables, tmp_path: Path) -> None:
    with ThreadPoolExecutor(2) as pool:
        first, second = pool.map(lambda _: load_catalogue(few_storms, tmp_path), range(2))
    assert np.array_equal(first.rank24, second.rank24)
    assert [path.suffix for path in tmp_path.iterdir()] == [".npy"]


def test_only_the_latest_catalogues_stay_in_the_cache(few_storms: ClimateTables, tmp_path: Path) -> None:
    for number in range(6):
        (tmp_path / f"storms-{number}.npy").write_bytes(b"old")
        os.utime(tmp_path / f"storms-{number}.npy", (number, number))
    stale = tmp_path / ".storms-killed.tmp"
    stale.write_bytes(b"half")
    os.utime(stale, (0, 0))
    young = tmp_path / ".storms-running.tmp"
    young.write_bytes(b"half")
    load_catalogue(few_storms, tmp_path)
    left = {path.name for path in tmp_path.iterdir()}
    assert {f"storms-{number}.npy" for number in (3, 4, 5)} < left
    assert len(left) == 5
    assert young.exists()


def test_the_storms_are_the_same_on_every_machine(small_catalogue: Catalogue) -> None:
    assert small_catalogue.rank24[::60, 7].tolist() == RANKS_24
    assert small_catalogue.rank72[::60, 180].tolist() == RANKS_72


def test_the_key_follows_parameters_and_places(few_storms: ClimateTables) -> None:
    other_range = replace(few_storms, field=replace(few_storms.field, field_range_km=46.0))
    other_place = replace(few_storms, x_km=few_storms.x_km + 0.001)
    assert len({catalogue_key(each) for each in (few_storms, other_range, other_place)}) == 3


def test_a_catalogue_beyond_sixteen_bits_is_refused(few_storms: ClimateTables) -> None:
    with pytest.raises(ValueError, match="70000 events"):
        generator.rank_storms(replace(few_storms, field=replace(few_storms.field, n_events=70_000)))
