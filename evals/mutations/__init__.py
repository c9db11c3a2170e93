"""Claims made wrong on purpose, and harmless rewordings of true ones: what the gate is tried on.

Nothing here imports the gate: a list of words shared with it would prove nothing.
"""
