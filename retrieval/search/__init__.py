"""A query finds documents that may answer, and their passages ranked."""
