"""`integration`: barriers between the three provinces."""

from model.scenario.schema.base import Dated, DatedLever, Section, lever
from model.scenario.schema.names import ZoneId


class Integration(Section):
    """Barriers between the three provinces."""

    barrier_cut: DatedLever = lever(
        Dated(0.0),
        zh="省际壁垒削减",
        en="cut of the border",
        unit="share of the border of 2020",
        low=0,
        high=1,
        grade="choice",
        source="0: constant",
    )
    """Share of the utility lost at a province border that is taken away."""
    demonstration_zones: dict[ZoneId, DatedLever] = lever(
        {},
        zh="协同发展示范区",
        en="demonstration zones",
        unit="share of the border",
        low=0,
        high=1,
        grade="choice",
        source="empty: none; the zones are named by the plans (T085), no size of a cut was found",
    )
    """Further cut between places of one zone of places.csv: of what `barrier_cut` leaves, this share goes too."""
    axis_cut: dict[str, DatedLever] = lever(
        {},
        zh="走廊边界削减",
        en="cut of the border along an axis",
        unit="share of the border",
        low=0,
        high=1,
        grade="choice",
        source="empty: none; the axes are named by the plans (T087), no size of a cut was found",
    )
    """Further cut between the places of one axis, as in a zone. Axes are those of `places.corridors`, such as an
    airport zone across a border, and those of cities.csv with Beijing, where all of them begin."""
