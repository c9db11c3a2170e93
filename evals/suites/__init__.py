"""The suites: each scores what was answered, in its own regard, and gives figures and cases."""
