"""Numbers that belong to one person."""
