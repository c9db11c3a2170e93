"""What a file is, told by its content: names lie (web pages saved as `.pdf` are common)."""

import io
import re
import zipfile
from typing import Final

from corpus.readers.extracts import Refusal
from corpus.readers.text import decode
from corpus.sources import Media

_HEADER_REACH: Final = 1024  # PDF viewers look for the header this far; mail gateways prefix lines
_PDF_HEADER = re.compile(rb"%PDF-")
_PDF_OBJECT = re.compile(rb"\d\s+\d+\s+obj\b")

_AS_PDF = "save it as a PDF and index that"
_PICTURE = "a picture; save it as a PDF and index that"
_SOUND = "a recording; index a transcript of it"
_ARCHIVE = "an archive; unpack it and index the files inside"
_SPREADSHEET = "a spreadsheet; save the sheets that matter as a PDF and index that"
_SLIDES = "a PowerPoint file; export it as a PDF and index that"
_OLD_WORD = "a Word file of the old kind (.doc); open it in Word and save it as .docx"
_LOCKED = (
    "an Office file protected by a password; open it with the password, save a copy without one "
    "and index the copy"
)

# (offset, signature, what it is and how to mend it); the first that matches decides.
_SIGNATURES: Final = (
    (0, b"\x89PNG\r\n", _PICTURE),
    (0, b"\xff\xd8\xff", _PICTURE),
    (0, b"GIF8", _PICTURE),
    (0, b"II*\0", _PICTURE),
    (0, b"MM\0*", _PICTURE),
    (0, b"BM", _PICTURE),
    (8, b"WEBP", _PICTURE),
    (4, b"ftyphei", _PICTURE),
    (4, b"ftypavif", _PICTURE),
    (4, b"ftypmif", _PICTURE),
    (0, b"\0\0\0\x0cjP  ", _PICTURE),
    (4, b"ftyp", _SOUND),
    (0, b"RIFF", _SOUND),
    (0, b"ID3", _SOUND),
    (0, b"OggS", _SOUND),
    (0, b"\x1aE\xdf\xa3", _SOUND),
    (0, b"\x1f\x8b", _ARCHIVE),
    (0, b"7z\xbc\xaf'\x1c", _ARCHIVE),
    (0, b"Rar!\x1a", _ARCHIVE),
    (0, b"BZh", _ARCHIVE),
    (0, b"\xfd7zXZ\0", _ARCHIVE),
    (0, b"\x28\xb5\x2f\xfd", _ARCHIVE),
    (257, b"ustar", _ARCHIVE),
    (0, rb"{\rtf", "a Rich Text file; open it in Word or LibreOffice and save it as .docx"),
    (0, b"%!PS", f"a PostScript file; {_AS_PDF}"),
    (0, b"\x00\x05\x16\x07", "a side file that macOS leaves beside a document; it can be deleted"),
    (0, b"\x7fELF", "a program; leave it out"),
    (0, b"MZ", "a program; leave it out"),
    (0, b"SQLite format 3\0", f"a database; export what matters from it, {_AS_PDF}"),
)
_TEXT_MAY_START_SO: Final = (b"BM", b"MZ", b"ID3", b"BZh", b"GIF8", b"RIFF")

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_OLE_STREAMS: Final = (
    ("EncryptedPackage", _LOCKED),
    ("WordDocument", _OLD_WORD),
    ("PowerPoint Document", _SLIDES),
    ("Workbook", _SPREADSHEET),
    ("Book", _SPREADSHEET),
    ("__substg1.0", f"an Outlook message; {_AS_PDF}"),
)
_ZIP = (b"PK\x03\x04", b"PK\x05\x06")
_ZIP_MEMBERS: Final = (
    ("ppt/", _SLIDES),
    ("xl/", _SPREADSHEET),
    ("META-INF/container.xml", f"an e-book; {_AS_PDF}"),
    ("content.xml", f"an OpenDocument file; {_AS_PDF}"),
)

