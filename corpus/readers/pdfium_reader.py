"""The first PDF reader: pdfium, twenty times as fast as pypdf with the same text."""

import ctypes
from collections.abc import Iterator

import pypdfium2
import pypdfium2.raw

from corpus.readers.limits import PAGE_LIMIT, PROPERTY_LIMIT, TEXT_LIMIT
from corpus.readers.page_pictures import is_scan
from corpus.readers.pdf_contents import (
    Locked,
    Oversized,
    PdfContents,
    PdfOutcome,
    Unreadable,
    properties,
)
from corpus.readers.pdf_tables import printed_rows
from corpus.readers.pdfium_lock import one_at_a_time
from corpus.sources import OutlineEntry, Page, PrintedRow

_OUTLINE_LIMIT = 10_000


def read_with_pdfium(data: bytes) -> PdfOutcome:
    """Read a PDF with pdfium, trying the empty password.

    `Page.text` is pdfium's own: lines end in CRLF, a hyphen at a line's end is U+FFFE with the
    lines joined. A page that cannot be opened stays, with empty text.
    """
    with one_at_a_time:
        try:
            document = pypdfium2.PdfDocument(data)
        except pypdfium2.PdfiumError as error:
            locks = (pypdfium2.raw.FPDF_ERR_PASSWORD, pypdfium2.raw.FPDF_ERR_SECURITY)
            return Locked() if error.err_code in locks else Unreadable()
        try:
            return _contents(document)
        finally:
            document.close()


def _contents(document: pypdfium2.PdfDocument) -> PdfOutcome:
    count = len(document)
    if count > PAGE_LIMIT:
        return Oversized(f"{count:,} pages")
    pages: list[Page] = []
    unreadable: list[int] = []
    scans: list[int] = []
    room = TEXT_LIMIT
    for index in range(count):
        page = _page(document, index)
        if page is None:
            unreadable.append(index + 1)
        text, wide, scan, rows = page or ("", False, False, ())
        if scan:
            scans.append(index + 1)
        room -= len(text.encode())
        if room < 0:
            return Oversized(f"more than {TEXT_LIMIT // 1_000_000} MB of text")
        pages.append(Page(index + 1, text, _label(document, index), rows, wide=wide))
    return PdfContents(
        tuple(pages),
        _metadata(document),
        tuple(_outline(document)),
        tuple(unreadable),
        tuple(scans),
    )


def _page(
    document: pypdfium2.PdfDocument, index: int
) -> tuple[str, bool, bool, tuple[PrintedRow, ...]] | None:
    """The page's text as pdfium gives it, whether it is wide, a scan, and its tables' rows.

    None where it cannot be opened.
    """
    try:
        page = document[index]
        try:
            width, height = page.get_size()
            textpage = page.get_textpage()
            try:
                text: str = textpage.get_text_range()
            except (RecursionError, ctypes.ArgumentError):
                # pypdfium2 steps over characters without text one call deep each: a page that
                # begins with a thousand of them is read by its area instead. Inside a call to
                # pdfium, ctypes wraps the error.
                text = textpage.get_text_bounded()
            return text, width > height, is_scan(page, text), printed_rows(textpage, text)
        finally:
            page.close()  # closes the text page with it
    except pypdfium2.PdfiumError:
        return None


def _label(document: pypdfium2.PdfDocument, index: int) -> str | None:
    try:
        label: str = document.get_page_label(index)
    except UnicodeDecodeError:
        return None
    return label.strip("\0 ")[:PROPERTY_LIMIT] or None


def _metadata(document: pypdfium2.PdfDocument) -> dict[str, str]:
    info: dict[str, str] = {}
    for key in document.METADATA_KEYS:
        try:
            info[key] = document.get_metadata_value(key)
        except UnicodeDecodeError:
            continue
    return properties(info)


def _outline(document: pypdfium2.PdfDocument) -> Iterator[OutlineEntry]:
    """Flatten the bookmarks; those that lead to no page of this file are left out."""
    for position, bookmark in enumerate(document.get_toc()):
        if position == _OUTLINE_LIMIT:
            return
        try:
            destination = bookmark.get_dest()
            index = None if destination is None else destination.get_index()
            title = bookmark.get_title().strip("\0 ")[:PROPERTY_LIMIT]
        except (pypdfium2.PdfiumError, UnicodeDecodeError):
            continue
        if index is not None and 0 <= index < len(document) and title:
            yield OutlineEntry(title, bookmark.level, index + 1)
