"""The model as a whole: its start, its year, its audit, its tables."""
