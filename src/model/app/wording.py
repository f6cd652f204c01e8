"""Everything that the page says besides labels of levers and indicators, in Chinese and in English."""

from typing import Final

from model.reports.words import Words, same

BRAND: Final = Words("京津冀情景模型", "Jingjinji scenario model")
SAY: Final[dict[str, Words]] = {
    "start": Words("从哪个情景开始", "Start from"),
    "upload": Words("上传情景文件（YAML，不超过1 MB）", "Upload a scenario file (YAML, up to 1 MB)"),
    "upload_head": Words("用自己的文件", "A file of your own"),
    "live": Words("现场运行", "Run here"),
    "stored": Words("已存批次", "Stored batch"),
    "source": Words("结果来源", "Results from"),
    "run": Words("运行", "Run"),
    "again": Words("运行（已改动）", "Run the changes"),
    "cancel": Words("取消", "Cancel"),
    "auto": Words("改动后自动运行", "Run after every change"),
    "seed": Words("随机种子", "Seed"),
    "seed_help": Words(
        "同一种子下，两个情景的运气相同，差别只来自政策。",
        "With one seed two scenarios share their luck, so that a difference is the policy's.",
    ),
    "end": Words("模拟到哪一年", "Simulate until"),
    "since": Words("改动自哪年起生效", "Changes act from"),
    "since_help": Words(
        "适用于按年份生效的参数；此前沿用起始情景的值。",
        "For levers that are dated; before that year the value of the start holds.",
    ),
    "general": Words("年份与种子", "Years and seed"),
    "more": Words("更多参数", "More levers"),
    "more_hint": Words("按名称查找", "Find by name"),
    "unset": Words("未设定", "not set"),
    "yaml_value": Words("按YAML书写；留空为不改", "Written as YAML; empty leaves it as it is"),
    "unit": Words("单位", "unit"),
    "range": Words("范围", "range"),
    "grade": Words("等级", "grade"),
    "data_source": Words("来源", "source"),
    "reset": Words("恢复起始值", "Back to the start"),
    "changed": Words("已改动", "Changed"),
    "unchanged": Words("尚未改动任何参数", "No lever has been changed"),
    "refused": Words("这样不行：", "This cannot be run:"),
    "waiting": Words("排队中，前面还有{n}个", "Waiting, {n} before this one"),
    "starting": Words("正在准备人口与企业", "People and firms take their places"),
    "running": Words("正在模拟{year}年", "Simulating {year}"),
    "first": Words("正在运行基准情景，参数已可调整。", "The baseline is being run; levers can be moved already."),
    "failed": Words("运行失败：", "The run failed: "),
    "stopped": Words("已取消，上一次结果仍在。", "Cancelled; the last result stands."),
    "busy": Words("排队的人太多，请稍后再试。", "Too many are waiting; please try again in a while."),
    "gone": Words("结果已被清理，请重新运行。", "The result has been cleared away; please run again."),
    "reference": Words("参照", "Held against"),
    "baseline": Words("基准（同一种子）", "Baseline, same seed"),
    "past": Words("显示", "Show"),
    "none": Words("无", "none"),
    "seconds": Words("用时{s:.1f}秒", "{s:.1f} s"),
    "map": Words("地图", "Map"),
    "people": Words("人口", "People"),
    "cities": Words("城市", "Cities"),
    "flows": Words("流动", "Flows"),
    "rain": Words("雨洪", "Rain"),
    "files": Words("文件", "Files"),
    "views": Words("看什么", "View"),
    "indicator": Words("指标", "Indicator"),
    "colour": Words("颜色表示", "Colour shows"),
    "value": Words("数值", "value"),
    "difference": Words("与参照之差", "difference"),
    "area": Words("地区", "Area"),
    "year": Words("年份", "Year"),
    "region": Words("京津冀", "The region"),
    "no_reference": Words(
        "没有可比的参照，无法显示差异。", "There is nothing to compare with, so no difference can be shown."
    ),
    "same_as_reference": Words(
        "本情景与参照相同，差异为零。改动一个参数再运行。",
        "This scenario is the reference itself, so all differences are nil. Move a lever and run.",
    ),
    "lacks": Words("此次结果没有这项数据。", "This result does not hold it."),
    "pyramid": Words(
        "人口金字塔：轮廓为{start}年，填色为{year}年", "Population pyramid: outline {start}, filled {year}"
    ),
    "course": Words("逐年变化", "Year by year"),
    "ranking": Words("城市排序，{year}年；竖线为参照", "Cities in {year}; the tick is the reference"),
    "multiples": Words("各城市，纵轴各异", "City by city, each on its own scale"),
    "left_beijing": Words("离开北京（或中心六区）的岗位去了哪里", "Where jobs that left Beijing or its centre went"),
    "moves": Words("城市间最大的十股迁移，全期合计", "The ten largest moves between cities, all years"),
    "exposure": Words("强降雨暴露", "Exposure to heavy rain"),
    "exposure_note": Words(
        "粗线为本情景；细线为同样的人在其他路径下；圆点为本种子的实际降雨。",
        "Bold: this scenario; thin: the same people on other paths; dots: this seed's storms.",
    ),
    "parts": Words("变化从何而来", "What the change is made of"),
    "storms": Words("某一年的暴雨", "The storms of a year"),
    "storms_note": Words(
        "一个种子的一次实现，不是预测。圆的面积为受影响人口。",
        "One realisation of one seed, no forecast. The area of a circle is people affected.",
    ),
    "schematic": Words(
        "示意图，非法定界线。行政区划：国家基础地理信息中心·天地图公开数据。",
        "Schematic map, borders without legal meaning: NGCC / Tianditu public data.",
    ),
    "largest": Words("{year}年最大的县区", "The largest counties in {year}"),
    "largest_gaps": Words("{year}年差异最大的县区", "Counties that differ most in {year}"),
    "as_table": Words("看数字", "As a table"),
    "scenario_file": Words("情景文件（YAML）", "Scenario file (YAML)"),
    "resolved_file": Words("完整情景（全部默认值）", "Resolved scenario (every default)"),
    "csv": Words("指标表（CSV）", "Indicators (CSV)"),
    "parquet": Words("全部四表（Parquet，ZIP）", "All four tables (Parquet, ZIP)"),
    "make_report": Words("生成网页报告", "Make the report"),
    "report": Words("网页报告（HTML）", "Report (HTML)"),
    "report_wait": Words("正在绘图，约半分钟", "Drawing; half a minute or so"),
    "files_note": Words(
        "情景文件可用于命令行：`jjj run 文件 --scale 100`。",
        "The scenario file works on the command line: `jjj run FILE --scale 100`.",
    ),
    "sample": Words("这个样本离全量有多远", "How far this sample is from the full run"),
    "headline": Words("全部要点", "The headline in full"),
    "was": Words("{year}年 {value}", "{value} in {year}"),
    "against": Words("较参照", "vs reference"),
    "equal": Words("无差别", "no difference"),
    "scenario": Words("情景", "Scenario"),
    "read_only": Words("只读打开：{folder}", "Opened read-only: {folder}"),
    "empty_batch": Words("这个文件夹里没有已完成的运行。", "This folder holds no finished run."),
    "no_forecast": Words(
        "情景，不是预测。一次运行为一个种子；发表结论请用1:100或更细，并多种子。",
        "Scenarios, no forecasts. One run is one seed; publish from 1:100 or finer, with seeds.",
    ),
    "close": same("×"),
}

