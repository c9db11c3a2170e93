"""However an index came about, it is the one that its files would give today."""

import tempfile
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.retrieval.index.small_corpus import Corpus

names = st.sampled_from(["a.txt", "b.txt", "c.txt", "sub/d.txt"])
bodies = st.sampled_from(
    ["Merton letter\nA finding.", "Barnet letter\nA finding.", "BAD", "Merton again"]
)
changes = st.lists(st.tuples(names, st.none() | bodies, st.booleans()), min_size=1, max_size=8)


@settings(deadline=None, max_examples=12)
@given(changes)
def test_any_history_ends_as_if_indexed_at_once(
    history: list[tuple[str, str | None, bool]],
) -> None:
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        corpus = Corpus(Path(folder))
        corpus.write("always.txt", "Camden letter\nA finding.")
        corpus.index()
        for name, body, run in history:
            if body is not None:
                corpus.write(name, body)
            elif (corpus.folder / name).exists():
                (corpus.folder / name).unlink()
            if run:
                corpus.index()
        corpus.index()
        grown = corpus.state()
        # Moved, not deleted: tantivy may still be tidying up in it.
        corpus.home.rename(corpus.home.with_name("grown"))
        corpus.index()
        assert grown == corpus.state()
