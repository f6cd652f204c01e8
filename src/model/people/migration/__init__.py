"""Moves: leave, where to, which place; students, followers, returns, care; arrivals from the rest of China."""

from model.people.migration.base import MigrationBase, freeze_base
from model.people.migration.causes import CAUSES, MoveFlows, no_moves
from model.people.migration.move import move

__all__ = ["CAUSES", "MigrationBase", "MoveFlows", "freeze_base", "move", "no_moves"]
