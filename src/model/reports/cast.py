"""Who appears in a batch's charts, in which colour, and by which name."""

from dataclasses import dataclass
from typing import Final

from model.region.names import PROVINCES
from model.reports import numbers, palette
from model.reports.ensemble import BANDS, Ensemble
from model.reports.numbers import Measure
from model.reports.words import Words

MOST: Final = 4
"""Scenarios beside the baseline that a chart can hold; the tables hold all."""
POLICIES: Final = ("#2A7296", "#8E6BA8", "#2E9A7A", "#8F6026")
"""Colours of scenarios that differ in a policy; those that differ in the emission path have the path's."""
_AREAS: Final = {
    "beijing": Words("北京", "Beijing"),
    "tianjin": Words("天津", "Tianjin"),
    "hebei": Words("河北", "Hebei"),
}
_NAMES: Final = {
    "population": (Words("常住人口", "residents"), numbers.PERSONS_FINE),
    "share_65p": (Words("65岁及以上占比", "share aged 65 and over"), numbers.PERCENT),
    "jobs": (Words("就业岗位", "jobs"), numbers.JOBS_FINE),
    "loss_expected": (Words("暴雨直接损失（期望，每年）", "storm loss, expected a year"), numbers.MONEY_FINE),
}


@dataclass(frozen=True, slots=True)
class Panel:
    """One small chart: an indicator of an area."""

    indicator: str
    area: str
    level: str
    label: Words
    measure: Measure

    @property
    def head(self) -> Words:
        """Label with unit."""
        unit = self.measure.units()
        return Words(
            f"{self.label.zh}（{unit.zh}）", f"{self.label.en}, {unit.en}", f"{self.label.en}, {unit.english_beside}"
        )

    @property
    def difference_head(self) -> Words:
        """The same for a difference."""
        unit = Words(*self.measure.points) if self.measure.points else self.measure.units()
        difference = f"Difference: {self.label.en}"
        return Words(
            f"与参照之差：{self.label.zh}（{unit.zh}）",
            f"{difference}, {unit.en}",
            f"{difference}, {unit.english_beside}",
        )


def panels(batch: Ensemble) -> list[Panel]:
    """The four small charts; those whose indicator the runs do not have are left out."""
    known = set(batch.comparison.differences["indicator"])
    out = []
    for indicator, area, level in BANDS:
        if indicator in known:
            label, measure = _NAMES[indicator]
            if area in PROVINCES:
                where = _AREAS[area]
                label = Words(where.zh + label.zh, f"{where.en}: {label.en}")
            else:
                label = Words("京津冀" + label.zh, f"Region: {label.en}")
            out.append(Panel(indicator, area, level, label, measure))
    return out


def shown(batch: Ensemble) -> list[str]:
    """The scenarios that are drawn: all if they are few, else those that differ most in the four charts."""
    others = list(batch.pairs.others)
    if len(others) <= MOST:
        return others
    kept = by_weight(batch)[:MOST]
    if batch.focus not in kept:
        kept[-1] = batch.focus
    return [name for name in others if name in kept]


def by_weight(batch: Ensemble) -> list[str]:
    """All scenarios but the baseline, those first that differ most in the four charts."""
    weight = dict.fromkeys(batch.pairs.others, 0.0)
    for panel in panels(batch):
        rows = batch.difference(panel.indicator, panel.area, panel.level)
        rows = rows[rows["year"] == batch.end]
        size = (rows["difference"] / rows["baseline_mean"]).abs()
        largest = float(size.max()) or 1.0
        for name, value in zip(rows["scenario"], size, strict=True):
            weight[name] += float(value) / largest
    return sorted(weight, key=lambda name: (-weight[name], name))


def colour(batch: Ensemble, name: str) -> str:
    """A scenario's colour, the same in every chart."""
    if name == batch.pairs.baseline:
        return palette.INK
    path = batch.pathway(name)
    if path != batch.pathway(batch.pairs.baseline):
        return palette.PATHS.get(path, palette.ACCENT)
    same_path = [other for other in shown(batch) if batch.pathway(other) == batch.pathway(batch.pairs.baseline)]
    return POLICIES[same_path.index(name) % len(POLICIES)] if name in same_path else palette.FAINT


def left_out(batch: Ensemble) -> Words:
    """How many scenarios a chart does not hold; nothing if it holds all."""
    more = len(batch.pairs.others) - len(shown(batch))
    if not more:
        return Words("", "")
    return Words(f"另有{more}个情景见表格和数据。", f" {more} more scenarios are in the tables and the data.")
