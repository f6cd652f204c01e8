"""Lines that can be typed as they stand, for the end of each command's help."""

from typing import Final

EXAMPLES: Final[dict[str, tuple[str, ...]]] = {
    "new": ("jjj new my-idea",),
    "check": ("jjj check my-idea.yaml", "jjj check scenarios/emissions/*.yaml"),
    "explain": ("jjj explain baseline climate.pathway",),
    "diff": ("jjj diff baseline emissions/high",),
    "schema": ("jjj schema climate", "jjj schema --levers baseline"),
    "data": ("jjj data", "jjj data places.csv"),
    "run": ("jjj run baseline --scale 1000", "jjj run baseline --set climate.pathway=high --seed 2"),
    "batch": ("jjj batch baseline emissions/high --seeds 10 --scale 1000",),
    "status": ("jjj status outputs",),
    "compare": ("jjj compare outputs --baseline baseline",),
    "hindcast": ("jjj hindcast", "jjj hindcast --seeds 5 --sets 20"),
    "calibrate": ("jjj calibrate", "jjj calibrate --draws 60 --shipped-constants"),
    "regret": ("jjj regret outputs/paths", "jjj regret outputs/paths --outcome gdp@hebei:more"),
    "discover": ("jjj discover outputs/uncertain loss_expected@bth --worst 0.25",),
    "trace": ("jjj trace relocation/none baseline --year 2030",),
    "sensitivity": ("jjj sensitivity study.yaml --seeds 2 --scale 1000",),
    "demo": ("jjj demo", "jjj demo --seed 2"),
    "report": ("jjj report outputs/baseline", "jjj report outputs --lang en"),
    "bench": ("jjj bench", "jjj bench --scales 1000,100,10 --years 35"),
    "app": ("jjj app", "jjj app outputs --port 8600"),
    "completion": ('eval "$(jjj completion bash)"',),
}


def epilog(command: str) -> str | None:
    """The examples of a command as the end of its help; None if it has none."""
    lines = EXAMPLES.get(command)
    return None if lines is None else "\b\nExamples:\n" + "\n".join(f"  {line}" for line in lines)
