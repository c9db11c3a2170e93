"""How documents, passages and vectors are written into rows, and made from them again."""

import json
import os
import zlib
from collections.abc import Sequence
from dataclasses import asdict, astuple, dataclass, replace
from datetime import date, datetime
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from corpus.documents import Dates, Document
from corpus.duplicates import Sketch
from corpus.ingested import Ingested
from corpus.passages import Passage, Span
from corpus.registers.judgements import Judgement
from corpus.registers.recommendations import Recommendation

Vectors = NDArray[np.float32]
Outcome = Literal["read", "duplicate", "failed"]

_NO_PAGE = -1


@dataclass(frozen=True, slots=True)
class Generation:
    """One complete state of the index.

    `lexical` is the folder name of its lexical index under `home/lexical`; `dense` names the
    embedders whose vectors are complete for it, `mirrored` those that Chroma holds as well.
    """

    number: int
    created: datetime
    documents: int
    passages: int
    lexical: str
    dense: tuple[str, ...]
    mirrored: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class FileRecord:
    """What became of a file: `read`, a `duplicate` of another path, or `failed` with a reason.

    `fingerprint` identifies the reading that belongs to it (None when it could not be opened);
    `reader` is the version that read it; `again` asks for another try although nothing changed.
    """

    path: str
    sha256: str | None
    size: int
    outcome: Outcome
    fingerprint: str | None = None
    reader: str = ""
    reason: str | None = None
    duplicate_of: str | None = None
    again: bool = False


@dataclass(frozen=True, slots=True)
class Reading:
    """What reading a file gave, ready to be staged.

    `content_hashes` has one tuple for each document, one hash for each of its passages: sha256
    of the text that is embedded.
    """

    fingerprint: str
    ingested: Ingested
    content_hashes: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Member:
    """A document's place in a generation: its row, its id, and the path it is found at."""

    document: int
    document_id: str
    path: str


@dataclass(frozen=True, slots=True)
class Stay:
    """How long a document was in the index: from when it came, in UTC, until it went.

    `document` is what is known of one that went; None of one that is there, and of one that was
    removed by hand.
    """

    document_id: str
    path: str
    came: datetime
    went: datetime | None = None
    document: Document | None = None


def pack_text(text: str) -> bytes:
    """Bytes of `text`, lone surrogates (from file names, from broken fonts) included."""
    return text.encode("utf-8", "surrogatepass")


def unpack_text(data: bytes) -> str:
    """The inverse of `pack_text`."""
    return data.decode("utf-8", "surrogatepass")


def pack_page(text: str) -> bytes:
    """A page's untouched text, compressed."""
    return zlib.compress(pack_text(text), 6)


def unpack_page(data: bytes) -> str:
    """The inverse of `pack_page`."""
    return unpack_text(zlib.decompress(data))


def pack_confidence(confidence: bytes | None) -> bytes | None:
    """How sure the reading of each word of a page is, compressed."""
    return None if confidence is None else zlib.compress(confidence, 6)


def unpack_confidence(data: bytes | None) -> bytes | None:
    """The inverse of `pack_confidence`."""
    return None if data is None else zlib.decompress(data)


def pack_document(document: Document) -> str:
    """JSON of a document; what depends on where the file lies (`path`) is left out."""
    values = asdict(replace(document, path=""))
    return json.dumps(values, default=date.isoformat, separators=(",", ":"))


def unpack_document(body: str, path: bytes) -> Document:
    """The inverse of `pack_document`, found at `path`."""
    values: dict[str, Any] = json.loads(body)
    dates: dict[str, Any] = values["dates"]
    for name, value in dates.items():
        if not name.endswith("basis") and value is not None:
            dates[name] = date.fromisoformat(value)
    values["dates"] = Dates(**dates)
    values["notes"] = tuple(values["notes"])
    values["given"] = tuple(values.get("given", ()))
    values["path"] = os.fsdecode(path)
    return Document(**values)


