import hashlib
import os
import shutil
from collections.abc import Sequence
from datetime import date
from pathlib import Path

import numpy as np
import pytest

from corpus.catalogue.catalogue import Catalogue
from corpus.given import GivenError
from corpus.ingested import Ingested
from corpus.readers.kept_pages import SCANS, KeptPages
from corpus.sources import SkippedFile
from corpus.walking import MissingPathError
from corpus.workers.workplace import workplace
from retrieval.errors import EmbeddingError, UnknownDocumentError
from retrieval.index import dense
from retrieval.index.building import build, embedding_text, give, remove, restore
from retrieval.index.chroma import ChromaMirror, collection_name
from retrieval.index.lexical import LexicalIndex, LexicalQuery
from retrieval.index.reports import DocumentCounts, Progress
from retrieval.ports import Vectors
from tests.fakes.embedding import WordEmbedder
from tests.fakes.reading import ingested, read_text
from tests.retrieval.index.small_corpus import Corpus


@pytest.fixture
def corpus(tmp_path: Path) -> Corpus:
    return Corpus(tmp_path)


def test_files_are_indexed_and_unchanged_ones_skipped(corpus: Corpus) -> None:
    corpus.write("a.txt", "Merton letter\nA finding.")
    corpus.write("sub/b.txt", "Barnet report\nAnother finding.")
    first = corpus.index()
    assert first.documents == DocumentCounts(added=2)
    assert (first.read, first.passages, first.failures, first.notes) == (2, 4, (), ())
    assert corpus.embedder.texts == 4
    with Catalogue(corpus.home) as catalogue:
        generation = catalogue.generation()
    second = corpus.index()
    assert second.documents == DocumentCounts(unchanged=2)
    assert (second.read, second.passages) == (0, 4)
    assert corpus.embedder.texts == 4
    with Catalogue(corpus.home) as catalogue:
        assert catalogue.generation() == generation


def test_changes_are_counted(corpus: Corpus) -> None:
    for name in "abcd":
        corpus.write(f"{name}.txt", f"{name} letter\nA finding of {name}.")
    corpus.index()
    corpus.write("a.txt", "a letter\nA new finding.")
    (corpus.folder / "b.txt").unlink()
    corpus.write("e.txt", "e letter")
    (corpus.folder / "c.txt").rename(corpus.folder / "z.txt")
    report = corpus.index()
    assert report.documents == DocumentCounts(added=1, updated=1, unchanged=2, removed=1)
    assert report.read == 3
    assert corpus.texts() == ["a letter", "d letter", "e letter", "c letter"]


def test_a_new_reader_reads_again_and_embeds_nothing_twice(corpus: Corpus) -> None:
    corpus.write("a.txt", "a letter\nA finding.")
    corpus.write("bad.txt", "BAD")
    assert corpus.index().documents == DocumentCounts(added=1, failed=1)
    embedded = corpus.embedder.texts
    report = corpus.index(version="2")
    assert report.documents == DocumentCounts(updated=1, failed=1)
    assert report.read == 1
    assert corpus.embedder.texts == embedded


def test_failures_are_told_again_without_reading_again(
    corpus: Corpus, monkeypatch: pytest.MonkeyPatch
) -> None:
    corpus.write("a.txt", "a letter")
    corpus.write("bad.txt", "BAD")
    first = corpus.index()
    assert [(f.path, f.reason) for f in first.failures] == [
        (str(corpus.folder / "bad.txt"), "It is bad.")
    ]
    monkeypatch.setattr("retrieval.index.building.read_all", lambda _r, paths, *_: iter(paths * 0))
    assert corpus.index().failures == first.failures
    assert corpus.index(corpus.folder / "a.txt").failures == ()


def test_copies_are_one_document(corpus: Corpus) -> None:
    corpus.write("b.txt", "same letter")
    corpus.write("c.txt", "same letter")
    first = corpus.index()
    assert first.documents == DocumentCounts(added=1)
    assert first.notes == (
        f"{corpus.folder}/c.txt is a copy of {corpus.folder}/b.txt, "
        "byte for byte: it is read once.",
    )
    corpus.write("a.txt", "same letter")
    assert corpus.index().documents == DocumentCounts(unchanged=1)
    (corpus.folder / "a.txt").unlink()
    (corpus.folder / "b.txt").unlink()
    assert corpus.index().documents == DocumentCounts(unchanged=1)
    with Catalogue(corpus.home) as catalogue:
        assert [d.path for d in catalogue.documents()] == [str(corpus.folder / "c.txt")]


