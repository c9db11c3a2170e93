"""Briefs held against the documents themselves, by another route than they were made by."""
