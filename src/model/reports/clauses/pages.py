"""Lines and cells of the pages that hold the model against the record, and of the report on fitted constants."""

from typing import Final

_REPLAYED: Final = (
    "记录中的暴雨降在2020年的人口上，防洪标准用随附数据，不计上游。这是校准，不是检验：受影响比例正是参照这些暴雨而定。"
    "*余下*：以其余各场暴雨所提示的系数修正之后，比值还剩多少。"
)
CLAUSES: Final[tuple[tuple[str, str], ...]] = (
    (
        r"Storms of the record on the people of 2020, standards of the file, no upstream rule\..+",
        _REPLAYED,
    ),
    (
        r"Person-storms above (\d+) mm a year, (\d+) against (\d+) at the rates of the reference period, per cent",
        "每年{0}毫米以上降雨的人次，{1}年与按基准期频率的{2}年相比，%",
    ),
    (
        r"baseline, (\d+) seeds at 1:(\d+)\. Published: \+(\d+) to \+(\d+) %\.",
        "baseline，{0}个种子，1:{1}。文献：+{2}至+{3} %。",
    ),
    (r"(model, constants held out|regression on covariates, held out): (.+)\.", "{word}：{areas}。"),
    (
        r"Rank correlation with the record over the outer ten: on (\S+), off (\S+)\.",
        "外围十区与记录的等级相关：有调控{0}，无调控{1}。",
    ),
    (
        r"Of what the control takes from the six districts by 2020 the outer ten have (\S+) %\.",
        "到2020年调控使中心六区减少的人口，{0} %在外围十区。",
    ),
    (r"affected, 10\^4 persons", "受影响，万人"),
    (r"loss, 10\^8 yuan", "损失，亿元"),
    (r"deaths, persons", "死亡，人"),
    (r"(verified|recalled|derived|assumption), (final|prelim)", "{word}，{last}"),
    (r"people of (\d+)", "{0}年人口"),
    (r"(\d+) and over", "{0}岁及以上"),
    (r"(\d+)-(\d+)", "{0}至{1}岁"),
    (
        r"city            target   reached     s\.e\.      xi   \(net migrants a year, (\d+)-(\d+)\)",
        "城市              目标      达到   标准误      xi   （{0}至{1}年每年净迁入人数）",
    ),
    (r"(\w+) \(prov\.\)( .+)", "{0}（省市）{1}"),
    (r"Flows a year at the base: (.+) target (\d+) reached (\d+)", "起始年的年流量：{word}目标{1}，达到{2}"),
    (r"(.+) target (\d+) reached (\d+)", "{word}目标{1}，达到{2}"),
)
WORDS: Final = {
    "forecast of the change 2010-20": "2010至2020年变化的预测",
    "rank correlation within cities": "城市内等级相关",
    "cities": "城市",
    "places": "县区",
    "model, constants held out": "模型，常数为留出",
    "regression on covariates, held out": "协变量回归，留出",
    "model as fitted (no evidence)": "模型，已拟合（不作证据）",
    "no moves": "无迁移",
    "six districts, 10 000 persons": "中心六区，万人",
    "change": "变化",
    "record": "记录",
    "control on": "有调控",
    "control off": "无调控",
    "outer district, 2010-20, 1000 persons": "外围各区，2010至2020年，千人",
    "brought by the control": "因调控而来",
    "six districts, 2010-20, change in per cent of all residents of 2010": "中心六区，2010至2020年，占2010年人口的%",
    "path": "路径",
    "people of the model": "模型人口",
    "people of SSP2": "SSP2人口",
    "control": "对照",
    "low": "低",
    "medium": "中",
    "high": "高",
    "climate": "气候",
    "people": "人口",
    "induced": "由气候引起",
    "interaction": "交互",
    "storm": "暴雨",
    "area": "地区",
    "figure": "数字",
    "model": "模型",
    "model / record": "模型/记录",
    "left": "余下",
    "status of the record": "记录的状况",
    "verified": "已核实",
    "recalled": "据记忆",
    "derived": "推导",
    "assumption": "假设",
    "final": "终值",
    "prelim": "初值",
    "given flows": "沿用上个十年的迁移",
    "gravity": "引力模型",
    "firms alone": "企业单独",
    "orders stay": "订单不随迁",
    "parameter sets": "参数组",
    "Beijing to the region": "北京至区内",
    "Tianjin to Beijing": "天津至北京",
    "Hebei to Beijing": "河北至北京",
    "Hebei to the rest of China": "河北至全国其他地区",
}
"""Cells of tables, and single words."""
