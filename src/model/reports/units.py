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
    "firms": "家企业",
    "persons a year": "人/年",
    "share of firms a year": "企业比例/年",
    "share of the wage bill": "占工资总额比例",
    "times the volume of 2019 to 2023": "2019至2023年吞吐量的倍数",
    "1e8 yuan a year": "亿元/年",
    "times the national orders of the sector": "该行业全国订单的倍数",
    "log productivity per log jobs of a place against the region": "对数生产率/对数岗位（当地比区域）",
    "log orders per log price": "对数订单/对数价格",
    "log price per log unit labour cost": "对数价格/对数单位人工成本",
    "log wage per log unemployment rate": "对数工资/对数失业率",
    "share of the gap a year": "每年缩小的差距比例",
    "log jobs per log relative wage": "对数岗位/对数相对工资",
    "share a year": "比例/年",
    "log jobs per log share of workers": "对数岗位/对数劳动者份额",
    "share after three years": "三年后的比例",
    "share of the border": "占边界比例",
    "share of the barrier": "占门槛比例",
    "share of the origin": "迁出地所得比例",
}
"""Units of levers in Chinese; a unit that is not here is shown in English."""


def unit_words(unit: str) -> Words:
    """A lever's unit in both languages."""
    return Words(CHINESE.get(unit, unit), unit)
