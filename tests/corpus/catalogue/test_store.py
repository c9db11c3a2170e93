"""What a catalogue's file may be: of an earlier release, of a later one, damaged, another's."""

import sqlite3
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from corpus.catalogue.catalogue import (
    Catalogue,
    CatalogueDamagedError,
    CatalogueError,
    CatalogueFullError,
    CatalogueReadOnlyError,
    CatalogueTooNewError,
)
from corpus.catalogue.rows import (
    Reading,
)
from corpus.catalogue.writer import writing
from tests.corpus.catalogue.cataloguing import HASHES, READER, TEXT, publish, record
from tests.fakes.reading import ingested

VERSION_1 = Path(__file__).with_name("version_1.sql").read_text("utf-8")


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
            "corpus.catalogue.store._ADDED_COLUMNS",
            {2: ("documents ADD COLUMN sketch BLOB", "documents ADD COLUMN sketch BLOB")},
        )
        with pytest.raises(CatalogueError, match="sketch"):
            Catalogue(tmp_path)
    assert columns(tmp_path) == before
    with Catalogue(tmp_path) as catalogue:
        assert catalogue.documents() == []


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


def test_a_disk_fault_without_a_name_is_still_ours(monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "mkdir", full)
    with pytest.raises(CatalogueFullError, match="no room left"):
        Catalogue(Path("/nowhere"))


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
