"""Legal units as columns: the stock, and how firms close, grow, open and move."""
