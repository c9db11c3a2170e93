"""Where documents begin in a file that holds several, and of what kind each is."""
