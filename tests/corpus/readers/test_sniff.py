import pytest

from corpus.readers.extracts import Refusal
from corpus.readers.sniff import recognise
from tests.corpus.readers.making import make_pdf, make_zip

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 500


def ole(stream: str) -> bytes:
    return OLE + stream.encode("utf-16-le")


@pytest.mark.parametrize(
    ("data", "media"),
    [
        (make_pdf(), "pdf"),
        (b"\r\n" * 100 + make_pdf(), "pdf"),
        (b"<br />\n<b>Warning</b>: cache\n" + make_pdf(), "pdf"),
        (b"A PDF begins with %PDF-1.7, then come objects.", "text"),
        (make_zip({"word/document.xml": b""}), "docx"),
        (make_zip({"word/document2.xml": b""}), "docx"),
        (b"\xef\xbb\xbf  <!-- saved --><!DOCTYPE HTML><p>x", "html"),
        ("<html><p>x".encode("utf-16"), "html"),
        (b'<?xml version="1.0"?>\n<html xmlns="x"><p>x</p></html>', "html"),
        (b"<div><p>A fragment</p></div>\n", "html"),
        (b"<div align=center>\n\n# A readme\n\n</div>\n\nAnd Markdown.", "text"),
        (b"# Minutes\n\n`<html>` is a tag.", "text"),
        (b"Plain words", "text"),
        (b"BM Trust minutes", "text"),
        (b"MZ and the 7z", "text"),
    ],
)
def test_media(data: bytes, media: str) -> None:
    assert recognise(data) == media


@pytest.mark.parametrize(
    ("data", "what", "mend"),
    [
        (b"\x89PNG\r\n\x1a\n\0\0", "a picture", "save it as a PDF"),
        (b"\xff\xd8\xff\xe0\0", "a picture", "save it as a PDF"),
        (b"II*\0\x08\0\0\0", "a picture", "save it as a PDF"),
        (b"BM\x8a\0\0\0", "a picture", "save it as a PDF"),
        (b"RIFF\x24\x80\0\0WEBPVP8 ", "a picture", "save it as a PDF"),
        (b"\0\0\0\x18ftypheic\0", "a picture", "save it as a PDF"),
        (b"<svg xmlns='x'/>", "a picture", "save it as a PDF"),
        (b"\0\0\0\x18ftypmp42\0", "a recording", "transcript"),
        (b"RIFF\x24\x80\0\0WAVEfmt ", "a recording", "transcript"),
        (b"\x1f\x8b\x08\0", "an archive", "unpack it"),
        (b"Rar!\x1a\x07\0", "an archive", "unpack it"),
        (make_zip({"a.pdf": b"x"}), "an archive", "unpack it"),
        (make_zip({"ppt/presentation.xml": b""}), "PowerPoint", "export it as a PDF"),
        (make_zip({"xl/workbook.xml": b""}), "spreadsheet", "as a PDF"),
        (make_zip({"mimetype": b"", "content.xml": b""}), "OpenDocument", "as a PDF"),
        (make_zip({"META-INF/container.xml": b""}), "e-book", "as a PDF"),
        (make_zip({"a.pdf": b"x" * 90})[:60], "damaged", "download it again"),
        (make_zip({"word/document.xml": b"x" * 90})[:60], "damaged", "download it again"),
        (ole("EncryptedPackage"), "password", "save a copy without one"),
        (ole("WordDocument"), "(.doc)", "save it as .docx"),
        (ole("PowerPoint Document"), "PowerPoint", "export it as a PDF"),
        (ole("Workbook"), "spreadsheet", "as a PDF"),
        (ole("__substg1.0_"), "Outlook", "save it as a PDF"),
        (OLE, "Office file", "save it as a PDF"),
        (rb"{\rtf1\ansi words}", "Rich Text", "save it as .docx"),
        (b"%!PS-Adobe-3.0", "PostScript", "save it as a PDF"),
        (b"\x00\x05\x16\x07\0\0", "macOS", "deleted"),
        (b"MZ\x90\0\x03\0", "a program", "leave it out"),
        (b"SQLite format 3\0", "a database", "PDF"),
        (b"<?xml version='1.0'?><rss/>", "XML", "save it as a PDF"),
        (b"MIME-Version: 1.0\r\nContent-Type: multipart/related", "web archive", "as a PDF"),
    ],
)
def test_refused_kinds_are_named_with_what_to_do(data: bytes, what: str, mend: str) -> None:
    result = recognise(data)
    assert isinstance(result, Refusal)
    assert what in result.reason
    assert mend in result.reason
    assert result.reason.endswith(".")
