"""The documents themselves, read again independently of what the index holds, or as plain text."""

import hashlib
from dataclasses import replace
from functools import cache
from pathlib import Path

import pypdfium2

from corpus.sources import Page, Source


@cache
def sha256(path: Path) -> str:
    """SHA-256 of a file, 64 hex digits."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


@cache
def page_text(path: Path, page: int | None) -> str:
    """The text of a page (1-based) as pdfium gives it, or of a whole text file, as decoded."""
    if page is None:
        return path.read_bytes().decode("utf-8")
    document = pypdfium2.PdfDocument(path)
    try:
        text: str = document[page - 1].get_textpage().get_text_range()
    finally:
        document.close()
    return text


def as_text(source: Source) -> Source:
    """A file as one text without pages, as if somebody had copied it out."""
    text = Page(None, "\n".join(page.text for page in source.pages))
    return replace(source, media="text", pages=(text,), outline=())
