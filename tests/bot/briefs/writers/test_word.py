import zipfile
from io import BytesIO
from xml.etree import ElementTree

import docx
import pytest
from docx.oxml.ns import qn

from bot.briefs.content import Brief, GradePicture
from bot.briefs.writers.word import statements_in, word
from tests.bot.briefs.making import blocks, brief_of
from tests.bot.running import Scrutineer


@pytest.fixture(scope="module")
def brief(sample: Scrutineer) -> Brief:
    return brief_of(sample)


@pytest.fixture(scope="module")
def data(brief: Brief) -> bytes:
    return word(brief, "https://briefs.example/")


def test_it_has_real_headings_styles_and_language(data: bytes) -> None:
    document = docx.Document(BytesIO(data))
    styles = {p.style.name for p in document.paragraphs if p.style}
    assert {"Title", "Heading 1", "Heading 2", "Caption", "Brief Finding", "toc 1"} <= styles
    assert document.core_properties.title == "Inspection brief: Aldermere"
    assert document.core_properties.language == "en-GB"
    languages = {e.get(qn("w:val")) for e in document.styles.element.iter(qn("w:lang"))}
    assert "en-GB" in languages


def test_every_statement_has_a_footnote_that_is_there(brief: Brief, data: bytes) -> None:
    with zipfile.ZipFile(BytesIO(data)) as archive:
        body = ElementTree.fromstring(archive.read("word/document.xml"))
        notes = ElementTree.fromstring(archive.read("word/footnotes.xml"))
    asked = [e.get(qn("w:id")) for e in body.iter(qn("w:footnoteReference"))]
    there = [e.get(qn("w:id")) for e in notes.iter(qn("w:footnote"))]
    assert len(asked) == len(list(brief.statements()))
    assert there == ["-1", "0", *asked]


def test_footnotes_link_to_the_page_where_there_are_pages(brief: Brief, data: bytes) -> None:
    with zipfile.ZipFile(BytesIO(data)) as archive:
        links = archive.read("word/_rels/footnotes.xml.rels").decode()
    assert "https://briefs.example/documents/" in links
    with zipfile.ZipFile(BytesIO(word(brief))) as archive:
        assert "word/_rels/footnotes.xml.rels" not in archive.namelist()


def test_tables_have_header_rows_and_pictures_are_described(brief: Brief, data: bytes) -> None:
    document = docx.Document(BytesIO(data))
    assert document.tables
    for table in document.tables:
        assert table.rows[0]._tr.find(f".//{qn('w:tblHeader')}") is not None
    described = [e.get("descr") for e in document.element.body.iter(qn("wp:docPr"))]
    (grades,) = (b for s in brief.sections for b in blocks(s) if isinstance(b, GradePicture))
    assert grades.alt in described
    assert all(described)


def test_statements_can_be_read_back(brief: Brief, data: bytes) -> None:
    shown = statements_in(docx.Document(BytesIO(data)))
    assert shown == [statement.text for _, statement in brief.statements()]
