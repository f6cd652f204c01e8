"""The help of each command in Chinese: what it does, and each of its arguments and options by name."""

from typing import Final, NamedTuple

FILE: Final = "情景文件，或随附情景的名称。"
SCALE: Final = "每个个体代表的人数：1、10、100或1000。"
SET: Final = "改动一个参数；可多次给出。"
THREADS: Final = "线程数；不影响任何结果。"
OUT: Final = "结果文件夹。"
WORKERS: Final = "进程数；不给则按处理器和内存而定。"
BATCH: Final = "批次的文件夹。"
OUTCOME: Final = "指标@地区[@年份]，后接:more（越大越差）或:less。"
SMALL: Final = "1:N，1000或100。"


class Help(NamedTuple):
    """What a command does, and what may follow it."""

    about: str
    parameters: dict[str, str]


HELP: Final[dict[str, Help]] = {
    "new": Help(
        "新建一份可直接运行、带注释的情景文件NAME.yaml（若有./scenarios文件夹则写在其中）。",
        {"name": "情景名称：任何文字的字母、数字、-和_。", "parent": "所依据的情景。"},
    ),
    "check": Help(
        "检查情景文件及其上级，一次列出全部问题；不运行，也不写任何文件。有误时退出码为2。",
        {"files": "情景文件，或随附情景的名称。", "settings": "连同一个改动的参数一起检查；可多次给出。"},
    ),
    "explain": Help(
        "说明一个值从哪里来：默认值、上级、文件、--set，各在何处；以及单位、范围、可信度与出处。",
        {"file": FILE, "key": "一个参数或一节，如relocation.quota.manuf_general或climate。", "settings": SET},
    ),
    "diff": Help("逐项比较两个情景（含全部上级与默认值）。", {"first": FILE, "second": "另一个情景。"}),
    "schema": Help(
        "输出情景文件的JSON格式、参数说明、机制对照表，或某个情景的参数表。",
        {
            "section": "某一节，如climate或relocation.quota。",
            "page": "全部参数的说明页（Markdown）。",
            "mechanisms": "文章所述机制在模型中的位置（Markdown）。",
            "levers": "某个情景的取值：逐年的值、截止、等级、出处。",
        },
    ),
    "data": Help("查看随附数据表及其可信度与出处。", {"table": "一张表；不给则列出全部。"}),
    "run": Help(
        "运行一个情景并写出结果表。",
        {
            "file": FILE,
            "seed": "暴雨与动态的随机种子。",
            "scale": SCALE,
            "settings": SET,
            "threads": THREADS,
            "out": OUT,
        },
    ),
    "batch": Help(
        "以多个种子运行多个情景。再次执行只补缺失的运行；增加种子或情景即为扩充。",
        {
            "files": "情景文件、随附情景的名称，或批次文件。",
            "seeds": "重复次数：种子1至N。",
            "scale": SCALE,
            "settings": "对所有情景改动一个参数；可多次给出。",
            "parameters": "参数组，每个种子一组。",
            "workers": "进程数；不给则按处理器和内存而定，1为不另开进程。",
            "threads": "每个进程的线程数；不影响任何结果。",
            "cluster": "Dask调度器地址，或slurm.yaml一类的YAML文件。",
            "timeout": "一次运行最多用多少秒。",
            "out": OUT,
        },
    ),
    "status": Help("列出一个文件夹中已完成、失败与缺失的运行。", {"folder": OUT}),
    "compare": Help(
        "按种子成对比较各情景：差值、90 %区间，以及达到某一精度所需的种子数。",
        {
            "folder": "批次的文件夹，其下为 情景/运行编号。",
            "baseline": "作为参照的情景。",
            "scenario": "比较哪些情景；不给则全部。",
            "indicator": "指标；名称后加_total为至今各年之和。",
            "level": "region（全区域）、province（省市）、city（城市）或place（县区）。",
            "area": "地区编号，如beijing或xiongan。",
            "year": "年份；全部写入文件，屏幕显示最后一年。",
            "precision": "所要的半宽：按指标的单位，或如20%。",
            "code": "若有几个版本的代码并存：代码哈希的开头。",
        },
    ),
    "trace": Help(
        "在两个情景中跟踪同一批居民和企业，列出所在地不同者。",
        {
            "first": "参照：情景文件，或随附情景的名称。",
            "second": "含政策的情景。",
            "year": "这一年的12月31日。",
            "seed": "两者共用的种子。",
            "scale": SCALE,
            "settings": "对两者改动一个参数；可多次给出。",
            "threads": THREADS,
            "out": "存放名单（CSV与Parquet）的文件夹。",
        },
    ),
    "hindcast": Help(
        "从2010、2013、2020年起步，把此后每个有记录的数字与模型对照。",
        {
            "seeds": "每个起点的种子数。",
            "scale": SMALL,
            "workers": "进程数；记分板以外的部分只用一个。",
            "sets": "另运行多少组参数，以及结构上的备选。",
            "part": "board记分板；places县区、control六区（留出对照）；exposure至2050年暴露；storms暴雨重演。",
            "out": "存放记分板、一页说明与一张表的文件夹。",
        },
    ),
    "calibrate": Help(
        "先拟合迁移常数，再看历史记录容许哪些参数组；再次执行则继续。",
        {
            "draws": "要试的参数组数。",
            "scale": SMALL,
            "workers": "进程数。",
            "shipped_constants": "不先拟合迁移常数。",
            "seeds": "拟合时取平均的运行数。",
            "rounds": "拟合的牛顿步数。",
            "everything": "最后一并给出带区间的记分板。",
            "ship": "与--all同用，在代码库中：以结果替换随附的表。",
            "out": "所有输出的文件夹。",
        },
    ),
    "sensitivity": Help(
        "补齐设计中缺失的点，再说明每个因素对每个结果的影响（Morris筛选、Sobol指数）。",
        {
            "file": "设计为morris或saltelli的批次文件。",
            "seeds": "每个点的种子数。",
            "scale": SCALE,
            "settings": "对所有点改动一个参数；可多次给出。",
            "workers": WORKERS,
            "out": "运行与结果的文件夹。",
        },
    ),
    "regret": Help(
        "把每项政策与各种情形下的最优者相比：平均、最大与通常的遗憾值。",
        {"folder": BATCH, "outcome": OUTCOME + "可多次给出。", "policy": "设计中作为政策的因素；可多次给出。"},
    ),
    "discover": Help(
        "找出结果多半变差的参数范围（PRIM）：覆盖率、密度、界限。",
        {
            "folder": "含因素或参数组的批次文件夹。",
            "outcome": OUTCOME,
            "worst": "算作“差”的运行所占份额。",
            "limit": "或者：超过此数即为差。",
            "boxes": "最多几个范围。",
        },
    ),
    "report": Help(
        "为一次运行或一个批次绘图并写成网页；批次中同一种子的各情景相互比较。",
        {
            "folder": "一次运行的文件夹，或其下有运行的文件夹。",
            "lang": "图与网页的语言：both（双语）、zh或en。",
            "baseline": "批次中作为参照的情景。",
        },
    ),
    "app": Help(
        "打开网页：选情景、调参数、以1:1000运行、作比较。不从别处取任何东西。",
        {
            "folder": "已存运行的文件夹，只读查看。",
            "port": "端口；被占用时用下一个空闲端口。",
            "address": "监听地址；0.0.0.0则他人也可进入，并共用这台机器。",
            "browser": "是否打开浏览器。",
        },
    ),
    "bench": Help(
        "测量本机的速度与内存：各过程每居民年的纳秒数、内存峰值、随规模的增长；每次运行另开进程。",
        {
            "file": FILE,
            "scales": "每个个体代表的人数，以逗号分隔：1000,100,10,1。",
            "threads": "线程数，以逗号分隔。",
            "years": "每次运行的模拟年数，自2021年起。",
            "repeats": "每种运行几次；取中位数。",
            "out": "存放JSON与图的文件夹。",
        },
    ),
    "completion": Help("输出命令补全的脚本；不自行安装任何东西。", {"shell": "bash、zsh或fish。"}),
    "demo": Help(
        "以1:1000运行基准与两个相异情景，作比较，并绘图写报告。",
        {"out": OUT, "seed": "暴雨与动态的随机种子。"},
    ),
}
