"""Runs as things that are named, kept and found again."""
