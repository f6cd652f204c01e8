"""Cells of place and sector: what is asked for, who fills it, what it earns and yields."""
