"""How long things are kept, and how they go: by date, by person, by document."""