def test_an_emptied_folder_empties_nothing(corpus: Corpus, tmp_path: Path) -> None:
    corpus.write("a.txt", "a letter")
    corpus.write("b.txt", "b letter")
    corpus.index()
    shutil.move(corpus.folder, tmp_path / "away")
    corpus.write("x.txt", "BAD")
    report = corpus.index()
    assert report.documents.removed == 0
    assert "Nothing was removed" in report.notes[0]
    assert corpus.texts() == ["a letter", "b letter"]
    report = corpus.index(tmp_path / "away", corpus.folder)
    assert report.documents == DocumentCounts(unchanged=2, failed=1)


def test_files_outside_the_paths_stay(corpus: Corpus) -> None:
    corpus.write("one/a.txt", "a letter")
    corpus.write("two/b.txt", "b letter")
    corpus.write("two/c.txt", "c letter")
    corpus.index()
    (corpus.folder / "two" / "c.txt").unlink()
    assert corpus.index(corpus.folder / "one").documents == DocumentCounts(unchanged=3)
    assert corpus.index(corpus.folder / "two").documents == DocumentCounts(unchanged=2, removed=1)


def test_a_file_that_cannot_be_opened_keeps_its_reading(
    corpus: Corpus, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = corpus.write("a.txt", "a letter")
    corpus.index()

    def refuse(_: str) -> str:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("retrieval.index.planning.digest", refuse)
    report = corpus.index()
    assert report.failures[0].path == str(path)
    assert "stays in the index" in report.failures[0].reason
    assert corpus.texts() == ["a letter"]


def test_a_file_that_is_too_large_is_not_read(
    corpus: Corpus, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("retrieval.index.planning.FILE_BYTES", 10)
    corpus.write("a.txt", "a letter")
    corpus.write("b.txt", "a letter that is long")
    report = corpus.index()
    assert [os.path.basename(f.path) for f in report.failures] == ["b.txt"]
    assert corpus.texts() == ["a letter"]


def test_a_removed_document_stays_out_until_its_file_changes(corpus: Corpus) -> None:
    corpus.write("a.txt", "a letter")
    corpus.write("b.txt", "b letter")
    corpus.index()
    identity = ingested("a letter").documents[0].document.id
    with pytest.raises(UnknownDocumentError, match="No document"):
        remove(corpus.home, [identity, "nothing"])
    assert corpus.texts() == ["a letter", "b letter"]
    remove(corpus.home, [identity])
    assert corpus.texts() == ["b letter"]
    for _ in range(3):
        report = corpus.index()
        assert report.documents == DocumentCounts(unchanged=1)
        assert report.read == 0
        assert f"documents restore {identity}" in report.notes[0]
        corpus.write("c.txt", "c letter")
        corpus.index()
        (corpus.folder / "c.txt").unlink()
        corpus.index()
    with pytest.raises(UnknownDocumentError, match="No document"):
        remove(corpus.home, [identity])
    restore(corpus.home, [identity])
    assert corpus.texts() == ["a letter", "b letter"]
    assert corpus.state()["lengths"] == 2
    remove(corpus.home, [identity])
    assert corpus.removed() == ["a letter"]
    corpus.write("a.txt", "a letter anew")
    corpus.index()
    assert corpus.removed() == []
    assert corpus.texts() == ["a letter anew", "b letter"]
    with pytest.raises(UnknownDocumentError, match="was removed"):
        restore(corpus.home, ["nothing"])


def test_what_is_given_holds_until_the_file_changes(corpus: Corpus) -> None:
    corpus.write("a.txt", "a letter\nA finding.")
    corpus.write("b.txt", "b letter\nAnother finding.")
    corpus.index()
    with Catalogue(corpus.home) as catalogue:
        before = catalogue.generation()
        identity = catalogue.documents()[0].id
    given = give(corpus.home, identity, {"title": "Zebra crossings", "published": "2019-03-12"})
    assert (given.title, given.dates.published) == ("Zebra crossings", date(2019, 3, 12))
    with Catalogue(corpus.home) as catalogue:
        after = catalogue.generation()
        assert before is not None
        assert after is not None
        assert after.number > before.number  # so that processes at work notice
        assert after.dense == before.dense
        assert catalogue.documents()[0] == given
        lexical = LexicalIndex(corpus.home / "lexical" / after.lexical)
        found = lexical.search(LexicalQuery((("zebra", 1.0),)), 10)
        assert {passage.partition("-")[0] for passage, _ in found} == {identity}
    corpus.index()
    (corpus.folder / "a.txt").rename(corpus.folder / "moved.txt")
    corpus.index(version="2")
    assert corpus.texts() == ["b letter", "Zebra crossings"]
    give(corpus.home, identity, {"title": None})
    assert corpus.texts() == ["b letter", "a letter"]
    corpus.write("moved.txt", "a letter\nA new finding.")
    corpus.index()
    with Catalogue(corpus.home) as catalogue:
        assert catalogue.documents()[1].given == ()


def test_what_contradicts_the_document_is_not_given(corpus: Corpus) -> None:
    corpus.write("a.txt", "a letter")
    corpus.index()
    with Catalogue(corpus.home) as catalogue:
        (document,) = catalogue.documents()
    with pytest.raises(GivenError):
        give(corpus.home, document.id, {"inspected_from": "2019-03-12"})
    with pytest.raises(GivenError):
        give(corpus.home, document.id, {"title": None})
    with pytest.raises(UnknownDocumentError):
        give(corpus.home, "d0", {"title": "Letter"})
    with Catalogue(corpus.home) as catalogue:
        assert catalogue.documents() == [document]
        assert catalogue.given() == {}


def read_long(path: Path) -> Ingested | SkippedFile:
    """A scan of three pages for each letter of its name."""
    if "scan" in path.name:
        for page in range(4):
            workplace().tell(page, 3)
    return read_text(path)


def test_scanned_pages_are_counted_over_all_files(corpus: Corpus) -> None:
    for name in ("scan1.txt", "scan2.txt", "letter.txt"):
        corpus.write(name, f"{name} letter")
    told: list[Progress] = []
    build(corpus.home, [corpus.folder], read_long, corpus.embedder, "1", told.append, workers=1)
    scans = [(each.done, each.total) for each in told if each.stage == "scans"]
    assert scans == [(0, 3), (1, 3), (2, 3), (3, 3), (3, 6), (4, 6), (5, 6), (6, 6)]


def test_what_was_recognised_goes_with_its_file(corpus: Corpus) -> None:
    path = corpus.write("a.txt", "a letter")
    kept = KeptPages(corpus.home / SCANS, hashlib.sha256(path.read_bytes()).hexdigest())
    kept.put(1, b"page one")
    corpus.write("b.txt", "b letter")
    corpus.index()
    assert kept.get(1) == b"page one"
    path.unlink()
    corpus.index()
    assert kept.get(1) is None


def test_a_path_that_is_not_there_changes_nothing(corpus: Corpus) -> None:
    with pytest.raises(MissingPathError):
        corpus.index(corpus.folder / "nowhere")
    assert not corpus.home.exists()


def test_words_are_searched_before_vectors_are_made(corpus: Corpus) -> None:
    corpus.write("a.txt", "Merton letter\nA finding.")
    seen: list[tuple[str, tuple[str, ...]]] = []

    def look(step: Progress) -> None:
        if step.stage == "embedding":
            with Catalogue(corpus.home) as catalogue:
                generation = catalogue.generation()
            assert generation is not None
            lexical = LexicalIndex(corpus.home / "lexical" / generation.lexical)
            assert len(lexical.search(LexicalQuery((("finding", 1.0),)), 9)) == 2
            seen.append((step.stage, generation.dense))

    build(corpus.home, [corpus.folder], read_text, corpus.embedder, "1", look)
    assert seen[0] == ("embedding", ())


class BrokenEmbedder(WordEmbedder):
    """Fails, or gives nonsense."""

    def __init__(self, nonsense: Vectors | None = None) -> None:
        super().__init__()
        self._nonsense = nonsense

    def embed(self, texts: Sequence[str]) -> Vectors:
        if self._nonsense is None:
            raise ConnectionError(f"no route for {len(texts)} texts")
        return self._nonsense


@pytest.mark.parametrize(
    "embedder",
    [
        BrokenEmbedder(),
        BrokenEmbedder(np.zeros((1, 4), np.float32)),
        BrokenEmbedder(np.full((1, 4), np.nan, np.float32)),
        BrokenEmbedder(np.eye(3, 4, dtype=np.float32)),
        BrokenEmbedder(np.ones(4, np.float32)),
    ],
)
def test_an_embedder_that_fails_leaves_the_words(corpus: Corpus, embedder: BrokenEmbedder) -> None:
    corpus.write("a.txt", "a letter")
    with pytest.raises(EmbeddingError, match="words-1"):
        build(corpus.home, [corpus.folder], read_text, embedder, "1")
    assert corpus.texts() == ["a letter"]
    assert corpus.index().documents == DocumentCounts(unchanged=1)
    corpus.state()


def test_a_broken_lexical_index_is_made_anew(corpus: Corpus) -> None:
    corpus.write("a.txt", "Merton letter")
    corpus.index()
    before = corpus.state()
    shutil.rmtree(corpus.home / "lexical")
    corpus.index()
    assert corpus.state() == before
    shutil.rmtree(corpus.home / "lexical")
    corpus.write("b.txt", "Barnet letter")
    corpus.index()
    assert corpus.texts() == ["Merton letter", "Barnet letter"]
    corpus.state()


def test_the_same_papers_weigh_the_same_however_the_index_came_to_hold_them(
    corpus: Corpus,
) -> None:
    def scores() -> list[tuple[str, float]]:
        with Catalogue(corpus.home) as catalogue:
            generation = catalogue.generation()
        assert generation is not None
        lexical = LexicalIndex(corpus.home / "lexical" / generation.lexical)
        return lexical.search(LexicalQuery((("finding", 1.0), ("plans", 1.0))), 9)

    for name in "abcdef":
        corpus.write(f"{name}.txt", f"{name} letter\nA finding of plans and {name}.")
    corpus.write("a.txt", "a letter\nPlans, plans, plans, and a finding at length of many plans.")
    corpus.index()
    corpus.write("a.txt", "a letter\nA finding of plans and a.")
    corpus.index()
    after = scores()
    shutil.rmtree(corpus.home)
    corpus.index()
    assert after == scores()


def test_old_generations_are_cleared(corpus: Corpus) -> None:
    for number in range(6):
        corpus.write("a.txt", f"letter {number}")
        corpus.index()
    assert sorted(os.listdir(corpus.home / "lexical")) == ["5", "6"]
    with Catalogue(corpus.home) as catalogue:
        assert catalogue.vector_count(corpus.embedder.name) <= 2


def test_chroma_is_kept_where_it_is_of_use(corpus: Corpus, monkeypatch: pytest.MonkeyPatch) -> None:
    corpus.write("a.txt", "a letter\nA finding.")
    corpus.index()
    assert not (corpus.home / "chroma").exists()
    monkeypatch.setattr(dense, "SCAN_LIMIT", 1)
    corpus.index()
    with Catalogue(corpus.home) as catalogue:
        generation = catalogue.generation()
        assert generation is not None
        assert generation.mirrored == (corpus.embedder.name,)
    shutil.rmtree(corpus.home / "chroma")
    corpus.index()
    assert (corpus.home / "chroma" / "chroma.sqlite3").exists()
    mirror = ChromaMirror(corpus.home)
    with Catalogue(corpus.home) as catalogue:
        mirror.search(collection_name(catalogue, "words-1"), np.ones(64, np.float32), 1)
        corpus.write("b.txt", "b letter")
        assert "Chroma was not brought up to date" in corpus.index().notes[0]
    mirror.close()
    assert corpus.index().notes == ()


def test_what_is_embedded_of_a_passage() -> None:
    passages = ingested("Letter to Merton\nA finding.").documents[0].passages
    assert embedding_text(passages[1]) == "Findings\nA finding."
