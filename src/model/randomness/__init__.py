"""Counter-based draws: every number has an address, so scenarios share their luck and threads never matter."""
