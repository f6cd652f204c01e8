"""Links between places: branches of firms, the capital they stand for, and what moves them."""
