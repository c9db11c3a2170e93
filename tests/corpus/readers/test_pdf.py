import io
import logging
import zlib
from pathlib import Path

import pypdfium2
import pytest
from pypdf import PdfReader, PdfWriter
from pypdf.constants import PageLabelStyle
from pypdf.generic import ArrayObject, DictionaryObject, NameObject, NumberObject, TextStringObject

from corpus.readers import pdfium_reader, pypdf_reader, read
from corpus.readers.extracts import Extract, Refusal
from corpus.readers.inflation import inflates_beyond
from corpus.readers.limits import PAGE_LIMIT
from corpus.readers.pdf import read_pdf
from corpus.readers.pdf_contents import PdfContents
from corpus.readers.pdf_dates import iso_date
from corpus.readers.pdfium_reader import read_with_pdfium
from corpus.readers.pypdf_reader import read_with_pypdf
from corpus.sources import OutlineEntry, SkippedFile, Source
from tests.corpus.readers.making import WORDS, encrypt, make_pdf, make_raw_pdf

CATALOGUE = b"<</Type/Catalog/Pages 2 0 R>>"
TREE = b"<</Type/Pages/Kids[3 0 R]/Count 1>>"
PAGE = (
    b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Contents 4 0 R"
    b"/Resources<</Font<</F1 5 0 R>>>>>>"
)
FONT = b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>"


def stream(content: bytes, entries: bytes = b"") -> bytes:
    return b"<</Length %d%b>>stream\n%b\nendstream" % (len(content), entries, content)


def extract(data: bytes) -> Extract:
    result = read_pdf(data)
    assert isinstance(result, Extract), result
    return result


def refusal(data: bytes) -> str:
    result = read_pdf(data)
    assert isinstance(result, Refusal), result
    return result.reason


def rich_pdf() -> bytes:
    """Three pages labelled i, ii, 1, with nested bookmarks."""
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(make_pdf(["One", "Two", "Three"]))))
    parent = writer.add_outline_item(title="Summary", page_number=0)
    writer.add_outline_item(title="Leaders", page_number=1, parent=parent)
    writer.add_outline_item(title="Nowhere", page_number=None)
    writer.add_outline_item(title="Annex", page_number=2)
    writer.set_page_label(0, 1, style=PageLabelStyle.LOWERCASE_ROMAN)
    writer.set_page_label(2, 2, style=PageLabelStyle.DECIMAL)
    writer.add_metadata(
        {
            "/Title": "Focused visit – Mertonshire",
            "/Author": "Ofsted",
            "/CreationDate": "D:20190312101500+01'00'",
            "/ModDate": "D:2019",
        }
    )
    made = io.BytesIO()
    writer.write(made)
    return made.getvalue()


def test_text_is_exactly_what_pdfium_gives() -> None:
    data = make_pdf(["First line", "Second page"])
    with pypdfium2.PdfDocument(data) as document:
        expected = [page.get_textpage().get_text_range() for page in document]
    pages = extract(data).pages
    assert [page.text for page in pages] == expected
    assert [page.number for page in pages] == [1, 2]


def test_outline_labels_and_properties() -> None:
    result = extract(rich_pdf())
    assert result.outline == (
        OutlineEntry("Summary", 0, 1),
        OutlineEntry("Leaders", 1, 2),
        OutlineEntry("Annex", 0, 3),
    )
    assert [page.label for page in result.pages] == ["i", "ii", "1"]
    assert result.metadata == {
        "title": "Focused visit – Mertonshire",
        "author": "Ofsted",
        "created": "2019-03-12T10:15:00+01:00",
        "modified": "2019-01-01",
    }
    assert result.notes == ()


def test_pages_are_wide_as_they_are_shown() -> None:
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(make_pdf(["One", "Two"]))))
    writer.pages[1].rotate(90)
    made = io.BytesIO()
    writer.write(made)
    for outcome in (read_with_pdfium(made.getvalue()), read_with_pypdf(made.getvalue())):
        assert isinstance(outcome, PdfContents)
        assert [page.wide for page in outcome.pages] == [True, False]


