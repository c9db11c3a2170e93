"""Versioned wording: templates that a reader or a language model sees, and their loader."""
