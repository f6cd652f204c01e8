"""What the results rest on: the grades of the shipped numbers behind each of them."""

from dataclasses import dataclass

from model.region.evidence import table_evidence
from model.reports.words import Words

GRADES = ("seed", "verified", "derived", "recalled", "assumption", "other")
GRADE_WORDS = {
    "seed": Words("原文", "article"),
    "verified": Words("已核实", "verified"),
    "derived": Words("推导", "derived"),
    "recalled": Words("回忆", "recalled"),
    "assumption": Words("假设", "assumption"),
    "other": Words("其他", "other"),
}
GRADE_MEANING = {
    "seed": Words("项目所依据文章中的数字", "printed in the article that the project comes from"),
    "verified": Words("在所注来源中见到", "seen in the source named"),
    "derived": Words("按写明的规则由前两类算得", "computed from such figures by a stated rule"),
    "recalled": Words("官方数字，未见原件", "an official figure whose source was not seen"),
    "assumption": Words("建模选择", "a modelling choice"),
    "other": Words("缺口或判断插值", "a gap, or interpolated by judgement"),
}
RESTS_ON = (
    (
        Words("起始人口（年龄、性别、区县）", "Starting people by age, sex and place"),
        ("age_structure.csv", "places.csv"),
    ),
    (Words("出生与死亡", "Births and deaths"), ("fertility.csv", "mortality.csv")),
    (Words("迁移", "Moves"), ("migration.csv", "profiles.csv")),
    (Words("企业与岗位", "Firms and jobs"), ("firms.csv", "firm_size_age.csv", "employment_2020.csv")),
    (Words("增长路径与经济参数", "Growth paths and economic parameters"), ("assumptions_economy.csv",)),
    (
        Words("疏解（指令、配额、历史）", "Relocation: orders, quotas, record"),
        ("directed_moves.csv", "quota_history.csv", "relocation_history.csv"),
    ),
    (Words("暴雨频率", "How often it rains how much"), ("rain_hazard.csv", "storm_types.csv", "storm_field.csv")),
    (Words("受灾与损失", "Damage and losses"), ("rain_vulnerability.csv", "basins.csv", "rain_detention.csv")),
    (Words("铁路与出行时间", "Rails and travel times"), ("rail_lines.csv", "stations.csv")),
)


@dataclass(frozen=True, slots=True)
class Ground:
    """One result and the figures behind it, by grade."""

    words: Words
    tables: tuple[str, ...]
    counts: dict[str, int]

    @property
    def shares(self) -> list[tuple[str, float]]:
        """Grade and share in %, best grade first."""
        total = sum(self.counts.values())
        return [(grade, 100.0 * self.counts[grade] / total) for grade in GRADES if self.counts.get(grade)]


def grounds() -> list[Ground]:
    """The evidence behind each group of results; groups without graded rows are left out."""
    found = []
    for words, tables in RESTS_ON:
        counts: dict[str, int] = {}
        for table in tables:
            for grade, number in table_evidence(table).counts.items():
                counts[grade] = counts.get(grade, 0) + number
        if counts:
            found.append(Ground(words, tables, counts))
    return found
