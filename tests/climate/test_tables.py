import shutil
from pathlib import Path

import numpy as np
import pytest

from model.region.climate import ClimateTables, load_climate
from model.region.names import DATA
from model.region.places import Places
from model.region.tables import TableError
from model.region.vulnerability import TERRAINS


def test_every_county_has_rain_terrain_and_a_basin(tables: ClimateTables) -> None:
    assert (tables.rain24.scale > 0).all()
    assert (tables.terrain < len(TERRAINS)).all()
    assert tables.short_rain.sum() > tables.urban.sum() > 0


def test_upstream_weights_are_shares_of_area(tables: ClimateTables, places: Places) -> None:
    sums = tables.basins.upstream_weight.sum(axis=1)
    assert np.allclose(sums[sums > 0], 1.0)
    has = tables.basins.lowland[:, places.index("tianjin.heping")]
    assert has.sum() == 5
    assert not tables.basins.lowland[sums == 0].any()


def test_xiongan_and_the_city_centres_have_their_standards(tables: ClimateTables, places: Places) -> None:
    assert tables.standard[places.index("beijing.xicheng")] == 200
    assert tables.standard[places.index("xiongan.anxin")] == 100
    assert tables.detention[places.index("baoding.zhuozhou")] == pytest.approx(0.19)


@pytest.mark.parametrize(
    ("name", "old", "new", "complaint"),
    [
        ("rain_hazard.csv", "county,110101", "county,999999", r"rain_hazard\.csv: adcode: the county 110101"),
        ("rain_hazard.csv", "69.51,31.83", "69.51,-3", r"rain_hazard\.csv:2: gev24_scale: -3 is outside"),
        ("storm_types.csv", "taihang,0.38", "taihang,0.48", r"storm_types\.csv: share: the shares sum to 1\.1"),
        ("storm_field.csv", "n_events,40000", "n_events,many", r"storm_field\.csv: value: n_events: 'many'"),
        ("storm_field.csv", "rate_envelope,1.5", "envelope,1.5", r"storm_field\.csv: name: the parameter rate_en"),
        ("rain_vulnerability.csv", "mountain,6", "alpine,6", r"rain_vulnerability\.csv:2: terrain: 'alpine'"),
        ("jrc_asia_curves.csv", "1,0.494", "1,0.294", r"jrc_asia_curves\.csv: residential: the damage falls"),
        ("basins.csv", "beijing.dongcheng", "beijing.dong", r"basins\.csv:2: place_id: 'beijing\.dong'"),
        ("rain_replay.csv", "beijing.dongcheng,204.2", "beijing.dongcheng,x", r"rain_replay\.csv:2"),
        ("warming.csv", "high,2041-2060,2050,1.55", "low,2041-2060,2050,1.55", r"warming\.csv: warming_k"),
    ],
)  # fmt: skip
def test_a_broken_table_is_named_with_row_and_column(
    places: Places, tmp_path: Path, name: str, old: str, new: str, complaint: str
) -> None:
    for file in DATA.glob("*.csv"):
        shutil.copy(file, tmp_path)
    lines = (tmp_path / name).read_text(encoding="utf-8")
    assert old in lines
    (tmp_path / name).write_text(lines.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(TableError, match=complaint):
        load_climate(places, tmp_path)
