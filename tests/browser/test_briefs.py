"""Briefs in the browser: asked for, read, followed to their pages, saved, compared."""

import re
from pathlib import Path

import docx
from playwright.sync_api import Browser, Download, Page, expect

from tests.browser.briefs import make_brief, shown
from tests.browser.browsing import NARROW, Visitor, keep, visiting
from tests.browser.inspecting import faults
from tests.browser.serving import Server


def _save(page: Page, name: str) -> Download:
    with page.expect_download() as saved:
        page.get_by_role("link", name=f"Save as {name}").click()
    return saved.value


def test_a_footnote_leads_to_the_highlighted_passage(visitor: Visitor) -> None:
    page = visitor.open("/authorities/Aldermere")
    page.get_by_role("link", name="Make an inspection brief").click()
    make_brief(page)
    assert not faults(page, "brief")
    item = page.locator(".brief ol:not(.footnotes) > li").first
    item.get_by_role("link", name="Footnote").click()
    note = page.locator(".footnotes li:target")
    expect(note).to_be_in_viewport()
    item_text = item.inner_text().split("”")[0].strip("“ ")
    note.get_by_role("link").first.click()
    expect(page.locator("#marked rect").first).to_be_in_viewport()
    page.get_by_text("The text of this page").click()
    marked = "".join(page.locator(".words mark:not(.other)").all_inner_texts())
    assert _letters(marked) == _letters(item_text)


def test_a_brief_is_saved_and_compared_with(visitor: Visitor, tmp_path: Path) -> None:
    page = visitor.open("/briefs")
    make_brief(page, "Care leavers", one_page=True)
    old = tmp_path / "old.docx"
    _save(page, "Word").save_as(old)
    document = docx.Document(str(old))
    assert document.core_properties.subject == "Care leavers"
    quoted = [p.text for p in document.paragraphs if p.style and p.style.name == "Brief Item"]
    assert quoted
    assert all(text in page.locator(".brief").inner_text() for text in map(_quoted, quoted))
    assert _save(page, "PDF").suggested_filename.endswith(".pdf")
    page.get_by_role("link", name="Make another").click()
    page.get_by_text("Period, neighbours, comparing").click()
    page.get_by_label("Compare with an earlier brief").set_input_files(old)
    make_brief(page, "Permanence", one_page=True)
    expect(page.locator("#section-1")).to_contain_text("What has changed since")
    keep(page, "brief-compared", whole=False)


def test_what_cannot_be_made_says_how_to_mend_it(visitor: Visitor, tmp_path: Path) -> None:
    letter = tmp_path / "letter.docx"
    docx.Document().save(str(letter))
    page = visitor.open("/briefs")
    page.get_by_text("Period, neighbours, comparing").click()
    page.get_by_label("Compare with an earlier brief").set_input_files(letter)
    page.get_by_role("button", name="Make the brief").click()
    expect(page.get_by_role("alert")).to_contain_text("was not written by Scrutineer")
    assert not faults(page, "brief-no-earlier")
    page.get_by_label("Or a topic in your own words").fill("beekeeping")
    page.get_by_role("button", name="Make the brief").click()
    expect(page.get_by_role("alert")).to_contain_text("Nothing in")
    expect(page.get_by_label("Or a topic in your own words")).to_have_value("beekeeping")
    assert not faults(page, "brief-no-topic")


def test_a_brief_is_made_with_the_keyboard_alone(visitor: Visitor) -> None:
    page = visitor.open("/briefs")
    page.get_by_label("Authority").focus()
    page.keyboard.type("Aldermere")
    for _ in range(2):
        page.keyboard.press("Tab")
    page.keyboard.type("care leavers")
    page.keyboard.press("Enter")
    shown(page)
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.locator("#main")).to_be_focused()
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Save as Word")).to_be_focused()


def test_a_brief_is_made_without_scripts(browser: Browser, server: Server) -> None:
    with visiting(browser, server.address, scripts=False, width=NARROW) as visitor:
        page = visitor.open("/briefs")
        page.get_by_label("Authority").select_option("Aldermere")
        page.get_by_role("button", name="Make the brief").click()
        looking = page.get_by_role("link", name="See how far it is now")
        for _ in range(100):
            if not looking.is_visible():
                break
            page.wait_for_timeout(100)
            looking.click()
        shown(page)


def _quoted(item: str) -> str:
    return item.split("\t")[1].strip("“”")


def _letters(text: str) -> str:
    return re.sub(r"\W", "", text)
