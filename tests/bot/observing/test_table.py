from pathlib import Path

from bot.observing.table import table

DOCS = Path(__file__).parents[3] / "docs"


def test_the_docs_have_the_table_that_is_made_of_the_metrics() -> None:
    assert table() in (DOCS / "observability.md").read_text("utf-8")