def pack_register(rows: Sequence[Judgement] | Sequence[Recommendation]) -> str:
    """JSON of a document's judgements or recommendations, an array of values for each."""
    return json.dumps([astuple(row) for row in rows], separators=(",", ":"))


def unpack_judgements(body: str) -> tuple[Judgement, ...]:
    """The inverse of `pack_register`."""
    return tuple(Judgement(*values) for values in json.loads(body))


def unpack_recommendations(body: str) -> tuple[Recommendation, ...]:
    """The inverse of `pack_register`."""
    return tuple(Recommendation(*values) for values in json.loads(body))


def pack_spans(spans: Sequence[Span]) -> bytes:
    """Four little-endian int32 for each span: at, length, page or -1, start."""
    flat = [
        value
        for span in spans
        for value in (
            span.at,
            span.length,
            _NO_PAGE if span.page is None else span.page,
            span.start,
        )
    ]
    return np.asarray(flat, dtype="<i4").tobytes()


def unpack_spans(data: bytes) -> tuple[Span, ...]:
    """The inverse of `pack_spans`."""
    values = iter(np.frombuffer(data, dtype="<i4").tolist())
    return tuple(
        Span(at, length, None if page == _NO_PAGE else page, start)
        for at, length, page, start in zip(values, values, values, values, strict=True)
    )


def pack_sketch(sketch: Sketch) -> bytes:
    """A little-endian uint32 for each hash."""
    return sketch.astype("<u4", copy=False).tobytes()


def unpack_sketch(data: bytes) -> Sketch:
    """The inverse of `pack_sketch`."""
    return np.frombuffer(data, dtype="<u4").astype(np.uint32, copy=False)


def unpack_stay(row: tuple[Any, ...]) -> Stay:
    """A stay from its row of the history."""
    identity, path, came, went, body = row
    return Stay(
        identity,
        os.fsdecode(path),
        datetime.fromisoformat(came),
        datetime.fromisoformat(went) if went else None,
        unpack_document(body, path) if body else None,
    )


def unpack_passage(row: tuple[Any, ...]) -> Passage:
    """A passage from columns id, document id, ordinal, text, shape, paragraph, heading, spans."""
    identity, document_id, ordinal, text, shape, paragraph, heading, spans = row
    return Passage(
        id=identity,
        document_id=document_id,
        ordinal=ordinal,
        text=unpack_text(text),
        shape=shape,
        paragraph=paragraph,
        heading=tuple(json.loads(heading)),
        spans=unpack_spans(spans),
    )


def pack_vectors(vectors: Vectors) -> list[bytes]:
    """One blob of little-endian float32 for each row."""
    rows = np.ascontiguousarray(vectors, dtype="<f4")
    return [row.tobytes() for row in rows]


def unpack_vectors(blobs: Sequence[bytes], dimensions: int) -> Vectors:
    """An array of shape (len(blobs), dimensions), float32."""
    flat = np.frombuffer(b"".join(blobs), dtype="<f4")
    return flat.reshape(len(blobs), dimensions).astype(np.float32, copy=False)


def pack_file(file: FileRecord) -> tuple[Any, ...]:
    """A file record as a row of `files`."""
    return (
        os.fsencode(file.path),
        file.sha256,
        file.size,
        file.fingerprint,
        file.reader,
        file.outcome,
        file.reason,
        None if file.duplicate_of is None else os.fsencode(file.duplicate_of),
        int(file.again),
    )


def unpack_file(row: tuple[Any, ...]) -> FileRecord:
    """The inverse of `pack_file`."""
    path, sha256, size, fingerprint, reader, outcome, reason, duplicate_of, again = row
    return FileRecord(
        path=os.fsdecode(path),
        sha256=sha256,
        size=size,
        outcome=outcome,
        fingerprint=fingerprint,
        reader=reader,
        reason=reason,
        duplicate_of=None if duplicate_of is None else os.fsdecode(duplicate_of),
        again=bool(again),
    )
