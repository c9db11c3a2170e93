"""Measurements of the whole program, run from a checkout."""
