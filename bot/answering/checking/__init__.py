"""A message that somebody wrote, held against the documents claim by claim."""
