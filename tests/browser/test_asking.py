"""Asking, following up, correcting, judging: from what somebody does to what they see."""

import re
from pathlib import Path

from playwright.sync_api import Browser, Locator, expect

from tests.browser.asking import answered, ask, quotes
from tests.browser.browsing import Visitor, keep, visiting
from tests.browser.serving import Server, serving

ALLEGATIONS = "What did inspectors find about the LADO in Aldermere?"
A_NUMBER = "943 476 5919"
# What is told while an answer is looked for.
_LISTEN = """() => {
    window.told = [];
    const progress = document.getElementById("progress");
    const note = (changes) => {
        for (const change of changes)
            for (const node of change.addedNodes) window.told.push(node.textContent);
    };
    new MutationObserver(note).observe(progress, { childList: true });
}"""


def test_an_answer_has_its_sources_beside_it(visitor: Visitor) -> None:
    page = visitor.open()
    keep(page, "ask")
    ask(page, ALLEGATIONS)
    turn = answered(page)
    keep(page, "answer")
    assert "full-time deputy" in turn.inner_text()
    turn.locator("a.cite").first.press("Enter")
    target = page.locator(page.url[page.url.index("#") :])
    assert "[1]" in target.inner_text()
    facts = turn.locator(".documents > li > p:first-of-type").all_inner_texts()
    years = [int(year) for text in facts for year in re.findall(r"\b20\d\d\b", text)]
    assert years
    assert years == sorted(years, reverse=True)
    page.get_by_text("Copy with citations").click()
    page.get_by_role("button", name="Copy text").click()
    expect(page.get_by_text("Copied.")).to_be_visible()
    copied: str = page.evaluate("() => navigator.clipboard.readText()")
    assert copied == page.get_by_label("As text").input_value()
    assert quotes(turn)[0] in copied
    assert re.search(r"http://127\.0\.0\.1:\d+/documents/\w+", copied)


def test_a_conversation_outlives_a_reload_and_a_restart(browser: Browser, home: Path) -> None:
    with serving(home) as server, visiting(browser, server.address) as visitor:
        page = visitor.open()
        ask(page, ALLEGATIONS)
        answered(page)
        path = page.url.removeprefix(server.address)
        assert path.startswith("/conversations/")
        page.evaluate(_LISTEN)
        ask(page, "And in Thornbeck?")
        assert "Thornbeck" in answered(page, 2).locator(".sources").inner_text()
        told: list[str] = page.evaluate("() => window.told")
        assert any(re.search(r"Reading \d+ documents about Thornbeck", text) for text in told)
        before = [page.locator("article").nth(n).inner_text() for n in range(2)]
        page.reload()
        assert [page.locator("article").nth(n).inner_text() for n in range(2)] == before
    with serving(home) as server, visiting(browser, server.address) as visitor:
        page = visitor.open(path)
        assert page.locator("article h2").all_inner_texts() == [ALLEGATIONS, "And in Thornbeck?"]
        page = visitor.open()
        page.get_by_role("link", name=ALLEGATIONS).click()
        ask(page, "And in Aldermere in 2019?")
        assert "2019" in answered(page, 3).locator(".sources").inner_text()
        keep(page, "conversation")


def test_what_is_searched_can_be_limited_and_corrected(visitor: Visitor) -> None:
    page = visitor.open()
    page.get_by_text("Limit what is searched").click()
    page.get_by_label("Names, with commas between them").fill("Thornbeck")
    keep(page, "limits")
    ask(page, "What must improve?")
    turn = answered(page)
    assert _authorities(turn) == {"Thornbeck"}
    turn.get_by_text("Change how it was understood").click()
    keep(page, "understood")
    turn.get_by_role("checkbox", name="Thornbeck").uncheck()
    turn.get_by_label("Others").fill("Aldermere")
    turn.get_by_role("button", name="Ask again").click()
    again = answered(page, 2)
    assert _authorities(again) == {"Aldermere"}
    again.get_by_text("Change how it was understood").click()
    again.get_by_label("Documents to").fill("2020-01-01")
    again.get_by_role("button", name="Ask again").click()
    earlier = answered(page, 3).locator(".documents").inner_text()
    assert "November 2019" in earlier
    assert "2024" not in earlier


def test_two_authorities_are_compared(visitor: Visitor) -> None:
    page = visitor.open()
    ask(page, "How do the grades of Aldermere and Thornbeck compare?")
    turn = answered(page)
    keep(page, "comparison")
    told = turn.locator(".answer").inner_text()
    assert "Aldermere" in told
    assert "Thornbeck" in told


