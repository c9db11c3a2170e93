"""The reading room: what is cited is seen on the page that was published."""

import io
import re
from collections import Counter
from pathlib import Path

import pypdfium2
from PIL import Image
from playwright.sync_api import Locator, Page, expect

from corpus.sample import DOCUMENTS
from tests.browser.asking import answered, ask
from tests.browser.browsing import Visitor, keep
from tests.browser.papers import LONG_PAGES

_SPACE = re.compile(r"\s+")


def test_the_words_under_the_highlight_are_the_quote(visitor: Visitor) -> None:
    page = visitor.open()
    ask(page, "What did inspectors find about the LADO in Aldermere?")
    item = answered(page).locator(".quotes > li").nth(1)
    quote = item.locator("blockquote").inner_text().strip("“”")
    item.get_by_role("link").click()
    expect(page.get_by_role("heading", name=re.compile(r"^Page 3 of 8"))).to_be_visible()
    _drawn(page)
    expect(page.locator("#marked rect").first).to_be_in_viewport()
    keep(page, "highlight", whole=False)
    assert _folded(quote) == _folded(_under(page, DOCUMENTS / "aldermere-inspection-2024.pdf", 3))
    # What is drawn over the picture lies where the picture is, and can be seen and seen through.
    picture = page.locator(".paper img").bounding_box()
    assert picture == page.locator(".paper svg").bounding_box()
    marked = _colours(page.locator("#marked rect").first)
    assert max(marked, key=lambda colour: marked[colour]) != (255, 255, 255)
    assert len(marked) > 10


def test_a_document_of_forty_pages_is_paged_through(visitor: Visitor) -> None:
    page = visitor.open("/")
    ask(page, "How many families did area team 17 of Thornbeck give family support to?")
    turn = answered(page)
    turn.get_by_role("link", name="Annual report of the family support teams").first.click()
    expect(page.locator("#sheet")).to_contain_text("Page 1")
    page.get_by_label("Go to page").fill("1")
    page.get_by_role("button", name="Go", exact=True).click()
    for number in (*range(1, 6), *range(LONG_PAGES - 2, LONG_PAGES + 1)):
        if number == LONG_PAGES - 2:
            page.get_by_label("Go to page").fill(str(number))
            page.get_by_label("Go to page").press("Enter")
        expect(page.locator("#sheet")).to_contain_text(f"Page {number} of")
        _drawn(page)
        if number not in (5, LONG_PAGES):
            page.locator("a[rel=next]").click()
    expect(page.locator("a[rel=next]")).to_have_count(0)
    page.get_by_label("Go to page").fill("17")
    page.get_by_role("button", name="Go", exact=True).click()
    page.get_by_text("The text of this page").click()
    expect(page.locator(".words")).to_contain_text("Area team 17 gave family support to 251")
    page.get_by_label("Words").fill("breakfast club")
    page.get_by_role("button", name="Search").click()
    expect(page.locator(".hits mark").first).to_have_text("breakfast club")
    keep(page, "search-inside", whole=False)
    page.locator(".hits a").first.click()
    expect(page.locator("#marked rect").first).to_be_in_viewport()


def test_a_text_is_marked_in_its_words(visitor: Visitor) -> None:
    page = visitor.open()
    ask(page, "How many social workers had lifeboat training in Thornbeck?")
    item = answered(page).locator(".quotes > li").first
    quote = item.locator("blockquote").inner_text().strip("“”")
    item.get_by_role("link").click()
    marked = page.locator("mark:not(.other)")
    expect(marked.first).to_be_in_viewport()
    keep(page, "text-marked")
    assert _folded("".join(marked.all_inner_texts())) == _folded(quote)


def test_a_document_that_attacks_its_readers_is_words(visitor: Visitor) -> None:
    page = visitor.open()
    ask(page, "What does lifeboat training cost in Thornbeck?")
    turn = answered(page)
    keep(page, "hostile-answer")
    assert '<a href="javascript:alert(1)">costs</a>' in turn.inner_text()
    turn.locator(".quotes a").first.click()
    words = page.locator(".words").inner_text()
    assert "<script>document.title" in words
    assert "<img src=" in words
    for attack in ("script:not([src])", "img[src=x]", "[onload]", "a[href^=javascript]"):
        assert page.locator(f"main {attack}").count() == 0
    assert page.title() != "taken over"
    page.goto("/library")
    assert page.title() != "taken over"


def _drawn(page: Page) -> None:
    """Wait until the picture of the page is there."""
    page.wait_for_function("() => document.querySelector('.paper img')?.naturalWidth > 300")


def _under(page: Page, file: Path, number: int) -> str:
    """The characters of a page of a PDF whose middles lie under the highlight."""
    boxes: list[list[float]] = page.evaluate(
        """() => [...document.querySelectorAll("#marked rect")].map((rect) =>
            ["x", "y", "width", "height"].map((name) => Number(rect.getAttribute(name))))"""
    )
    with pypdfium2.PdfDocument(file) as pdf:
        sheet = pdf[number - 1]
        height = sheet.get_height()
        text = sheet.get_textpage()
        found = []
        for index in range(text.count_chars()):
            left, bottom, right, top = text.get_charbox(index)
            across, down = (left + right) / 2, height - (bottom + top) / 2
            if any(x <= across <= x + w and y <= down <= y + h for x, y, w, h in boxes):
                found.append(text.get_text_range(index, 1))
        text.close()
    return "".join(found)


def _folded(text: str) -> str:
    return _SPACE.sub("", text)


def _colours(there: Locator) -> Counter[tuple[int, ...]]:
    picture = Image.open(io.BytesIO(there.screenshot())).convert("RGB")
    return Counter(zip(*(channel.tobytes() for channel in picture.split()), strict=True))
