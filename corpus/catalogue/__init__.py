"""What is kept of every file, in one SQLite database: the truth that all else is made from."""
