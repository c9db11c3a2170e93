"""Tests of the grounding gate."""
