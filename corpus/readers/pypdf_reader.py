"""The second PDF reader: pypdf, slow, but it mends what pdfium cannot open."""

import io
import logging
import threading
import warnings
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager

from pypdf import PdfReader
from pypdf.errors import FileNotDecryptedError
from pypdf.generic import Destination

from corpus.readers.limits import PAGE_LIMIT, TEXT_LIMIT
from corpus.readers.pdf_contents import (
    Locked,
    Oversized,
    PdfContents,
    PdfOutcome,
    Unreadable,
    properties,
)
from corpus.sources import OutlineEntry, Page

_one_at_a_time = threading.Lock()  # log levels and warning filters belong to the whole process


def read_with_pypdf(data: bytes) -> PdfOutcome:
    """Read a PDF with pypdf, leniently and with the empty password; never raises.

    `Page.text` is pypdf's own, lines ending in LF. A page that cannot be read stays, with
    empty text.
    """
    # pypdf meets damage with whatever exception its assumption about the file ends in (KeyError,
    # TypeError, RecursionError …), so that nothing narrower than Exception holds.
    with _one_at_a_time, _quiet():
        try:
            reader = PdfReader(io.BytesIO(data), strict=False)
            if reader.is_encrypted and not reader.decrypt(""):
                return Locked()
            return _contents(reader)
        except FileNotDecryptedError:
            return Locked()
        except Exception:
            return Unreadable()


@contextmanager
def _quiet() -> Iterator[None]:
    """Keep pypdf's remarks on each repair out of the log: the file's notes say it once."""
    logger = logging.getLogger("pypdf")
    level = logger.level
    logger.setLevel(logging.CRITICAL + 1)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            yield
    finally:
        logger.setLevel(level)


def _contents(reader: PdfReader) -> PdfOutcome:
    count = len(reader.pages)
    if count > PAGE_LIMIT:
        return Oversized(f"{count:,} pages")
    labels = _labels(reader)
    pages: list[Page] = []
    unreadable: list[int] = []
    room = TEXT_LIMIT
    for index in range(count):
        try:
            text = _sound(reader.pages[index].extract_text())
        except Exception:
            text = ""
            unreadable.append(index + 1)
        room -= len(text.encode())
        if room < 0:
            return Oversized(f"more than {TEXT_LIMIT // 1_000_000} MB of text")
        label = _sound(labels[index]) if index < len(labels) else None
        pages.append(Page(index + 1, text, label, wide=_wide(reader, index)))
    return PdfContents(tuple(pages), _metadata(reader), _outline(reader), tuple(unreadable))


def _wide(reader: PdfReader, index: int) -> bool:
    try:
        page = reader.pages[index]
        width, height = page.mediabox.width, page.mediabox.height
        return bool(width < height if page.rotation % 180 else width > height)
    except Exception:
        return False


def _sound(text: str) -> str:
    """Join surrogate pairs and replace lone ones, which pypdf lets through and no file can hold."""
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def _labels(reader: PdfReader) -> list[str]:
    try:
        return reader.page_labels if "/PageLabels" in reader.root_object else []
    except Exception:
        return []


def _metadata(reader: PdfReader) -> dict[str, str]:
    try:
        info: Mapping[str, object] = reader.metadata or {}
        return properties({key.lstrip("/"): _sound(str(value)) for key, value in info.items()})
    except Exception:
        return {}


def _outline(reader: PdfReader) -> tuple[OutlineEntry, ...]:
    try:
        return tuple(_entries(reader, reader.outline, 0))
    except Exception:
        return ()


def _entries(reader: PdfReader, level: Iterable[object], depth: int) -> Iterator[OutlineEntry]:
    for entry in level:
        if isinstance(entry, list):
            yield from _entries(reader, entry, depth + 1)
        elif isinstance(entry, Destination):
            index = reader.get_destination_page_number(entry)
            title = _sound(entry.title or "").strip("\0 ")
            if index is not None and index >= 0 and title:
                yield OutlineEntry(title, depth, index + 1)
