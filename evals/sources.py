"""The documents themselves, read a second time: without the index and without its readers."""

import hashlib
import re
import zipfile
from functools import lru_cache
from html.parser import HTMLParser
from pathlib import Path
from typing import Literal
from xml.etree import ElementTree

import pypdfium2

Media = Literal["pdf", "text", "html", "docx"]
_SUFFIXES: dict[str, Media] = {".pdf": "pdf", ".html": "html", ".htm": "html", ".docx": "docx"}
_UNSEEN = frozenset({"script", "style", "head", "template"})
_DOCX_TEXT = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}t"
_DOCX_BLOCK = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}p"


def media(path: Path) -> Media:
    """What a file is, by its name."""
    return _SUFFIXES.get(path.suffix.lower(), "text")


@lru_cache(maxsize=4096)
def sha256(path: Path) -> str:
    """SHA-256 of a file, 64 hex digits. Raises OSError."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


@lru_cache(maxsize=4096)
def page_text(path: Path, page: int | None) -> str:
    """The text of a page (1-based) as pdfium gives it, or all text of a file without pages.

    Empty where a PDF has no such page, or its page has no text of its own (a scan). A text file
    is as it was decoded; of HTML and DOCX it is the text that a reader sees, in its order.
    Raises OSError.
    """
    kind = media(path)
    if kind == "pdf":
        return _pdf_page(path, page)
    data = path.read_bytes()
    if kind == "docx":
        return _docx_text(path)
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        text = data.decode("cp1252", "replace")
    return _html_text(text) if kind == "html" else text


def _pdf_page(path: Path, page: int | None) -> str:
    try:
        document = pypdfium2.PdfDocument(path)
    except pypdfium2.PdfiumError:
        return ""
    try:
        if page is None or not 1 <= page <= len(document):
            return ""
        text: str = document[page - 1].get_textpage().get_text_range()
    finally:
        document.close()
    return text


def _docx_text(path: Path) -> str:
    with zipfile.ZipFile(path) as archive:
        root = ElementTree.fromstring(archive.read("word/document.xml"))
    blocks = ("".join(t.text or "" for t in p.iter(_DOCX_TEXT)) for p in root.iter(_DOCX_BLOCK))
    return "\n".join(blocks)


def _html_text(text: str) -> str:
    reader = _Seen()
    reader.feed(text)
    reader.close()
    return re.sub(r"[ \t]+", " ", " ".join(reader.parts))


class _Seen(HTMLParser):
    """Gathers what a browser would show."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []
        self._unseen = 0

    def handle_starttag(self, tag: str, attrs: object) -> None:
        del attrs
        self._unseen += tag in _UNSEEN

    def handle_endtag(self, tag: str) -> None:
        self._unseen -= tag in _UNSEEN and self._unseen > 0

    def handle_data(self, data: str) -> None:
        if not self._unseen:
            self.parts.append(data)
