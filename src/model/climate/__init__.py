"""Storms that scenarios share, what they flood, whom they expose, and what is remembered of them."""