def test_second_reader_finds_the_same() -> None:
    first, second = read_with_pdfium(rich_pdf()), read_with_pypdf(rich_pdf())
    assert isinstance(first, PdfContents)
    assert isinstance(second, PdfContents)
    assert [page.text.strip() for page in second.pages] == ["One", "Two", "Three"]
    assert [page.label for page in second.pages] == [page.label for page in first.pages]
    assert (second.outline, second.metadata) == (first.outline, first.metadata)


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("D:20250128120724+00'00'", "2025-01-28T12:07:24+00:00"),
        ("D:20170713135106-05'30'", "2017-07-13T13:51:06-05:30"),
        ("D:20170713135106Z", "2017-07-13T13:51:06+00:00"),
        ("D:20170713135106", "2017-07-13T13:51:06"),
        ("20170713", "2017-07-13"),
        ("D:20171399", None),
        ("D:20170713135106+99'00'", None),
        ("12 July 2017", None),
        ("", None),
    ],
)
def test_dates(written: str, expected: str | None) -> None:
    assert iso_date(written) == expected


def test_blank_pages_are_named() -> None:
    result = extract(make_pdf([WORDS, "", WORDS, "", ""]))
    assert len(result.pages) == 5
    assert result.pages[1].text == ""
    assert result.notes == ("Pages 2, 4–5 are blank.",)
    assert extract(make_pdf([WORDS, ""])).notes == ("Page 2 is blank.",)


def test_a_file_of_blank_pages_is_refused() -> None:
    assert refusal(make_pdf(["", ""])).startswith("Its 2 pages have no words")


def test_password_is_asked_to_be_removed() -> None:
    reason = refusal(encrypt(make_pdf(), user="secret"))
    assert "password" in reason
    assert "save a copy without" in reason


def test_empty_user_password_is_read() -> None:
    assert WORDS in extract(encrypt(make_pdf(), user="")).pages[0].text


def test_second_reader_tells_a_password_too() -> None:
    locked = encrypt(make_pdf(), user="secret")
    assert read_with_pypdf(locked) == read_with_pdfium(locked)
    assert isinstance(read_with_pypdf(encrypt(make_pdf(), user="")), PdfContents)