_PREAMBLE = re.compile(r"(?:\s+|<\?xml[^>]{0,500}\?>|<!--.{0,2000}?-->)*", re.DOTALL)
_WHOLE_PAGE = re.compile(r"<(?:!doctype\s+html|html|head|body|title|meta)\b", re.IGNORECASE)
_FRAGMENT = re.compile(
    r"<(?:article|b|br|div|font|h[1-6]|main|ol|p|script|section|span|style|table|ul)\b[^<]*>",
    re.IGNORECASE,
)
_XML = re.compile(r"<(?:\?xml\b|svg\b)", re.IGNORECASE)
_MAIL_ARCHIVE = re.compile(r"(?:From: <Saved by|MIME-Version: 1\.0\r?\n.*multipart/related)", re.S)


def recognise(data: bytes) -> Media | Refusal:
    """Tell what the bytes of a file are, or refuse it, naming its kind and how to mend it.

    `data` is not empty. Never raises.
    """
    if _is_pdf(data):
        return "pdf"
    if data.startswith(_OLE):
        return _refuse(_office_kind(data))
    if data.startswith(_ZIP):
        return _zip_kind(data)
    for offset, signature, kind in _SIGNATURES:
        if data.startswith(signature, offset) and not (
            signature in _TEXT_MAY_START_SO and _is_ascii(data)
        ):
            return _refuse(kind)
    return _markup_kind(data)


def _refuse(kind: str) -> Refusal:
    what, _, mend = kind.partition("; ")
    return Refusal(f"The file is {what}: {mend}.")


def _is_ascii(data: bytes) -> bool:
    return data[:_HEADER_REACH].isascii() and b"\0" not in data[:_HEADER_REACH]


def _is_pdf(data: bytes) -> bool:
    """Whether there is a PDF header, at the start or, followed by PDF objects, near it."""
    header = _PDF_HEADER.search(data, 0, _HEADER_REACH)
    if header is None:
        return False
    return header.start() == 0 or _PDF_OBJECT.search(data, header.end()) is not None


def _office_kind(data: bytes) -> str:
    for name, kind in _OLE_STREAMS:
        if name.encode("utf-16-le") in data:
            return kind
    return f"an Office file of an old or unknown kind; {_AS_PDF}"


def _zip_kind(data: bytes) -> Media | Refusal:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = archive.namelist()
    except Exception:  # zipfile lets struct, unicode and value errors of damaged archives out
        # Names stand in the clear before each member, so a cut file still tells what it was.
        if b"word/" in data:
            return Refusal(
                "The Word file is damaged and cannot be opened: download it again, or open it "
                "in Word and let it repair and save it."
            )
        return Refusal("The file is a damaged archive or Office file: download it again.")
    if any(name.startswith("word/document") and name.endswith(".xml") for name in names):
        return "docx"
    for member, kind in _ZIP_MEMBERS:
        if any(name.startswith(member) for name in names):
            return _refuse(kind)
    return _refuse(_ARCHIVE)


def _markup_kind(data: bytes) -> Media | Refusal:
    start, _ = decode(data[: _HEADER_REACH * 4])
    preamble = _PREAMBLE.match(start)
    body = start[preamble.end() :] if preamble else start
    if _WHOLE_PAGE.match(body):
        return "html"
    # Markdown may open with a tag too, but it does not end with one.
    if _FRAGMENT.match(body) and data.rstrip().endswith((b">", b">\0")):
        return "html"
    if re.match(r"<svg\b", body, re.IGNORECASE):
        return _refuse(_PICTURE)
    if _XML.match(start.lstrip()):
        return _refuse(f"an XML data file; open it in the program that made it, {_AS_PDF}")
    if _MAIL_ARCHIVE.match(start):
        return _refuse(f"a saved web archive or e-mail; open it, {_AS_PDF}")
    return "text"
