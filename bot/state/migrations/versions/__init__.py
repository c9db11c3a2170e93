"""One module for each change, `vE_N.py` for version E.N: docs/adr/0019-replicas.md has the rule."""
