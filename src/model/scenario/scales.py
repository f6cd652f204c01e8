"""The scales that `--scale` stands for."""

from collections.abc import Mapping
from typing import Final

SCALES: Final[Mapping[int, tuple[int, int]]] = {1: (1, 1), 10: (10, 10), 100: (100, 10), 1000: (1000, 100)}
"""Persons and firms per agent that go together, by persons per agent."""
