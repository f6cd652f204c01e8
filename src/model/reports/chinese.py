"""Sentences about a scenario in Chinese: each clause of the English one by its pattern, names and numbers as given.

A clause without a pattern stays English. `tests/reports/test_chinese.py` holds the patterns to the sentences made.
"""

import re
from typing import Final

from model.reports.units import unit_words
from model.reports.words import Lang
from model.scenario.problems import Problem

_KIND: Final = r"(?:the (?:text|number) .+?|true|false|a text|a list|a map|nothing|true or false|\w+)"
_CLAUSES: Final[tuple[tuple[str, str], ...]] = (
    (r"did you mean the shipped scenario '(.+)'\?", "是否指随附情景“{0}”？"),
    (r"did you mean '(.+)'\?", "是否指“{0}”？"),
    (r"allowed: from (\S+)(?: \((.+)\))?", "可取：不小于{0}{unit}"),
    (r"allowed: up to (\S+)(?: \((.+)\))?", "可取：不大于{0}{unit}"),
    (r"allowed: (\S+) to (\S+)(?: \((.+)\))?", "可取：{0}至{1}{unit}"),
    (r"allowed: to (\d+)", "可取：至{0}"),
    (
        r"allowed: letters of any script, digits, `-` and `_`, at most (\d+), beginning with a letter or digit",
        "可取：任何文字的字母、数字、`-`和`_`，至多{0}个，以字母或数字开头",
    ),
    (r"allowed: (.+)", "可取：{0}"),
    (r"there is no such key", "没有这个参数"),
    (r"this key is now called '(.+)'", "这个参数现名“{0}”"),
    (r"is missing", "缺失"),
    (r"is a lever, not a section", "是参数，不是一节"),
    (r"the key (.+) is a number where an id or a name is expected", "键{0}是数字，此处应为编号或名称"),
    (r"(.+) is not a finite number", "{0}不是有限的数"),
    (rf"({_KIND}) is not a choice here", "{kind}不是可选项"),
    (r"(.+) is below the range", "{0}低于范围"),
    (r"(.+) is above the range", "{0}高于范围"),
    (rf"({_KIND}) stands where another kind of value is expected", "{kind}：此处应为另一类的值"),
    (rf"({_KIND}) stands where (.+?)(?: is expected)?", "{kind}：此处应为{expected}"),
    (r"a number, or a map from year to number, is expected", "此处应为一个数，或由年份到数的映射"),
    (r"a finite number is expected", "此处应为有限的数"),
    (r"(.+) is expected", "此处应为{expected}"),
    (r"'(.+)' is not a year \(nor `before`\)", "“{0}”不是年份（也不是`before`）"),
    (r"the year (\d+) is outside (\d+) to (\d+)", "年份{0}在{1}至{2}之外"),
    (
        r"a value for the years before the first step is missing \(`before: \.\.\.`\)",
        "缺第一步之前各年的值（`before: ...`）",
    ),
    (r"reference_period: the first year is after the last", "reference_period：首年在末年之后"),
    (r"'(.+)' is no place of places\.csv", "places.csv中没有“{0}”这个地方"),
    (r"'(.+)' is no city of cities\.csv", "cities.csv中没有“{0}”这个城市"),
    (r"'(.+)' is no sector of sectors\.csv", "sectors.csv中没有“{0}”这个行业"),
    (r"'(.+)' is no axis", "没有“{0}”这条轴线"),
    (r"'(.+)' is no place or city id", "“{0}”不是地方或城市的编号"),
    (r"'(.+)' is no place or city id \(nor `outside`\)", "“{0}”不是地方或城市的编号（也不是`outside`）"),
    (r"'(.+)' is no province, city or place id", "“{0}”不是省市、城市或地方的编号"),
    (r"'(.+)' is no functional zone of places\.csv", "places.csv中没有“{0}”这个功能区"),
    (r"'(.+)' is no (?:demonstration )?zone of places\.csv", "places.csv中没有“{0}”这个示范区"),
    (r"'(.+)' is no event of rain_replay\.csv", "rain_replay.csv中没有“{0}”这个过程"),
    (r"'(.+)' is no (.+)", "“{0}”不是有效的编号（{1}）"),
    (r"the two ring weights are both zero", "两个圈层权重都为零"),
    (r"one of them must be positive", "须有一个为正"),
    (r"core6 and outer go together: give both or neither", "core6与outer须同时给出，或都不给"),
    (r"sector agriculture has no firms that could move", "行业agriculture没有可搬迁的企业"),
    (r"book a farming group as business_realestate", "农业集团请记为business_realestate"),
    (r"from and to are both '(.+)'", "from与to都是“{0}”"),
    (r"from_ring can be set only where from is beijing", "只有from为beijing时才能设from_ring"),
    (r"the line ends where it starts \('(.+)'\)", "线路的终点就是起点（“{0}”）"),
    (r"'(.*)' cannot name a scenario", "“{0}”不能作情景名称"),
    (r"(\d+) is not after years\.start \((\d+)\)", "{0}不在years.start（{1}）之后"),
    (r"the shares sum to (\S+)", "各比例之和为{0}"),
    (r"they must sum to 1", "其和须为1"),
    (r"rain would become (\S+) times as frequent as today", "雨将为今日的{0}倍"),
    (r"storms would become (\S+) times as frequent as today", "暴雨将为今日的{0}倍"),
    (r"the id '(.+)' stands twice in one list", "编号“{0}”在一个列表中出现两次"),
    (r"'(.+)' takes no row out of directed_moves\.csv", "“{0}”没有从directed_moves.csv中去掉任何一行"),
    (
        r"low, medium and high \((\S+), (\S+), (\S+)\) are not in rising order",
        "low、medium、high（{0}、{1}、{2}）没有依次增大",
    ),
    (r"the run ends in (\d+), before this step", "运行止于{0}年，在这一步之前"),
    (
        r"'(.+)' is not a scenario's name",
        "“{0}”不是情景的名称",
    ),
    (
        r"write `baseline` or `emissions/high`, never `\.\.` or a path from /",
        "请写`baseline`或`emissions/high`，不可用`..`或以/开头的路径",
    ),
    (r"there is no scenario '(.+)' that ships", "没有名为“{0}”的随附情景"),
    (r"there is no scenario '(.+)'", "没有名为“{0}”的情景"),
    (r"there is no such file", "没有这个文件"),
    (r"`jjj new NAME` makes one", "可用`jjj new 名称`新建"),
    (r"the name of one scenario is expected: `extends: baseline`", "此处应为一个情景的名称：`extends: baseline`"),
    (r"the parents go round in a circle \((.+)\)", "上级相互循环（{0}）"),
    (r"a file cannot extend itself", "文件不能以自己为上级"),
    (r"more than (\d+) parents", "上级超过{0}个"),
    (r"the file is over 1 MB", "文件超过1 MB"),
    (r"a scenario is a small file of levers", "情景是由参数组成的小文件"),
    (r"the file cannot be read \((.+)\)", "文件无法读取（{0}）"),
    (r"the file is empty", "文件是空的"),
    (r"`jjj new NAME` makes one that works", "可用`jjj new 名称`新建一份可用的"),
    (r"the file is not UTF-8 text", "文件不是UTF-8文本"),
    (r"save it as UTF-8", "请存为UTF-8"),
    (r"a scenario is a map of keys and values, and this is (.+)", "情景由键与值组成，而这里是{kind}"),
    (r"there are over ([\d,]+) lines", "超过{0}行"),
    (r"a line has over ([\d,]+) letters", "有一行超过{0}个字符"),
    (r"the character (U\+\w+) does not belong in a text", "字符{0}不应出现在文本中"),
    (r"directives \(`%`\) are not used in scenarios", "情景中不用指令（`%`）"),
    (r"a second document \(`---`\) begins here", "此处开始第二个文档（`---`）"),
    (r"only one is read", "只读取一个"),
    (r"values are nested more than (\d+) deep", "嵌套超过{0}层"),
    (r"a key is a word or a year, not a map or a list", "键是一个词或年份，不是映射或列表"),
    (r"this key stands twice", "这个键出现两次"),
    (r"first on line (\d+)", "首次在第{0}行"),
    (r"there are over ([\d,]+) values", "超过{0}个值"),
    (r"aliases \((.+)\) are not used in scenarios", "情景中不用别名（{0}）"),
    (r"write the value out", "请写出其值"),
    (r"anchors \((.+)\) are not used in scenarios", "情景中不用锚点（{0}）"),
    (r"tags \((.+)\) are not used in scenarios", "情景中不用标签（{0}）"),
    (r"this text has over ([\d,]+) letters", "这段文字超过{0}个字符"),
    (r"this number has more than 20 digits", "这个数超过20位"),
    (r"this is not YAML: a tab stands here", "这不是YAML：此处有制表符"),
    (r"(?:YAML is indented|indent) with spaces", "请用空格缩进"),
    (
        r"this is not YAML: a colon stands where none can be",
        "这不是YAML：此处不能有冒号",
    ),
    (r"is the indentation right\?", "缩进是否正确？"),
    (r"this is not YAML: a key without a colon \(`key: value`\)", "这不是YAML：键后缺冒号（`key: value`）"),
    (r"this is not YAML: a list that begins with `\[` is not closed", "这不是YAML：以`[`开始的列表没有结束"),
    (r"this is not YAML: a map that begins with `\{` is not closed", "这不是YAML：以`{{`开始的映射没有结束"),
    (r"this is not YAML: a quote or a bracket is not closed", "这不是YAML：引号或括号没有结束"),
    (r"this is not YAML: the indentation does not fit the lines above", "这不是YAML：缩进与上文不符"),
    (r"this is not YAML(.*)", "这不是YAML{0}"),
    (
        r"'(.*)' is not of the form KEY=VALUE, as `--set climate\.pathway=high`",
        "“{0}”不是KEY=VALUE的形式，如`--set climate.pathway=high`",
    ),
    (r"setting (\d+) gives '(.+)' a value already", "第{0}个设定已给“{1}”赋值"),
    (r"this key is set twice", "这个参数设了两次"),
    (r"first by setting (\d+)", "首次为第{0}个设定"),
    (r"the value is longer than (\d+) letters", "值超过{0}个字符"),
    (r"this file exists already", "这个文件已存在"),
    (r"choose another name", "请换一个名称"),
    (r"this run needs about (\S+) GB, (\S+) GB (?:are|is) free", "此次运行约需{0} GB内存，可用{1} GB"),
    (r"this is the coarsest scale", "这已是最粗的尺度"),
    (r"--scale (\d+) needs (\S+) GB", "--scale {0}需{1} GB"),
    (r"even --scale (\d+) needs (\S+) GB", "即使--scale {0}也需{1} GB"),
    (r"the run took more than (\d+) s and was ended", "运行超过{0}秒，已结束"),
    (r"the run needs more memory than a run of the page may have", "运行所需内存超过网页所许"),
    (r"the worker process ended unexpectedly", "工作进程意外结束"),
)
_EXPECTED: Final = {
    "a number": "数", "a whole number": "整数", "a text": "文字", "true or false": "true或false", "a list": "列表",
    "a map": "映射", "null": "null", "nothing": "空", "a year": "年份", "a single value": "单个值",
    "a finite number": "有限的数",
    "a number, or a map from year to number": "一个数，或由年份到数的映射", "a map of keys": "由键组成的映射",
    "another kind of value": "另一类的值", "a number, or null": "数，或null", "a whole number, or null": "整数，或null",
    "a text, or null": "文字，或null",
}  # fmt: skip
_BETWEEN: Final = r"; (?=(?:[^']*'[^']*')*[^']*$)"
"""Between two clauses, not inside quotes."""
_WORDS: Final = {"text": "文字", "number": "数"}


