"""A damaged catalogue: nothing that has changed is given out, and what can be kept is kept."""

import os
import sqlite3
from contextlib import closing
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.catalogue.catalogue import Catalogue, CatalogueDamagedError
from corpus.catalogue.mending import DAMAGED, _saved, mending
from corpus.catalogue.rows import Reading
from corpus.catalogue.seals import chain_of, seal_of
from corpus.catalogue.soundness import examine
from corpus.catalogue.writer import writing
from tests.corpus.catalogue.cataloguing import HASHES, READER, TEXT, publish, record
from tests.fakes.reading import ingested

FILE = ingested(TEXT)
DOCUMENT = FILE.documents[0].document.id


def made(home: Path) -> int:
    with writing(home) as writer:
        writer.stage([Reading("f1", FILE, (HASHES,))], READER)
        number = publish(writer, record("a.txt"))
        writer.put_vectors("toy", HASHES, np.eye(2, dtype=np.float32))
        writer.mark_dense_complete(number, "toy")
        writer.give(DOCUMENT, "a.txt", {"title": "Letter"})
    return number


def change(home: Path, statement: str) -> None:
    with closing(sqlite3.connect(home / "catalogue.sqlite")) as run, run:
        assert run.execute(statement).rowcount


def read_all(home: Path) -> None:
    with Catalogue(home) as catalogue:
        catalogue.generation()
        catalogue.documents()
        catalogue.registers()
        catalogue.sketches()
        catalogue.passages_of([DOCUMENT])
        catalogue.page(DOCUMENT, None)


CHANGES = (
    "UPDATE passages SET text = replace(text, 'long', 'song') WHERE ordinal = 1",
    "UPDATE passages SET heading = '[\"Other\"]' WHERE ordinal = 1",
    "UPDATE passages SET spans = zeroblob(length(spans)) WHERE ordinal = 1",
    "UPDATE passages SET text = x'ff' WHERE ordinal = 1",
    "DELETE FROM passages WHERE ordinal = 1",
    'UPDATE documents SET body = replace(body, \'"title":"\', \'"title":"Un\')',
    "UPDATE documents SET body = '{}'",
    "UPDATE documents SET judgements = '[1]'",
    "UPDATE documents SET recommendations = '['",
    "UPDATE documents SET sketch = x'0102'",
    "UPDATE pages SET text = x'789c0000'",
)


@pytest.mark.parametrize("statement", CHANGES)
def test_what_has_changed_is_not_given_out_and_its_file_is_read_again(
    tmp_path: Path, statement: str
) -> None:
    made(tmp_path)
    read_all(tmp_path)
    change(tmp_path, statement)
    with pytest.raises(CatalogueDamagedError, match="Run `scrutineer index`"):
        read_all(tmp_path)
    with Catalogue(tmp_path) as catalogue:
        damage = examine(catalogue)
        assert damage
        assert "a.txt" in str(damage)
    with mending(tmp_path) as (writer, mended):
        assert mended.anew
        assert "a.txt" in mended.notes[0]
        assert writer.catalogue.lost() == ["a.txt"]
        assert writer.staged(READER) == set()
        writer.stage([Reading("f1", FILE, (HASHES,))], READER)
        assert writer.catalogue.lost() == []
        publish(writer, record("a.txt"))
    read_all(tmp_path)
    with mending(tmp_path) as (_, again):
        assert again.notes == ()


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE members SET path = x'62'",
        "UPDATE generations SET seal = 1",
        "UPDATE generations SET created = 'soon'",
    ],
)
def test_a_list_that_has_changed_is_made_anew(tmp_path: Path, statement: str) -> None:
    made(tmp_path)
    change(tmp_path, statement)
    with pytest.raises(CatalogueDamagedError):
        read_all(tmp_path)
    with mending(tmp_path) as (writer, mended):
        assert mended.anew
        assert writer.catalogue.lost() == []
        publish(writer, record("a.txt"))
    read_all(tmp_path)


def test_vectors_that_are_none_any_more_are_made_again(tmp_path: Path) -> None:
    number = made(tmp_path)
    change(
        tmp_path, f"UPDATE embeddings SET vector = zeroblob(8) WHERE content_hash = '{HASHES[0]}'"
    )
    with mending(tmp_path) as (writer, mended):
        assert "1 vectors" in mended.notes[0]
        missing = writer.missing_vectors("toy", number)
        assert [content for content, *_ in missing] == [HASHES[0]]
        generation = writer.catalogue.generation()
        assert generation is not None
        assert generation.dense == ()


