import re
from html.parser import HTMLParser

import pypdfium2
import pytest
from PIL import Image

from bot.briefs.content import Brief, SeriesPicture
from bot.briefs.writers.html import html
from bot.briefs.writers.markdown import markdown
from bot.briefs.writers.pdf import pdf
from bot.briefs.writers.pictures import picture
from tests.bot.briefs.making import brief_of
from tests.bot.running import Scrutineer


@pytest.fixture(scope="module")
def brief(sample: Scrutineer) -> Brief:
    return brief_of(sample, length="one-page")


def test_markdown_notes_every_statement_once(brief: Brief) -> None:
    text = markdown(brief, "https://briefs.example")
    count = len(list(brief.statements()))
    assert re.findall(r"^\[\^(\d+)\]: \[.*\]\(https://briefs", text, re.M) == [
        str(number) for number in range(1, count + 1)
    ]
    assert text.count("[^") == 2 * count


def test_html_is_well_formed_and_its_footnotes_are_there(brief: Brief) -> None:
    text = html(brief)
    open_tags: list[str] = []

    class Reader(HTMLParser):
        def handle_starttag(self, tag: str, attrs: object) -> None:
            del attrs
            if tag not in ("meta", "img"):
                open_tags.append(tag)

        def handle_endtag(self, tag: str) -> None:
            assert open_tags.pop() == tag

    Reader().feed(text)
    assert open_tags == []
    count = len(list(brief.statements()))
    assert len(re.findall(r'href="#note-\d+"', text)) == count
    assert len(re.findall(r'<li id="note-\d+">', text)) == count
    assert "<script" not in text
    assert re.search(r'<html lang="en-GB">', text)


def test_pdf_is_tagged_and_says_its_title(brief: Brief) -> None:
    document = pypdfium2.PdfDocument(pdf(brief))
    try:
        assert document.is_tagged()
        assert document.get_metadata_value("Title") == "Inspection brief: Aldermere"
        text = document[0].get_textpage().get_text_range()
    finally:
        document.close()
    assert "At a glance" in text


def test_a_letter_that_no_font_has_does_not_stop_a_pdf(brief: Brief) -> None:
    from dataclasses import replace

    assert pdf(replace(brief, title="Brief \U0001fb00")).startswith(b"%PDF")


def test_a_series_is_drawn_whatever_its_figures() -> None:
    from io import BytesIO

    for points in ((("A", 0.0), ("B", 0.0)), (("A", 1.0),), (("A", 3.5), ("B", 1200.0))):
        image = Image.open(BytesIO(picture(SeriesPicture("c", "a", points, "%"))))
        assert image.width == 1440
