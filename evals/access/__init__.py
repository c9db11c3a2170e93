"""Restricted passages tried to be reached through every interface: `python -m evals.access`."""
