"""Units of levers in Chinese, by what the schema says."""

from typing import Final

from model.reports.words import Words

CHINESE: Final[dict[str, str]] = {
    "persons": "人",
    "share": "份额",
    "years": "年",
    "year": "年",
    "times": "倍",
    "a year": "每年",
    "jobs": "个岗位",
    "firms a year": "家/年",
    "sites a year": "处/年",
    "km2 a year": "平方公里/年",
    "share held back": "限制比例",
    "share evacuated": "转移比例",
    "share of jobs": "占岗位比例",
    "times the quotas": "倍",
    "times that of 2020": "2020年的倍数",
    "times the total fertility rate": "倍",
    "times the force of mortality": "倍",
    "times the shares of the class": "倍",
    "share following": "份额",
    "times the schedule of the decision": "倍",
    "times the base rate": "倍",
    "times the start": "初始的倍数",
    "share of the cost": "占费用比例",
    "share of the wage": "占工资比例",
    "share of the gap closed": "差距缩小比例",
    "log odds": "对数几率",
    "log odds per log": "对数几率/对数单位",
    "log odds per log wage": "对数几率/对数工资",
    "log hazard per unit of utility": "对数风险率/单位效用",
    "log contracts": "合同额的对数",
    "times the trend": "趋势的倍数",
    "shape of the gamma mixture": "混合分布形状参数",
    "yuan": "元",
    "minutes": "分钟",
    "times the fitted rate": "倍",
    "share of the border of 2020": "占壁垒比例",
    "percent a degree": "%/摄氏度",
}
"""Units of levers in Chinese; others are shown in English."""


def unit_words(unit: str) -> Words:
    """A lever's unit in both languages."""
    return Words(CHINESE.get(unit, unit), unit)
