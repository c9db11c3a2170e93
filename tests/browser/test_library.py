"""The library: documents come and go, and registers are filtered."""

from pathlib import Path

from playwright.sync_api import Browser, Page, expect

from tests.browser.asking import answered, ask
from tests.browser.browsing import Visitor, keep, visiting
from tests.browser.inspecting import faults
from tests.browser.papers import write_added
from tests.browser.serving import serving

MENTORING = "How many young people were mentored by former beekeepers in Thornbeck?"


def test_an_upload_is_answered_from_until_it_is_removed(
    browser: Browser, home: Path, tmp_path: Path
) -> None:
    paper = write_added(tmp_path)
    program = tmp_path / "virus.exe"
    program.write_bytes(b"MZ\x90")
    with serving(home) as server, visiting(browser, server.address) as visitor:
        page = visitor.open("/library")
        page.get_by_role("link", name="Add documents").click()
        page.get_by_label("Files").set_input_files([program])
        page.get_by_role("button", name="Upload and index").click()
        expect(page.locator("main")).to_contain_text("virus.exe")
        assert not faults(page, "upload-refused")

        page.goto("/library/upload")
        page.get_by_label("Files").set_input_files([paper])
        page.get_by_role("button", name="Upload and index").click()
        follow = page.get_by_role("link", name="See how far that is")
        if follow.count():
            follow.click()
        read = page.locator(".files li").filter(has_text=paper.name)
        expect(read).to_contain_text("Read", timeout=60_000)
        assert not faults(page, "run")
        _tell(page, "73 young people")

        page.goto("/library")
        row = page.get_by_role("row").filter(has_text="Mentoring by former beekeepers")
        row.get_by_role("link", name="Remove").click()
        assert not faults(page, "remove")
        page.get_by_role("button", name="Remove it").click()
        page.goto("/")
        ask(page, MENTORING)
        assert "73" not in answered(page).inner_text()

        page.goto("/library/removed")
        page.get_by_role("button", name="Restore").click()
        _tell(page, "73 young people")


def _tell(page: Page, words: str) -> None:
    page.goto("/")
    ask(page, MENTORING)
    expect(answered(page).locator(".answer")).to_contain_text(words)


def test_lists_are_filtered(visitor: Visitor) -> None:
    page = visitor.open("/library")
    page.get_by_label("Authority").select_option("Thornbeck")
    page.get_by_label("Kind of document").select_option(label="Inspection report")
    page.get_by_role("button", name="Show").click()
    expect(page.get_by_role("row").filter(has_text="Inspection of Thornbeck")).to_have_count(2)
    expect(page.get_by_role("row").filter(has_text="Aldermere")).to_have_count(0)
    assert "authority=Thornbeck" in page.url

    page.goto("/recommendations")
    page.get_by_label("Authority").select_option("Aldermere")
    page.get_by_label("Kind of document").select_option(label="Inspection report")
    page.get_by_role("button", name="Show").click()
    items = page.locator("ol.items > li")
    expect(items.first).to_contain_text("return conversations")
    items.first.get_by_role("link").click()
    expect(page.locator("#marked rect").first).to_be_in_viewport()


def test_the_timeline_leads_to_the_page_that_gives_a_grade(visitor: Visitor) -> None:
    page = visitor.open("/authorities/Aldermere")
    keep(page, "timeline")
    marks = page.locator("svg.picture a")
    assert marks.count() >= 8
    last = marks.last
    said = last.get_attribute("aria-label") or ""
    grade = said.partition(": ")[2].partition(".")[0]
    assert grade
    last.press("Enter")
    page.wait_for_url("**/documents/**")
    assert grade.lower() in (page.locator("mark").first.text_content() or "").lower()
