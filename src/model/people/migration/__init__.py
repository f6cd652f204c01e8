"""Moves: leave, where to, which place; students, followers, returns, care; arrivals from the rest of China."""
