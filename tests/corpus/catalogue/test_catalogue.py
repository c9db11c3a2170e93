import os
import threading
from dataclasses import replace
from datetime import date
from pathlib import Path

import numpy as np
import pytest

from corpus.catalogue.catalogue import (
    Catalogue,
    CatalogueError,
)
from corpus.catalogue.rows import (
    Reading,
)
from corpus.catalogue.writer import writing
from corpus.documents import Dates
from corpus.sources import Page
from tests.corpus.catalogue.cataloguing import HASHES, READER, TEXT, publish, record
from tests.fakes.reading import ingested


def test_a_new_catalogue_is_empty(tmp_path: Path) -> None:
    with Catalogue(tmp_path / "home") as catalogue:
        assert catalogue.generation() is None
        assert catalogue.documents() == []
        assert catalogue.passages(["x"]) == []
        assert catalogue.files() == []


def test_nothing_is_seen_before_it_is_published(tmp_path: Path) -> None:
    file = ingested(TEXT)
    with writing(tmp_path) as writer, Catalogue(tmp_path) as reader:
        writer.stage([Reading("f1", file, (HASHES,))], READER)
        number = writer.prepare(writer.members_of([record("a.txt")]))
        assert reader.documents() == []
        assert reader.generation() is None
        writer.publish(number, "1", [record("a.txt")])
        generation = reader.generation()
        assert generation is not None
        assert (generation.number, generation.documents, generation.passages) == (1, 1, 2)
        assert (generation.lexical, generation.dense, generation.mirrored) == ("1", (), ())


def test_what_was_staged_is_read_back_as_it_was(tmp_path: Path) -> None:
    file = ingested(TEXT)
    document, passages = file.documents[0].document, file.documents[0].passages
    with writing(tmp_path) as writer:
        writer.stage([Reading("f1", file, (HASHES,))], READER)
        publish(writer, record("moved.txt"))
        catalogue = writer.catalogue
        assert catalogue.documents() == [replace(document, path="moved.txt")]
        asked = [passages[1].id, "unknown", passages[0].id]
        assert catalogue.passages(asked) == [passages[1], passages[0]]
        assert catalogue.passages_of([document.id]) == list(passages)
        pairs = list(zip((p.id for p in passages), HASHES, strict=True))
        assert catalogue.passage_ids_of([document.id]) == pairs
        assert catalogue.passage_ids_of(None) == pairs
        assert catalogue.passage_counts() == {document.id: len(passages)}
        assert catalogue.page(document.id, None) == Page(None, TEXT)
        assert catalogue.page(document.id, 1) is None
        assert catalogue.files() == [record("moved.txt")]


def test_what_the_owner_gives_stands_in_the_place_of_what_was_read(tmp_path: Path) -> None:
    file = ingested(TEXT)
    read = replace(file.documents[0].document, path="a.txt")
    with writing(tmp_path) as writer:
        writer.stage([Reading("f1", file, (HASHES,))], READER)
        publish(writer, record("a.txt"))
        catalogue = writer.catalogue
        writer.give(read.id, "a.txt", {"title": "Letter", "meeting": "2019-03-12"})
        writer.give(read.id, "a.txt", {"title": "A letter", "kind": "minutes"})
        (given_to,) = catalogue.documents()
        assert (given_to.title, given_to.kind) == ("A letter", "minutes")
        assert given_to.dates == Dates(meeting=date(2019, 3, 12), basis="given")
        assert given_to.given == ("title", "kind", "meeting")
        assert catalogue.documents(as_read=True) == [read]
        writer.give(read.id, "a.txt", {"title": None, "meeting": None})
        assert catalogue.given() == {read.id: {"kind": "minutes"}}
        writer.give(read.id, "a.txt", {"kind": None})
        assert catalogue.documents() == [read]


def test_how_sure_words_are_and_the_printed_number_are_kept_with_their_page(
    tmp_path: Path,
) -> None:
    file = ingested(TEXT)
    (page,) = file.source.pages
    sure = bytes(range(50, 56))
    read = replace(page, confidence=sure, label="iv")
    scanned = replace(file, source=replace(file.source, pages=(read,)))
    identity = file.documents[0].document.id
    with writing(tmp_path) as writer:
        writer.stage([Reading("f1", scanned, (HASHES,)), Reading("f2", file, (HASHES,))], READER)
        first = publish(writer, record("a", "f1"))
        publish(writer, record("a", "f2"))
        assert writer.catalogue.page(identity, None, first) == read
        assert writer.catalogue.page(identity, None) == page
        assert writer.catalogue.page("unknown", None) is None


def test_a_reader_goes_on_with_the_generation_it_began_with(tmp_path: Path) -> None:
    with writing(tmp_path) as writer:
        for name, text in (("f1", "one"), ("f2", "two")):
            writer.stage([Reading(name, ingested(text), ((HASHES[0],),))], READER)
        first = publish(writer, record("a", "f1"))
        publish(writer, record("a", "f2"))
        writer.forget_unused()
        catalogue = writer.catalogue
        assert [d.title for d in catalogue.documents(first)] == ["one"]
        assert [d.title for d in catalogue.documents()] == ["two"]
        writer.stage([Reading("f3", ingested("three"), ((HASHES[0],),))], READER)
        publish(writer, record("a", "f3"))
        writer.forget_unused()
        assert catalogue.documents(first) == []
        assert writer.staged(READER) == {"f2", "f3"}


