"""`jjj bench`: a table within eighty columns, a JSON, a figure in two languages; wrong options in one sentence."""

import json


def test_it_tells_time_by_process_memory_growth_and_the_ceiling(jjj, here, measured):
    code, out, err = jjj("bench", "--scales", "100,1000")
    assert code == 0
    assert max(len(line) for line in out.splitlines()) <= 80
    for said in (
        "people live",
        "growth N^",
        "from 1:1000 to 1:100",
        "the same bits",
        "copy with 2: 12 GB/s",
        "live_one",
    ):
        assert said in out, said
    assert out.index("people_move") < out.index("people_live") < out.index("live_one_year")
    assert "1:100, 2 threads" in err
    report = json.loads((here / "outputs/bench/bench.json").read_text(encoding="utf-8"))
    assert [(run["scale"], run["threads"]) for run in report["runs"]] == [(1000, 1), (1000, 2), (100, 1), (100, 2)]
    assert report["calls"]["scale"] == 100
    figure = (here / "outputs/bench/speed.svg").read_text(encoding="utf-8")
    assert "ns" in figure
    assert "纳秒" in figure


def test_it_speaks_chinese_where_the_terminal_does(jjj, measured, monkeypatch):
    monkeypatch.setenv("LC_ALL", "zh_CN.UTF-8")
    _, out, _ = jjj("bench", "--scales", "1000", "--threads", "1")
    assert "迁移" in out
    assert "people move" not in out


def test_wrong_scales_and_threads_are_one_sentence(jjj, measured):
    for words, said in (
        (("--scales", "50"), "--scale: 50 persons per agent is not possible"),
        (("--scales", "1000;100"), "--scales: '1000;100' is no list of whole numbers"),
        (("--threads", "0"), "--threads: '0' is no list"),
    ):
        code, out, err = jjj("bench", *words)
        assert (code, out) == (2, "")
        assert said in err
        assert len(err.splitlines()) == 1