def test_cut_short_file_is_refused_or_read_with_a_note() -> None:
    whole = make_pdf([WORDS] * 20)
    reason = refusal(whole[: len(whole) // 3])
    assert "damaged" in reason
    assert "download it again" in reason
    without_end = whole[: whole.rindex(b"startxref")]
    result = extract(without_end)
    assert len(result.pages) == 20
    assert "cut short" in result.notes[0]


def test_lost_pages_are_named() -> None:
    content = stream(b"BT /F1 9 Tf 9 9 Td (" + WORDS.encode() + b") Tj ET")
    data = make_raw_pdf(
        CATALOGUE, b"<</Type/Pages/Kids[3 0 R 9 0 R]/Count 2>>", PAGE, content, FONT
    )
    result = extract(data)
    assert [bool(page.text) for page in result.pages] == [True, False]
    (note,) = result.notes
    assert note.startswith("Page 2 could not be read")
    assert "download it again" in note


def test_pypdf_mends_what_pdfium_cannot_open() -> None:
    """The file's trailer names no catalogue: pypdf searches the objects for one."""
    content = stream(b"BT /F1 9 Tf 9 9 Td (" + WORDS.encode() + b") Tj ET")
    data = make_raw_pdf(CATALOGUE, TREE, PAGE, content, FONT).replace(b"/Root 1 0 R", b"")
    assert not isinstance(read_with_pdfium(data), PdfContents)
    result = extract(data)
    assert WORDS in result.pages[0].text
    assert "second PDF reader" in result.notes[0]


def test_surrogates_that_no_file_can_hold_are_replaced() -> None:
    """A font whose character map sends "a" to half of a surrogate pair."""
    maps = b"1 begincodespacerange <00> <ff> endcodespacerange 1 beginbfchar <61> <d800> endbfchar"
    font = FONT.replace(b">>", b"/ToUnicode 6 0 R>>")
    content = stream(b"BT /F1 9 Tf 9 9 Td (a child) Tj ET")
    data = make_raw_pdf(CATALOGUE, TREE, PAGE, content, font, stream(maps))
    for outcome in (read_with_pdfium(data), read_with_pypdf(data)):
        assert isinstance(outcome, PdfContents)
        assert "child" in outcome.pages[0].text.encode().decode()


def test_no_pages() -> None:
    data = make_raw_pdf(CATALOGUE, b"<</Type/Pages/Kids[]/Count 0>>")
    reason = refusal(data)
    assert "no pages" in reason
    assert "again" in reason


def test_too_many_pages_are_refused() -> None:
    writer = PdfWriter()
    for _ in range(PAGE_LIMIT + 1):
        writer.add_blank_page(10, 10)
    made = io.BytesIO()
    writer.write(made)
    reason = refusal(made.getvalue())
    assert "5,001 pages" in reason
    assert "split it" in reason


def test_too_much_text_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdfium_reader, "TEXT_LIMIT", 100)
    reason = refusal(make_pdf([WORDS, WORDS]))
    assert "of text" in reason
    assert "split it" in reason
    monkeypatch.setattr(pypdf_reader, "TEXT_LIMIT", 100)
    assert not isinstance(read_with_pypdf(make_pdf([WORDS, WORDS])), PdfContents)


def test_inflating_stream_is_refused_before_it_is_opened() -> None:
    bomb = zlib.compress(b" " * 40_000_000, 9)
    for packed, filters in (
        (bomb, b"/Filter/FlateDecode"),
        (zlib.compress(bomb, 9), b"/Filter[/FlateDecode/FlateDecode]"),
    ):
        data = make_raw_pdf(CATALOGUE, TREE, PAGE, stream(packed, filters), FONT)
        assert len(data) < 50_000
        reason = refusal(data)
        assert "unpacks to more than 32 MB" in reason
        assert "print it to a new PDF" in reason


def test_pictures_may_be_large() -> None:
    packed = zlib.compress(b"\xff" * 40_000_000, 9)
    picture = stream(packed, b"/Type/XObject/Subtype/Image/Filter/FlateDecode")
    assert not inflates_beyond(make_raw_pdf(CATALOGUE, picture), 1_000_000)


def test_text_that_begins_with_thousands_of_blanks_is_read() -> None:
    content = stream(b"BT /F1 9 Tf 9 9 Td (" + b"\\000" * 3000 + WORDS.encode() + b") Tj ET")
    result = extract(make_raw_pdf(CATALOGUE, TREE, PAGE, content, FONT))
    assert WORDS in result.pages[0].text


def test_circular_bookmarks_end() -> None:
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(make_pdf())))
    entry = DictionaryObject({NameObject("/Title"): TextStringObject("Round")})
    reference = writer._add_object(entry)
    page = writer.pages[0].indirect_reference
    assert page is not None
    entry[NameObject("/Dest")] = ArrayObject([page, NameObject("/Fit")])
    entry[NameObject("/Next")] = reference
    outlines = DictionaryObject(
        {
            NameObject("/First"): reference,
            NameObject("/Last"): reference,
            NameObject("/Count"): NumberObject(1),
        }
    )
    writer.root_object[NameObject("/Outlines")] = writer._add_object(outlines)
    made = io.BytesIO()
    writer.write(made)
    assert extract(made.getvalue()).outline == (OutlineEntry("Round", 0, 1),)


def test_repairs_are_quiet(caplog: pytest.LogCaptureFixture) -> None:
    before = logging.getLogger("pypdf").level
    whole = make_pdf()
    for cut in range(0, len(whole), 97):
        read_pdf(whole[:cut] + whole[cut + 40 :])
    assert caplog.records == []
    assert logging.getLogger("pypdf").level == before


def test_header_behind_other_bytes(tmp_path: Path) -> None:
    path = tmp_path / "mailed.pdf"
    path.write_bytes(b"Content-Type: application/pdf\r\n\r\n" + make_pdf())
    result = read(path)
    assert isinstance(result, Source)
    assert WORDS in result.pages[0].text


def test_header_alone(tmp_path: Path) -> None:
    path = tmp_path / "cut.pdf"
    path.write_bytes(b"%PDF-1.7\n")
    result = read(path)
    assert isinstance(result, SkippedFile)
    assert "download it again" in result.reason
    assert result.sha256 is not None
