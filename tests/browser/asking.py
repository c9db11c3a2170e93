"""Asking as a person does, with what the page calls things."""

import re

from playwright.sync_api import Locator, Page


def ask(page: Page, question: str) -> None:
    """Type a question into the box that is there, and send it."""
    page.get_by_label(re.compile("^(Your question|Ask a follow-up question)$")).fill(question)
    page.get_by_role("button", name="Ask", exact=True).click()


def answered(page: Page, turn: int = 1) -> Locator:
    """The turn (the first is 1) once its answer stands in the page."""
    article = page.locator(f"article#turn-{turn}")
    article.wait_for()
    return article


def quotes(turn: Locator) -> list[str]:
    """The quotes beside an answer, without the marks around them."""
    return [text.strip().strip("“”") for text in turn.locator("blockquote").all_inner_texts()]