def test_a_prepared_generation_of_a_killed_run_is_dropped(tmp_path: Path) -> None:
    with writing(tmp_path) as writer:
        writer.stage([Reading("f1", ingested("one"), ((HASHES[0],),))], READER)
        writer.prepare(writer.members_of([record("a")]))
        writer.discard_unpublished()
        assert publish(writer, record("a")) == 1


def test_vectors_are_kept_by_content_and_embedder(tmp_path: Path) -> None:
    vectors = np.eye(2, 4, dtype=np.float32)
    with writing(tmp_path) as writer:
        writer.stage([Reading("f1", ingested(TEXT), (HASHES,))], READER)
        number = publish(writer, record("a"))
        missing = writer.missing_vectors("toy", number)
        assert [content_hash for content_hash, _, _ in missing] == list(HASHES)
        writer.put_vectors("toy", HASHES, vectors)
        assert writer.missing_vectors("toy", number) == []
        assert len(writer.missing_vectors("other", number)) == 2
        catalogue = writer.catalogue
        assert catalogue.vector_count("toy") == 2
        got = catalogue.vectors("toy", [HASHES[1], HASHES[0], HASHES[1]])
        np.testing.assert_array_equal(got, vectors[[1, 0, 1]])
        places, known = catalogue.known_vectors("toy", ["c" * 64, HASHES[1]])
        assert places == [1]
        assert known.shape == (1, 4)
        with pytest.raises(CatalogueError, match="no vector"):
            catalogue.vectors("toy", ["c" * 64])
        with pytest.raises(CatalogueError, match="another model"):
            writer.put_vectors("toy", HASHES, np.eye(2, 3, dtype=np.float32))
        writer.mark_dense_complete(number, "toy")
        generation = catalogue.generation()
        assert generation is not None
        assert (generation.dense, generation.mirrored) == (("toy",), ())


def test_vectors_of_forgotten_passages_go_and_the_others_stay(tmp_path: Path) -> None:
    with writing(tmp_path) as writer:
        writer.stage([Reading("f1", ingested("one"), ((HASHES[0],),))], READER)
        writer.stage([Reading("f2", ingested("two"), ((HASHES[1],),))], READER)
        publish(writer, record("a", "f1"), record("b", "f2"))
        writer.put_vectors("toy", HASHES, np.eye(2, dtype=np.float32))
        publish(writer, record("b", "f2"))
        publish(writer, record("b", "f2"))
        writer.forget_unused()
        assert writer.catalogue.known_vectors("toy", HASHES)[0] == [1]


def test_names_and_texts_that_are_not_unicode_survive(tmp_path: Path) -> None:
    path = os.fsdecode(b"/tmp/caf\xe9.txt")
    file = ingested("one")
    part, text = file.documents[0], "broken \ud800 font"
    document, (passage,) = part.document, part.passages
    odd = replace(
        file,
        source=replace(file.source, pages=(replace(file.source.pages[0], text=text),)),
        documents=(
            replace(
                part,
                document=replace(document, title=path),
                passages=(replace(passage, text=text),),
            ),
        ),
    )
    with writing(tmp_path) as writer:
        writer.stage([Reading("f1", odd, ((HASHES[0],),))], READER)
        publish(writer, record(path))
        writer.withdraw("d", path)
        catalogue = writer.catalogue
        assert [(d.path, d.title) for d in catalogue.documents()] == [(path, path)]
        assert catalogue.passages([passage.id])[0].text == text
        assert catalogue.page(document.id, None) == Page(None, text)
        assert catalogue.files()[0].path == path
        assert catalogue.withdrawn() == {"d": path}


def test_threads_share_a_catalogue(tmp_path: Path) -> None:
    with writing(tmp_path) as writer:
        writer.stage([Reading("f1", ingested(TEXT), (HASHES,))], READER)
        publish(writer, record("a"))
        counts: list[int] = []

        def look() -> None:
            counts.extend(len(writer.catalogue.documents()) for _ in range(50))

        threads = [threading.Thread(target=look) for _ in range(4)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert counts == [1] * 200


def test_copies_are_those_of_the_generation(tmp_path: Path) -> None:
    letter = " ".join(f"Thornbeck’s panel heard of matter {n} in room {n * n}." for n in range(200))
    one, two = ingested(letter), ingested(letter.replace(" ", "\n"))
    with writing(tmp_path) as writer:
        for name, file in (("f1", one), ("f2", two)):
            hashes = tuple(HASHES[0] for _ in file.documents[0].passages)
            writer.stage([Reading(name, file, (hashes,))], READER)
        both = publish(writer, record("a", "f1"), record("b", "f2"))
        alone = publish(writer, record("b", "f2"))
        ids = sorted(file.documents[0].document.id for file in (one, two))
        copies = writer.catalogue.copies(both)
        assert sorted(copies) == sorted(copies[ids[0]]) == sorted(copies[ids[1]]) == ids
        assert writer.catalogue.copies(alone) == writer.catalogue.copies() == {}
