"""Fuzzing: files that are damaged in thousands of ways, read as the program reads them."""
