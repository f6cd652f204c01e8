"""Residents as columns: who starts, moves, dies, is born, learns and works."""
