"""Robust decisions over stored runs: regret of policies over states of the world, and where outcomes turn bad."""
