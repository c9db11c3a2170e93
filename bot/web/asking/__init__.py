"""Asking, and reading answers with their sources beside them."""
