"""City governments and places, as Mesa agents."""
