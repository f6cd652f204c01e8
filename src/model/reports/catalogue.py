"""Indicators that readers choose from: their names, units and groups, in both languages."""

from dataclasses import dataclass
from typing import Final

from model.reports import numbers
from model.reports.numbers import Measure
from model.reports.words import Words


@dataclass(frozen=True, slots=True)
class Shown:
    """An indicator as a reader sees it."""

    key: str
    label: Words
    measure: Measure
    ratio: bool = False
    """Whether a difference is read in its own unit; amounts are read in per cent as well."""


YUAN = numbers.Measure((1e4, 1e3), ("万元", "thousand yuan"), (1, 0))
PLAIN = numbers.Measure((1.0, 1.0), ("", ""), (1, 1))
KM2 = numbers.Measure((1.0, 1.0), ("平方公里", "km²"), (0, 0))
PEOPLE = numbers.PERSONS_FINE
COUNT = numbers.Measure((1.0, 1.0), ("个", ""), (0, 0))

INDICATORS: Final = (
    Shown("population", Words("常住人口", "Residents"), PEOPLE),
    Shown("share_65p", Words("65岁及以上占比", "Share aged 65 and over"), numbers.PERCENT, ratio=True),
    Shown("share_80p", Words("80岁及以上占比", "Share aged 80 and over"), numbers.PERCENT, ratio=True),
    Shown("share_0_14", Words("0至14岁占比", "Share aged under 15"), numbers.PERCENT, ratio=True),
    Shown("dependency_total", Words("总抚养比", "Dependency ratio"), numbers.PERCENT, ratio=True),
    Shown(
        "dependency_policy", Words("按退休年龄的抚养比", "Dependency by retirement age"), numbers.PERCENT, ratio=True
    ),
    Shown("births", Words("出生", "Births"), PEOPLE),
    Shown("deaths", Words("死亡", "Deaths"), PEOPLE),
    Shown("in_migration", Words("迁入", "Moves in"), PEOPLE),
    Shown("out_migration", Words("迁出", "Moves out"), PEOPLE),
    Shown("jobs", Words("就业岗位", "Jobs"), numbers.JOBS_FINE),
    Shown("employed", Words("就业人口", "Employed residents"), PEOPLE),
    Shown("unemployment_rate", Words("失业率", "Unemployment rate"), numbers.PERCENT, ratio=True),
    Shown("jobs_within_hour", Words("一小时内可达岗位", "Jobs within an hour"), numbers.JOBS_FINE),
    Shown("firms", Words("企业法人单位", "Firms"), numbers.FIRMS),
    Shown("high_tech_firms", Words("高新技术企业", "High-tech firms"), COUNT),
    Shown("gdp", Words("地区生产总值", "GDP"), numbers.MONEY),
    Shown("gdp_per_head", Words("人均地区生产总值", "GDP per head"), YUAN),
    Shown("wage", Words("平均工资", "Mean wage"), YUAN),
    Shown("service_index", Words("公共服务指数", "Service index"), PLAIN, ratio=True),
    Shown("built_land_km2", Words("建成用地", "Built-up land"), KM2),
    Shown("received_jobs", Words("承接岗位", "Jobs received"), numbers.JOBS_FINE),
    Shown("relocated_jobs", Words("疏解岗位", "Jobs relocated"), numbers.JOBS_FINE),
    Shown(
        "exposure_20mm_expected",
        Words("20毫米以上雨日暴露（期望）", "Exposure to 20 mm days, expected"),
        numbers.PERSON_EVENTS,
    ),
    Shown("affected_expected", Words("暴雨受影响人口（期望）", "Affected by storms, expected"), PEOPLE),
    Shown("affected_realised", Words("暴雨受影响人口（本种子）", "Affected by storms, this seed"), PEOPLE),
    Shown("loss_expected", Words("暴雨直接损失（期望）", "Storm loss, expected"), numbers.MONEY_FINE),
    Shown("loss_realised", Words("暴雨直接损失（本种子）", "Storm loss, this seed"), numbers.MONEY_FINE),
)
"""In the order of the list that a user sees; what a run does not hold is left out there."""


def shown(key: str) -> Shown:
    """An indicator by its key."""
    return next(one for one in INDICATORS if one.key == key)
