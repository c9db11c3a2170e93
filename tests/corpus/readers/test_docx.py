import io
from datetime import datetime
from pathlib import Path

import docx
import pytest
from docx.document import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from corpus.readers import docx as docx_module
from corpus.readers import read
from corpus.readers.docx import read_docx
from corpus.readers.extracts import Extract, Refusal
from corpus.sources import SkippedFile, Source
from tests.corpus.readers.making import WORDS, make_zip


def save(document: Document) -> bytes:
    made = io.BytesIO()
    document.save(made)
    return made.getvalue()


def extract(document: Document) -> Extract:
    result = read_docx(save(document))
    assert isinstance(result, Extract), result
    return result


def refusal(data: bytes) -> str:
    result = read_docx(data)
    assert isinstance(result, Refusal), result
    return result.reason


def test_blocks_in_document_order() -> None:
    document = docx.Document()
    document.sections[0].header.paragraphs[0].text = "Running header"
    document.add_heading("Findings", 1)
    document.add_paragraph("")
    document.add_paragraph("Leaders should improve:")
    document.add_paragraph("supervision", style="List Bullet")
    document.add_paragraph("visits", style="List Number")
    table = document.add_table(2, 2)
    for cell, words in zip(
        (cell for row in table.rows for cell in row.cells),
        ("Measure", "Result", "Visits\nin time", "91%"),
        strict=True,
    ):
        cell.text = words
    document.add_paragraph("After the table.")
    (page,) = extract(document).pages
    assert page.number is None
    assert page.text == (
        "Findings\n\nLeaders should improve:\n\n• supervision\n\n• visits\n\n"
        "Measure | Result\nVisits in time | 91%\n\nAfter the table."
    )


def test_headings_are_marked_by_their_styles() -> None:
    document = docx.Document()
    document.add_heading("Our offer", 0)
    document.add_paragraph("Contents", style="TOC Heading")
    document.add_heading("Money", 1)
    document.add_paragraph("A grant.")
    document.add_heading("Council tax\nand rent", 2)
    document.add_paragraph("None.")
    (page,) = extract(document).pages
    assert [(page.text[h.start : h.end], h.level) for h in page.headings] == [
        ("Our offer", 1),
        ("Contents", 2),
        ("Money", 2),
        ("Council tax\nand rent", 3),
    ]


def test_merged_cells_are_said_once_in_all_their_places_and_nested_tables_stay_in_their_cell() -> (
    None
):
    document = docx.Document()
    table = document.add_table(2, 3)
    table.cell(0, 0).merge(table.cell(0, 1)).text = "Both"
    table.cell(0, 2).text = "Third"
    table.cell(1, 0).text = "a"
    nested = table.cell(1, 1).add_table(1, 2)
    nested.cell(0, 0).text = "in"
    nested.cell(0, 1).text = "side"
    table.cell(1, 2).text = "c"
    assert extract(document).pages[0].text == "Both |  | Third\na | in side | c"


def test_links_insertions_and_content_controls_are_read_deletions_and_boxes_not() -> None:
    document = docx.Document()
    paragraph = document.add_paragraph("Kept, ")
    for fragment in (
        "<w:ins {}><w:r><w:t>inserted, </w:t></w:r></w:ins>",
        "<w:del {}><w:r><w:delText>deleted, </w:delText></w:r></w:del>",
        "<w:moveFrom {}><w:r><w:t>moved away, </w:t></w:r></w:moveFrom>",
        "<w:hyperlink {}><w:r><w:t>linked,</w:t><w:tab/><w:t>tabbed</w:t></w:r></w:hyperlink>",
        "<w:r {}><w:pict><w:txbxContent><w:p><w:r><w:t>boxed</w:t></w:r></w:p>"
        "</w:txbxContent></w:pict></w:r>",
    ):
        paragraph._p.append(parse_xml(fragment.format(nsdecls("w"))))
    control = (
        f"<w:sdt {nsdecls('w')}><w:sdtContent><w:p><w:r><w:t>Controlled.</w:t></w:r></w:p>"
        "</w:sdtContent></w:sdt>"
    )
    paragraph._p.addnext(parse_xml(control))
    text = extract(document).pages[0].text
    assert text == "Kept, inserted, linked,\ttabbed\n\nControlled."


def test_list_items_by_numbering_of_their_own() -> None:
    document = docx.Document()
    document.add_heading("Numbered heading", 2)
    for number in (3, 0):
        paragraph = document.add_paragraph("Item" if number else "Not an item", "List Bullet")
        numbering = f'<w:numPr {nsdecls("w")}><w:numId w:val="{number}"/></w:numPr>'
        paragraph._p.get_or_add_pPr().append(parse_xml(numbering))
    assert extract(document).pages[0].text == "Numbered heading\n\n• Item\n\nNot an item"


def test_properties() -> None:
    document = docx.Document()
    document.add_paragraph(WORDS)
    document.core_properties.title = "Cover report"
    document.core_properties.author = "Clerk"
    document.core_properties.created = datetime(2017, 3, 1, 9, 30)
    metadata = extract(document).metadata
    assert metadata["title"] == "Cover report"
    assert metadata["author"] == "Clerk"
    assert metadata["created"].startswith("2017-03-01T09:30:00")


def test_properties_that_a_file_lacks_are_not_made_up() -> None:
    document = docx.Document()
    document.add_paragraph(WORDS)
    core = next(key for key, rel in document.part.package.rels.items() if "core" in rel.reltype)
    del document.part.package.rels[core]
    assert extract(document).metadata == {}


def test_recognised_by_content(tmp_path: Path) -> None:
    document = docx.Document()
    document.add_paragraph(WORDS)
    path = tmp_path / "report.pdf"
    path.write_bytes(save(document))
    result = read(path)
    assert isinstance(result, Source)
    assert result.media == "docx"


def test_without_text() -> None:
    reason = refusal(save(docx.Document()))
    assert "no text" in reason
    assert "save it as a PDF" in reason


def test_damaged(tmp_path: Path) -> None:
    document = docx.Document()
    document.add_paragraph(WORDS)
    whole = save(document)
    path = tmp_path / "cut.docx"
    path.write_bytes(whole[: len(whole) // 2])
    result = read(path)
    assert isinstance(result, SkippedFile)
    assert "Word file is damaged" in result.reason
    assert "download it again" in result.reason
    reason = refusal(make_zip({"word/document.xml": b"<w:document"}))
    assert "damaged" in reason
    assert "save it as an ordinary .docx" in reason


def test_zip_bombs() -> None:
    reason = refusal(make_zip({"word/document.xml": b" " * 41_000_000}))
    assert "more text" in reason
    assert "split it" in reason
    pictures = {f"word/media/{n}.png": b" " * 61_000_000 for n in range(5)}
    reason = refusal(make_zip({"word/document.xml": b"<w/>"} | pictures))
    assert "more contents" in reason
    assert "save it as a PDF" in reason


def test_too_much_text(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(docx_module, "TEXT_LIMIT", 10)
    document = docx.Document()
    document.add_paragraph(WORDS)
    assert "split it" in refusal(save(document))
