"""The sections of a brief, a module each."""
