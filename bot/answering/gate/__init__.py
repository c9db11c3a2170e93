"""The grounding gate: whether a claim says what the passages it cites say, and nothing else."""