def test_a_file_that_cannot_be_read_is_made_anew_with_what_can_be_saved(tmp_path: Path) -> None:
    number = made(tmp_path)
    with closing(sqlite3.connect(tmp_path / "catalogue.sqlite")) as run:
        (root,) = run.execute(
            "SELECT rootpage FROM sqlite_master WHERE name = 'passages'"
        ).fetchone()
        identity = run.execute("SELECT uuid FROM identity").fetchone()
        run.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    path = tmp_path / "catalogue.sqlite"
    content = bytearray(path.read_bytes())
    content[(root - 1) * 4096 : root * 4096] = bytes(4096)
    path.write_bytes(content)
    # Whoever has it open sees what is put in its place.
    with Catalogue(tmp_path) as reader:
        with mending(tmp_path) as (writer, mended):
            assert "made anew" in mended.notes[0]
            catalogue = writer.catalogue
            assert catalogue.lost() == ["a.txt"]
            assert catalogue.given() == {DOCUMENT: {"title": "Letter"}}
            assert catalogue.known_vectors("toy", HASHES)[0] == [0, 1]
            assert (catalogue.identity(),) == identity
            writer.stage([Reading("f1", FILE, (HASHES,))], READER)
            assert publish(writer, record("a.txt")) > number
        assert [document.title for document in reader.documents()] == ["Letter"]
    read_all(tmp_path)
    assert (tmp_path / DAMAGED).read_bytes() == content


@pytest.mark.parametrize("size", [0, 50, 100, 5000])
def test_a_file_that_was_cut_off_is_made_anew(tmp_path: Path, size: int) -> None:
    made(tmp_path)
    os.truncate(tmp_path / "catalogue.sqlite", size)
    with mending(tmp_path) as (writer, _):
        writer.stage([Reading("f1", FILE, (HASHES,))], READER)
        publish(writer, record("a.txt"))
    read_all(tmp_path)


@settings(max_examples=60)
@given(st.lists(st.one_of(st.text(), st.binary(), st.integers(), st.none())), st.data())
def test_a_seal_tells_a_changed_byte(
    values: list[str | bytes | int | None], data: st.DataObject
) -> None:
    sealed = seal_of(*values)
    blob = data.draw(st.binary(min_size=1))
    at, bit = data.draw(st.integers(0, len(blob) - 1)), data.draw(st.integers(0, 7))
    other = bytearray(blob)
    other[at] ^= 1 << bit
    assert seal_of(*values, blob) != seal_of(*values, bytes(other))
    assert seal_of(*values) == sealed
    assert chain_of([(blob,)]) != chain_of([(bytes(other),)])


def test_a_passage_that_the_register_of_ids_has_lost_is_not_passed_over(tmp_path: Path) -> None:
    made(tmp_path)
    with Catalogue(tmp_path) as catalogue:
        hidden, *others = (passage.id for passage in catalogue.passages_of([DOCUMENT]))
    with closing(sqlite3.connect(tmp_path / "catalogue.sqlite")) as run, run:
        whole = "CREATE INDEX passages_by_id ON passages (id)"
        run.execute("DROP INDEX passages_by_id")
        run.execute(f"{whole} WHERE id <> '{hidden}'")
        # The file now says that its register is whole, as one does whose page was zeroed.
        run.execute("PRAGMA writable_schema = ON")
        run.execute("UPDATE sqlite_master SET sql = ? WHERE name = 'passages_by_id'", (whole,))
    with Catalogue(tmp_path) as catalogue:
        assert [passage.id for passage in catalogue.passages(others)] == others
        assert catalogue.passages(["unknown"]) == []
        with pytest.raises(CatalogueDamagedError, match="Run `scrutineer index`"):
            catalogue.passages([hidden])
    with mending(tmp_path) as (writer, mended):
        assert mended.notes
        writer.stage([Reading("f1", FILE, (HASHES,))], READER)
        publish(writer, record("a.txt"))
    with Catalogue(tmp_path) as catalogue:
        assert [passage.id for passage in catalogue.passages([hidden])] == [hidden]


def test_a_catalogue_that_has_forgotten_which_it_is_is_saved_all_the_same(tmp_path: Path) -> None:
    made(tmp_path)
    with closing(sqlite3.connect(tmp_path / "catalogue.sqlite")) as run, run:
        run.executescript("DROP TABLE identity; CREATE TABLE identity (uuid)")
        run.execute("INSERT INTO identity VALUES (NULL)")
    (tmp_path / "new").mkdir()
    with Catalogue(tmp_path / "new") as new:
        assert _saved(tmp_path / "catalogue.sqlite", new)
