import os
import signal
import sqlite3
import subprocess
import sys
import threading
from dataclasses import replace
from datetime import date
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.catalogue import (
    Catalogue,
    CatalogueBusyError,
    CatalogueDamagedError,
    CatalogueError,
    CatalogueFullError,
    CatalogueReadOnlyError,
    CatalogueTooNewError,
)
from corpus.catalogue_rows import (
    FileRecord,
    Reading,
    pack_document,
    pack_page,
    pack_spans,
    unpack_document,
    unpack_page,
    unpack_spans,
)
from corpus.catalogue_writer import Writer, writing
from corpus.documents import Dates
from corpus.passages import Span
from corpus.sources import Page
from tests.fakes.reading import ingested

VERSION_1 = Path(__file__).with_name("catalogue_version_1.sql").read_text("utf-8")
READER = "1"
HASHES = ("a" * 64, "b" * 64)
TEXT = "Merton’s letter\n\nChildren wait too long.\n"


def record(path: str, fingerprint: str = "f1") -> FileRecord:
    return FileRecord(path, "0" * 64, 3, "read", fingerprint, READER)


def publish(writer: Writer, *files: FileRecord) -> int:
    number = writer.prepare(writer.members_of(files))
    writer.publish(number, str(number), files)
    return number


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


def test_two_processes_may_create_it_at_once(tmp_path: Path) -> None:
    code = "import sys; from pathlib import Path; from corpus.catalogue import Catalogue; "
    code += "Catalogue(Path(sys.argv[1])).documents()"
    children = [
        subprocess.Popen([sys.executable, "-c", code, str(tmp_path / "home")]) for _ in range(4)
    ]
    assert [child.wait() for child in children] == [0] * 4


def test_a_second_writer_is_told_who_is_first(tmp_path: Path) -> None:
    with (
        writing(tmp_path),
        pytest.raises(CatalogueBusyError, match=f"under way \\(pid {os.getpid()}\\)"),
        writing(tmp_path),
    ):
        pass
    with writing(tmp_path) as writer:
        assert writer.catalogue.files() == []


def test_the_lock_goes_with_a_killed_writer(tmp_path: Path) -> None:
    code = (
        "import sys, time; from pathlib import Path; from corpus.catalogue_writer import writing\n"
        "with writing(Path(sys.argv[1])): print('mine', flush=True); time.sleep(60)"
    )
    child = subprocess.Popen(
        [sys.executable, "-c", code, str(tmp_path)], stdout=subprocess.PIPE, text=True
    )
    assert child.stdout is not None
    assert child.stdout.readline() == "mine\n"
    with pytest.raises(CatalogueBusyError, match=str(child.pid)), writing(tmp_path):
        pass
    child.send_signal(signal.SIGKILL)
    child.wait()
    child.stdout.close()
    with writing(tmp_path):
        pass


def test_a_newer_format_is_refused(tmp_path: Path) -> None:
    Catalogue(tmp_path).close()
    connection = sqlite3.connect(tmp_path / "catalogue.sqlite")
    connection.execute("PRAGMA user_version = 99")
    connection.close()
    with pytest.raises(CatalogueTooNewError, match="newer Scrutineer"):
        Catalogue(tmp_path)


def as_version_1(home: Path) -> None:
    """Puts the catalogue into the form that the first release gave it."""
    old, new = home / "old.sqlite", home / "catalogue.sqlite"
    connection = sqlite3.connect(old)
    connection.executescript(VERSION_1)
    connection.execute("ATTACH ? AS new", (str(new),))
    for (table,) in connection.execute("SELECT name FROM main.sqlite_master WHERE type = 'table'"):
        names = ", ".join(row[1] for row in connection.execute(f"PRAGMA main.table_info({table})"))
        connection.execute(f"INSERT INTO main.{table} SELECT {names} FROM new.{table}")
    connection.execute("PRAGMA main.user_version = 1")
    connection.commit()
    connection.close()
    old.replace(new)


def columns(home: Path) -> dict[str, list[tuple[str, str]]]:
    """The columns of each table, with their types."""
    connection = sqlite3.connect(home / "catalogue.sqlite")
    tables = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall()
    found = {
        table: sorted((row[1], row[2]) for row in connection.execute(f"PRAGMA table_info({table})"))
        for (table,) in tables
    }
    connection.close()
    return found


def test_a_catalogue_of_the_first_release_is_brought_up_to_date(tmp_path: Path) -> None:
    home, fresh = tmp_path / "home", tmp_path / "fresh"
    file = ingested(TEXT)
    with writing(home) as writer:
        writer.stage([Reading("f1", file, (HASHES,))], READER)
        number = publish(writer, record("a"))
        writer.put_vectors("toy", HASHES, np.eye(2, dtype=np.float32))
        writer.mark_dense_complete(number, "toy")
        identity = writer.catalogue.identity()
    as_version_1(home)
    Catalogue(fresh).close()
    with Catalogue(home) as catalogue, Catalogue(home) as other:
        assert catalogue.identity() == other.identity() == identity
        document = file.documents[0].document
        assert catalogue.documents() == [replace(document, path="a")]
        assert catalogue.passages_of([document.id]) == list(file.documents[0].passages)
        assert catalogue.known_vectors("toy", HASHES)[0] == [0, 1]
        assert catalogue.registers().judgements == {document.id: ()}
        assert catalogue.copies() == {}
    assert columns(home) == columns(fresh)
    with writing(home) as writer:
        writer.stage([Reading("f1", file, (HASHES,))], "2")
        publish(writer, replace(record("a"), reader="2"))
        assert writer.missing_vectors("toy", number + 1) == []