CHOICES: Final[dict[str, Words]] = {
    "low": Words("低", "Low"),
    "medium": Words("中", "Medium"),
    "high": Words("高", "High"),
    "control": Words("对照（无变化）", "Control"),
    "custom": Words("自定义", "Custom"),
    "baseline": Words("基准", "Baseline"),
    "market": Words("市场选择", "Market"),
    "concentrated": Words("集中承接", "Concentrated"),
    "corridor": Words("沿走廊承接", "Along corridors"),
    "dispersed": Words("分散承接", "Dispersed"),
    "plan": Words("按规划", "As planned"),
    "avoid_flood_prone": Words("避开易涝地带", "Avoid flood-prone land"),
    "nearest": Words("就近", "Nearest place"),
    "endogenous": Words("模型内生", "From the model"),
    "given": Words("给定", "Given"),
    "annual": Words("逐年", "Annual"),
    "recent": Words("近年均值", "Recent mean"),
    "decade": Words("十年均值", "Mean of the decade"),
    "zero": Words("零", "Zero"),
    "none": Words("无", "None"),
    "expected": Words("期望", "Expected"),
    "realised": Words("实际", "Realised"),
    "linear_to_end": Words("线性上升", "Linear to the end"),
    "mean_over_horizon": Words("全期均值", "Mean over the years"),
    "step": Words("一步到位", "At once"),
    "compete": Words("竞争", "Compete"),
    "cooperate": Words("合作", "Cooperate"),
    "maintain": Words("维持", "Maintain"),
    "reactive": Words("灾后提高", "Reactive"),
    "proactive": Words("提前提高", "Proactive"),
    "forbid": Words("禁止", "Forbid"),
    "allow": Words("允许", "Allow"),
    "file": Words("随附数据", "As shipped"),
}
"""Values that a lever may take, by what a file would say; one that is not here is shown as the file has it."""


def say(key: str) -> Words:
    """A statement by its key."""
    return SAY[key]


def choice(value: object) -> Words:
    """A lever's value in words."""
    return CHOICES.get(str(value), same(str(value)))
