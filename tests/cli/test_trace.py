"""`jjj trace` says who is elsewhere, in the language of the terminal."""

import pandas as pd
import pytest

from model.cli import trace
from model.cli.trace_words import WORDS, told
from model.experiments.tracing import EDUCATIONS, NOWHERE, STATUS
from model.region.names import SECTORS


@pytest.mark.parametrize("word", [*STATUS, *EDUCATIONS, NOWHERE, *SECTORS])
def test_every_group_has_its_words_in_chinese(word: str) -> None:
    assert any("\u4e00" <= letter <= "\u9fff" for letter in WORDS[word])


def test_a_table_is_told_in_either_language(monkeypatch: pytest.MonkeyPatch) -> None:
    rows = [("elsewhere", "beijing", 5.0)] + [("only in the first", f"c{k}", 1.0) for k in range(10)]
    table = pd.DataFrame(rows, columns=["status", "origin_city", "persons"])
    monkeypatch.setenv("LC_ALL", "zh_CN.UTF-8")
    chinese = trace._table("Residents", table)
    assert [str(column.header) for column in chinese.columns] == ["状态", "原所在", "人"]
    assert [next(column.cells) for column in chinese.columns] == ["在别处", "北京市", "5"]
    monkeypatch.setenv("LC_ALL", "C")
    english = trace._table("Residents", table)
    assert [str(column.header) for column in english.columns] == ["status", "origin city", "persons"]
    assert [list(column.cells)[-1] for column in english.columns] == ["and 1 row more", "", "1"]
    assert told("15-29") == "15-29"
