"""Calibration as an ensemble: priors, runs of the hindcast, acceptance, and sets that batches draw from."""
