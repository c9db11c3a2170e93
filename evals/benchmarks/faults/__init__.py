"""Faults that a council's machines have, brought about on purpose, and what comes of them."""
