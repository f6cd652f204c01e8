"""Names and units of all indicators in both languages: those of the catalogue, and those that it does not offer."""

from typing import Final

from model.reports import catalogue
from model.reports.numbers import PERCENT, Measure
from model.reports.words import Words

OTHERS: Final = {
    "share_15_64": Words("15至64岁占比", "Share aged 15 to 64"),
    "dependency_old": Words("老年抚养比", "Old-age dependency"),
    "dependency_child": Words("少儿抚养比", "Child dependency"),
    "dependency_participation": Words("未就业者与就业者之比", "People without work per 100 at work"),
    "urban_size_class": Words("城市规模等级", "Class of city size"),
    "jobs_detention": Words("蓄滞洪区内岗位", "Jobs in detention areas"),
    "jobs_in_parks": Words("园区岗位", "Jobs in parks"),
    "relocated_firms": Words("疏解企业", "Firms relocated"),
    "closed_jobs": Words("关停岗位", "Jobs closed"),
    "chosen_moves_firms": Words("自主迁移企业", "Firms that chose to move"),
    "chosen_moves_jobs": Words("自主迁移岗位", "Jobs that moved by choice"),
    "directed_jobs_follows": Words("定向岗位：随迁", "Directed jobs: holder followed"),
    "directed_jobs_commutes": Words("定向岗位：通勤", "Directed jobs: holder commutes"),
    "directed_jobs_two_places": Words("定向岗位：两地居住", "Directed jobs: holder lives in two places"),
    "directed_jobs_hired_locally": Words("定向岗位：当地招聘", "Directed jobs: hired locally"),
    "directed_jobs_hired_in_migrant": Words("定向岗位：招聘迁入者", "Directed jobs: hired from movers"),
    "directed_jobs_vacant": Words("定向岗位：空缺", "Directed jobs: vacant"),
    "gdp_at_relative_prices": Words("地区生产总值（相对价格）", "GDP at relative prices"),
    "gdp_share_primary": Words("第一产业占比", "Primary sector's share of GDP"),
    "gdp_share_secondary": Words("第二产业占比", "Secondary sector's share of GDP"),
    "gdp_share_tertiary": Words("第三产业占比", "Tertiary sector's share of GDP"),
    "tfp": Words("全要素生产率", "Total factor productivity"),
    "rent": Words("住房租金", "Rent of homes"),
    "rent_office": Words("办公租金", "Rent of offices"),
    "rent_industrial": Words("工业用房租金", "Rent of industrial space"),
    "housing_price": Words("房价", "Price of homes"),
    "housing_stock": Words("住房可容人数", "Homes, by residents that they hold"),
    "intra_region_branch_share": Words("区域内分支机构占比", "Branches within the region"),
    "intra_region_capital_share": Words("区域内投资占比", "Capital within the region"),
    "tech_contracts": Words("技术合同额", "Technology contracts"),
    "protection_standard": Words("防洪标准", "Protection standard"),
    "homes_flood_proofed": Words("已做防洪的住房占比", "Homes proofed against floods"),
    "subsidy_rate": Words("企业补贴率", "Rate of subsidies to firms"),
    "subsidy_cost": Words("企业补贴支出", "Spent on subsidies to firms"),
    "budget_revenue": Words("财政收入", "Budget revenue"),
    "budget_transfers": Words("财政转移", "Budget transfers"),
    "budget_spending": Words("财政支出", "Budget spending"),
    "budget_balance": Words("财政收支差", "Budget balance"),
    "cost_relocation": Words("疏解支出", "Spent on relocation"),
    "cost_services": Words("公共服务支出", "Spent on services"),
    "cost_talent": Words("人才支出", "Spent on talent"),
    "cost_subsidies": Words("企业补贴支出", "Spent on subsidies to firms"),
    "cost_protection": Words("防洪支出", "Spent on protection from floods"),
    "cost_compensation": Words("生态补偿支出", "Spent on eco-compensation"),
    "cost_rail": Words("铁路支出", "Spent on rail"),
    "rain_rate_multiplier": Words("暴雨频率倍数", "Multiplier of rain rates"),
    "exposure_change_climate": Words("暴露变化：气候", "Change of exposure: climate"),
    "exposure_change_population": Words("暴露变化：人口", "Change of exposure: population"),
    "exposure_change_interaction": Words("暴露变化：交互", "Change of exposure: interaction"),
    "affected_65p_expected": Words("受影响的65岁及以上人口（期望）", "Affected aged 65 and over, expected"),
    "flood_deaths_expected": Words("洪涝死亡（期望）", "Flood deaths, expected"),
    "flood_deaths_realised": Words("洪涝死亡（本种子）", "Flood deaths, this seed"),
    "evacuated_realised": Words("转移人口（本种子）", "Evacuated, this seed"),
    "loss_insured": Words("保险赔付的损失", "Loss that is insured"),
    "insurance_premium": Words("保险费", "Insurance premiums"),
    **{
        f"rain_events_over_{mm}mm_expected": Words(f"{mm}毫米以上雨日（期望）", f"Days above {mm} mm, expected")
        for mm in (20, 50, 100)
    },
    **{
        f"exposure_{mm}mm_{kind}": Words(f"{mm}毫米以上雨日暴露（{zh}）", f"Exposure to {mm} mm days, {en}")
        for mm in (20, 50, 100)
        for kind, zh, en in (("expected", "期望", "expected"), ("realised", "本种子", "this seed"))
    },
    **{
        f"exposure_65p_{mm}mm_{kind}": Words(
            f"65岁及以上{mm}毫米以上雨日暴露（{zh}）", f"Exposure at 65 and over to {mm} mm days, {en}"
        )
        for mm in (20, 50, 100)
        for kind, zh, en in (("expected", "期望", "expected"), ("realised", "本种子", "this seed"))
    },
}
"""Names of indicators that the catalogue does not offer."""
UNITS: Final = {
    "persons": "人",
    "persons a year": "人/年",
    "jobs": "个",
    "firms": "家",
    "%": "%",
    "% of the wage bill": "工资总额的%",
    "class 1-7": "1至7级",
    "yuan": "元",
    "yuan a year": "元/年",
    "yuan per m2": "元/平方米",
    "yuan per m2 and month": "元/平方米·月",
    "100 million yuan": "亿元",
    "100 million yuan a year": "亿元/年",
    "start = 100": "起始年=100",
    "six districts of Beijing = 1": "北京中心六区=1",
    "Beijing = 1": "北京=1",
    "km2": "平方公里",
    "years": "年一遇",
    "times control": "对照的倍数",
    "events a year": "次/年",
    "person-events": "人次",
    "person-events a year": "人次/年",
}
"""Units of indicators in Chinese."""


def name_of(indicator: str) -> Words | None:
    """An indicator's name; None for one that the model does not have."""
    return next((one.label for one in catalogue.INDICATORS if one.key == indicator), OTHERS.get(indicator))


def measure_of(unit: str) -> Measure:
    """Figures in the indicators' own unit."""
    if unit == "%":
        return PERCENT
    return Measure((1.0, 1.0), (UNITS.get(unit, unit), unit), (1, 1))
