"""What is shown of a run: a table, JUnit XML, JSON, and a page that opens from disk."""

from evals.report.terminal import as_table
from evals.report.writing import Written, write

__all__ = ["Written", "as_table", "write"]
