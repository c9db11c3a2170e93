"""Files and generations of a catalogue, for tests."""

from corpus.catalogue.rows import (
    FileRecord,
)
from corpus.catalogue.writer import Writer

READER = "1"


HASHES = ("a" * 64, "b" * 64)


TEXT = "Merton’s letter\n\nChildren wait too long.\n"


def record(path: str, fingerprint: str = "f1") -> FileRecord:
    return FileRecord(path, "0" * 64, 3, "read", fingerprint, READER)


def publish(writer: Writer, *files: FileRecord) -> int:
    number = writer.prepare(writer.members_of(files))
    writer.publish(number, str(number), files)
    return number
