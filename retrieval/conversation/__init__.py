"""Questions in the light of one another: follow-ups, what they point at, several in one text."""
