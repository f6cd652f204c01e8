"""Firms that move by order, by quota and by choice, and the ledger of every directed job."""
