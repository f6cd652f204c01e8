"""Patterns of English clauses and their Chinese, by what they are about; the first that fits a whole clause is taken.

In the Chinese `{0}`, `{1}` ... are the groups of the pattern as they stand. Of the last group `{list}` is a list with
Chinese commas, `{said}` the sentence in Chinese, `{unit}` a lever's unit in brackets, `{expected}` kinds of values; of
the first `{kind}` is a kind of value with its text, `{word}` a term, `{time}` a duration, `{first}` a sentence; of the
last `{last}` is a term, `{areas}` a list with the names of areas.
"""

from typing import Final

from model.reports.clauses import commands, pages, runs, scenarios, studies

CLAUSES: Final = (*commands.CLAUSES, *runs.CLAUSES, *studies.CLAUSES, *pages.CLAUSES, *scenarios.CLAUSES)
"""The catch-alls stand among those of scenarios, at the end."""
