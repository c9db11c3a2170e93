"""Benchmarks, each run as `python -m evals.benchmarks.NAME --corpus PATH`."""
