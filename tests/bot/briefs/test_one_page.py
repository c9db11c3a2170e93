"""The short form fits one page, and says what it left out."""

import io
from dataclasses import replace
from itertools import pairwise

import docx
import pypdfium2
import pytest
from docx.oxml.ns import qn

from bot.briefs import one_page
from bot.briefs.content import Brief, Note, Question, Table
from bot.briefs.files import contents
from bot.briefs.one_page import Share, fits, height, shares_of_a_page
from bot.briefs.sections.glance import unknown_in
from bot.briefs.writers.footnotes import places
from tests.bot.briefs.making import blocks, brief_of, section, texts
from tests.bot.running import Scrutineer

URL = "https://scrutineer.aldermere.example"


def made(sample: Scrutineer, topic: str = "") -> Brief:
    return brief_of(sample, topic, length="one-page")


def notes(brief: Brief, begins: str) -> str:
    return " ".join(b.text for b in blocks(section(brief, begins)) if isinstance(b, Note))


def test_items_are_what_goes_last() -> None:
    shares = list(shares_of_a_page(3, 2))
    assert shares[0] == Share(3, 2, earlier_areas=True)
    assert shares[-1] == Share(1, 0, earlier_areas=False)
    assert Share(3, 0, earlier_areas=False) in shares
    for one, other in pairwise(shares):
        assert other.items <= one.items
        assert other.items == 3 or other.questions == 0
    assert list(shares_of_a_page(0, 0)) == [
        Share(0, 0, earlier_areas=True),
        Share(0, 0, earlier_areas=False),
    ]


@pytest.mark.parametrize("topic", ["", "care leavers", "LADO"])
def test_it_is_one_page_of_nine_points(sample: Scrutineer, topic: str) -> None:
    brief = made(sample, topic)
    assert fits(brief)
    assert len(pypdfium2.PdfDocument(contents(brief, ".pdf", URL))) == 1
    document = docx.Document(io.BytesIO(contents(brief, ".docx", URL)))
    sizes = [int(size.get(qn("w:val"))) / 2 for size in document.styles.element.iter(qn("w:sz"))]
    used = {p.style.name for p in document.paragraphs if p.style} | {"footnote text", "Table Text"}
    told = {
        s.name: s.font.size.pt for s in document.styles if s.name in used and s.font and s.font.size
    }
    assert sizes
    assert "footnote text" in told
    assert min(told.values()) >= 9


def test_more_of_anything_is_higher(sample: Scrutineer) -> None:
    brief = made(sample)
    for section_of in brief.sections:
        more = replace(brief, sections=(*brief.sections, section_of))
        assert height(more) > height(brief)
    assert height(replace(brief, cover=(*brief.cover, "word " * 50))) > height(brief)


def test_what_does_not_fit_is_counted_and_said(
    sample: Scrutineer, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert len(texts(section(made(sample), "What inspectors asked for"))) == 4
    monkeypatch.setattr(one_page, "_ROOM", 0)
    tight = made(sample)
    assert len(texts(section(tight, "What inspectors asked for"))) == 1
    assert "1 of 4 items stand here" in notes(tight, "What inspectors asked for")
    left = next(sentence for sentence in tight.cover if sentence.startswith("Left out so that"))
    assert "3 of 4 items" in left
    assert "lines of enquiry" in left
    assert "grades of areas in earlier inspections" in left


def test_a_grade_that_is_left_out_is_not_said_to_be_missing(
    sample: Scrutineer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(one_page, "_ROOM", 0)
    (full,) = (b for b in blocks(section(brief_of(sample), "At a glance")) if isinstance(b, Table))
    (short,) = (b for b in blocks(section(made(sample), "At a glance")) if isinstance(b, Table))
    told = {row[0]: row[2] for row in full.rows}
    for area, _, before in short.rows[1:]:
        missing = told[area] == "not graded"
        assert before == ("not graded" if missing else "in the full brief")


def test_lines_of_enquiry_name_items_by_their_number(sample: Scrutineer) -> None:
    asked = [b for b in blocks(section(made(sample), "Lines of")) if isinstance(b, Question)]
    assert asked
    assert all(question.lead.startswith("Item") for question in asked)
    items = set(texts(section(made(sample), "What inspectors asked for")))
    assert all(said.text not in items for question in asked for _, said in question.findings)


def test_on_a_topic_the_newest_findings_stand_there(sample: Scrutineer) -> None:
    assert texts(section(made(sample, "care leavers"), "Newest findings: Care leavers"))


def test_what_is_not_known_is_found_in_either_form(sample: Scrutineer) -> None:
    full = unknown_in(section(brief_of(sample), "At a glance"))
    (short,) = unknown_in(section(made(sample), "At a glance"))
    assert full
    assert short.startswith(full[0])


def test_each_footnote_is_read_back_from_the_file(sample: Scrutineer) -> None:
    brief = made(sample)
    page = pypdfium2.PdfDocument(contents(brief, ".pdf", URL))[0].get_textpage().get_text_range()
    assert page.count(", page ") == sum(len(places(s, None)) for _, s in brief.statements())