def test_bringing_up_to_date_is_all_or_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    Catalogue(tmp_path).close()
    as_version_1(tmp_path)
    before = columns(tmp_path)
    with monkeypatch.context() as broken:
        broken.setattr(
            "corpus.catalogue_store._ADDED_COLUMNS",
            {2: ("documents ADD COLUMN sketch BLOB", "documents ADD COLUMN sketch BLOB")},
        )
        with pytest.raises(CatalogueError, match="sketch"):
            Catalogue(tmp_path)
    assert columns(tmp_path) == before
    with Catalogue(tmp_path) as catalogue:
        assert catalogue.documents() == []


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


def test_another_database_is_left_alone(tmp_path: Path) -> None:
    connection = sqlite3.connect(tmp_path / "catalogue.sqlite")
    connection.execute("CREATE TABLE theirs (x)")
    connection.close()
    with pytest.raises(CatalogueDamagedError, match="something else"):
        Catalogue(tmp_path)


def test_a_damaged_file_is_named(tmp_path: Path) -> None:
    (tmp_path / "catalogue.sqlite").write_bytes(b"not a database at all" * 100)
    with pytest.raises(CatalogueDamagedError, match="damaged"):
        Catalogue(tmp_path)


def test_a_home_that_cannot_be_made(tmp_path: Path) -> None:
    (tmp_path / "home").write_text("a file")
    with pytest.raises(CatalogueReadOnlyError, match="cannot be written"):
        Catalogue(tmp_path / "home")


def test_a_full_disk_is_named_and_loses_nothing(tmp_path: Path) -> None:
    with writing(tmp_path) as writer:
        writer.stage([Reading("f1", ingested(TEXT), (HASHES,))], READER)
        publish(writer, record("a"))
    # A limit on the size of files is the nearest thing to a full disk that needs no root.
    code = (
        "import resource, signal, sys; from pathlib import Path\n"
        "signal.signal(signal.SIGXFSZ, signal.SIG_IGN)\n"
        "from corpus.catalogue_writer import writing\n"
        "import numpy as np\n"
        "with writing(Path(sys.argv[1])) as writer:\n"
        "    resource.setrlimit(resource.RLIMIT_FSIZE, (200_000, 200_000))\n"
        "    names = [f'{n:064}' for n in range(2000)]\n"
        "    writer.put_vectors('toy', names, np.ones((2000, 384), np.float32))\n"
    )
    ended = subprocess.run(
        [sys.executable, "-c", code, str(tmp_path)], capture_output=True, text=True, check=False
    )
    assert "room" in ended.stderr.splitlines()[-1]
    with Catalogue(tmp_path) as catalogue:
        assert len(catalogue.documents()) == 1
        assert catalogue.vector_count("toy") == 0


def test_a_disk_fault_without_a_name_is_still_ours(monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "mkdir", full)
    with pytest.raises(CatalogueFullError, match="no room left"):
        Catalogue(Path("/nowhere"))


numbers = st.integers(0, 2**31 - 1)
spans = st.builds(Span, numbers, numbers, st.none() | st.integers(1, 9999), numbers)
days = st.none() | st.dates()


@given(st.lists(spans).map(tuple))
def test_spans_come_back(given_spans: tuple[Span, ...]) -> None:
    assert unpack_spans(pack_spans(given_spans)) == given_spans


@given(st.text(st.characters()))
def test_page_texts_come_back(text: str) -> None:
    assert unpack_page(pack_page(text)) == text


@given(st.text(), st.builds(Dates, days, days, days, days, days, days), st.lists(st.text()))
def test_documents_come_back(title: str, dates: Dates, notes: list[str]) -> None:
    document = replace(
        ingested("one").documents[0].document,
        title=title,
        dates=dates,
        notes=tuple(notes),
        path="p",
    )
    assert unpack_document(pack_document(document), b"p") == document


def test_a_date_is_kept_as_a_date() -> None:
    document = replace(
        ingested("one").documents[0].document, dates=Dates(published=date(2019, 7, 1))
    )
    assert '"2019-07-01"' in pack_document(document)


def test_a_disk_that_cannot_be_written_can_still_be_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with Catalogue(tmp_path) as catalogue:
        made = catalogue.identity()
    before = sorted(path.name for path in tmp_path.iterdir())
    monkeypatch.setattr("os.access", lambda *_: False)
    with Catalogue(tmp_path) as catalogue:
        assert catalogue.identity() == made
        assert catalogue.generation() is None
    assert sorted(path.name for path in tmp_path.iterdir()) == before