def test_a_question_without_evidence_is_told_so(visitor: Visitor) -> None:
    page = visitor.open()
    ask(page, "How many electric buses does Aldermere own?")
    turn = answered(page)
    keep(page, "no-evidence")
    expect(turn.locator("[data-outcome]")).to_have_attribute("data-outcome", "no_evidence")
    assert turn.locator("a.cite").count() == 0


def test_personal_data_is_not_taken_and_kept_nowhere(visitor: Visitor, server: Server) -> None:
    page = visitor.open()
    ask(page, f"What is known about the child with NHS number {A_NUMBER}?")
    notice = page.get_by_role("alert")
    notice.wait_for()
    keep(page, "personal-data")
    assert A_NUMBER not in notice.inner_text()
    expect(page.locator("#question")).to_have_value("")
    assert "/conversations/" not in page.url
    assert not any(A_NUMBER in line for line in server.log)
    kept = [file for file in server.home.rglob("*") if file.is_file()]
    assert kept
    assert not [file for file in kept if A_NUMBER.encode() in file.read_bytes()]


def test_what_somebody_says_of_an_answer_is_kept(visitor: Visitor) -> None:
    page = visitor.open()
    ask(page, "What are the current recommendations for Aldermere?")
    answered(page).get_by_role("button", name="Useful").click()
    expect(page.get_by_text("You said: useful.")).to_be_visible()
    page.get_by_text("Something is wrong", exact=True).click()
    page.get_by_label("What should it have said?").fill("It leaves out the second one.")
    page.get_by_role("radio").first.check()
    page.get_by_role("button", name="Send").click()
    expect(page.get_by_text("It leaves out the second one.").first).to_be_visible()
    page.reload()
    expect(page.get_by_text("You said: something is wrong")).to_be_visible()


def test_a_script_in_a_question_is_words(visitor: Visitor) -> None:
    page = visitor.open()
    hostile = "<script>document.title = 'taken over'</script><img src=x onerror=alert()>"
    ask(page, f"What did inspectors find about the LADO? {hostile}")
    turn = answered(page)
    assert hostile in turn.locator("h2").inner_text()
    page.reload()
    assert hostile in answered(page).locator("h2").inner_text()
    assert page.title() != "taken over"
    assert page.locator("main script, main img[src=x]").count() == 0


def test_two_tabs_ask_in_one_conversation(visitor: Visitor) -> None:
    first = visitor.open()
    ask(first, ALLEGATIONS)
    answered(first)
    second = visitor.open(first.url.removeprefix(visitor.origin))
    ask(first, "And in Thornbeck?")
    answered(first, 2)
    ask(second, "And in 2019?")
    assert "And in 2019?" in answered(second, 3).inner_text()
    assert second.url.endswith("#turn-3")
    first.reload()
    assert first.locator("article h2").all_inner_texts() == [
        ALLEGATIONS,
        "And in Thornbeck?",
        "And in 2019?",
    ]


def test_without_scripts_it_works_the_same(browser: Browser, server: Server) -> None:
    with visiting(browser, server.address, scripts=False) as visitor:
        page = visitor.open()
        ask(page, ALLEGATIONS)
        assert "full-time deputy" in answered(page).inner_text()
        ask(page, "And in Thornbeck?")
        assert "Thornbeck" in answered(page, 2).locator(".sources").inner_text()
        address = page.url
        ask(page, f"And the child with NHS number {A_NUMBER}?")
        page.get_by_role("alert").wait_for()
        assert A_NUMBER not in page.content()
        page.goto(address)
        answered(page, 1).get_by_role("button", name="Useful").click()
        expect(page.get_by_text("You said: useful.")).to_be_visible()


def test_an_answer_prints_with_the_addresses_of_its_sources(visitor: Visitor) -> None:
    page = visitor.open()
    ask(page, ALLEGATIONS)
    turn = answered(page)
    page.emulate_media(media="print")
    expect(page.get_by_role("navigation")).to_be_hidden()
    expect(page.locator("#question")).to_be_hidden()
    expect(turn.locator("blockquote").first).to_be_visible()
    assert re.search(r"http://127\.0\.0\.1:\d+/documents/\w+", turn.inner_text())
    keep(page, "answer-printed")


def _authorities(turn: Locator) -> set[str]:
    """Whose the documents are that an answer cites."""
    cards = turn.locator(".documents > li").all_inner_texts()
    return {name for name in ("Aldermere", "Thornbeck") if any(name in text for text in cards)}