def in_chinese(text: str) -> str:
    """The sentence in Chinese, as far as it is known."""
    return "；".join(_clause(part) for part in re.split(_BETWEEN, text))


def translated(text: str, lang: Lang) -> str:
    """The sentence in a language."""
    return in_chinese(text) if lang == "zh" else text


def problem_in_chinese(problem: Problem) -> str:
    """A problem with its place, as `str(problem)` has it."""
    text = in_chinese(problem.text)
    return f"{problem.mark}: {problem.key}: {text}" if problem.key else f"{problem.mark}: {text}"


def _clause(text: str) -> str:
    for pattern, chinese in _CLAUSES:
        found = re.fullmatch(pattern, text)
        if found is not None:
            groups = [group or "" for group in found.groups()]
            last = groups[-1] if groups else ""
            unit = f"（{unit_words(last).zh}）" if last and len(groups) > 1 else ""
            kind = _kind(groups[0]) if groups else ""
            return chinese.format(*groups, unit=unit, kind=kind, expected=_expected(last))
    return text


def _kind(text: str) -> str:
    found = re.fullmatch(r"the (text|number) (.+)", text)
    if found is None:
        return _EXPECTED.get(text, text)
    word, value = found.groups()
    return f"{_WORDS[word]}{value}"


def _expected(text: str) -> str:
    parts = [part.strip() for part in text.split(" or ")] if text not in _EXPECTED else [text]
    return "或".join(_EXPECTED.get(part, part) for part in parts)
