"""Storms of 2012 to 2023 replayed on the people of 2020, beside what was recorded of affected, loss and deaths."""

from collections.abc import Sequence
from typing import Final

from model.climate.catalogue import load_catalogue
from model.climate.expected import Floods
from model.climate.replay import Replayed, leave_one_out, load_record, replay_events
from model.climate.zones import start_zones
from model.region.region import Region
from model.scenario.schema.adaptation import Adaptation

UNITS: Final = {"affected": "10^4 persons", "loss": "10^8 yuan", "deaths": "persons"}
SAID: Final = (
    "Storms of the record on the people of 2020, standards of the file, no upstream rule. It calibrates, it does not"
    " validate: the shares affected were set with these storms in view. *Left*: what remains of the ratio with the"
    " factor that the other events suggest."
)
DIVISOR: Final = {"affected": 1e4, "loss": 1.0, "deaths": 1.0}


def replayed(region: Region) -> list[tuple[Replayed, float]]:
    """Every recorded figure beside the model's, and the factor on it that the other events suggest."""
    people = region.people.pyramid_2020
    zones = start_zones(region.climate, region.places, Adaptation(), people.sum(axis=(1, 2)))
    floods = Floods(load_catalogue(region.climate), region.climate, region.places, zones.base_shares)
    return leave_one_out(replay_events(floods, zones, people, region.places, load_record()))


def report(rows: Sequence[tuple[Replayed, float]]) -> str:
    """A table in Markdown."""
    lines = [
        SAID,
        "",
        "| storm | area | figure | model | record | model / record | left | status of the record |",
        "|---|---|---|---|---|---|---|---|",
    ]
    for row, factor in rows:
        divisor, ratio = DIVISOR[row.metric], row.modelled / row.observed
        lines.append(
            f"| {row.event.removeprefix('E')} | {row.area} | {row.metric}, {UNITS[row.metric]} |"
            f" {row.modelled / divisor:,.0f} | {row.observed / divisor:,.0f} | {ratio:.2f} | {ratio * factor:.2f} |"
            f" {row.status} |"
        )
    return "\n".join(lines) + "\n"
