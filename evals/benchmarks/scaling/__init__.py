"""How the index and its answers grow: many documents made of few, indexed, and asked about."""
