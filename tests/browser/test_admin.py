"""Looking after it: what was asked, and what was found wrong until somebody has looked at it."""

import re
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

from playwright.sync_api import Browser, expect

from bot.app import open_app
from bot.settings import of_home
from bot.state.feedback import Feedback
from bot.state.opening import open_state
from tests.browser.browsing import visiting
from tests.browser.inspecting import faults
from tests.browser.serving import serving

QUESTION = "What must improve in Aldermere?"


def test_what_was_found_wrong_is_looked_at(browser: Browser, home: Path) -> None:
    _found_wrong(home)
    with serving(home) as server, visiting(browser, server.address) as visitor:
        page = visitor.open("/admin")
        assert not faults(page, "admin")
        page.get_by_role("link", name="What readers found wrong").click()
        assert not faults(page, "admin-feedback")
        card = page.get_by_role("article", name=QUESTION)
        expect(card).to_contain_text("There is a newer list.")
        card.locator("summary").click()
        assert not faults(page, "admin-feedback-open")
        place = card.locator("a[href^='/documents/']").nth(1)
        expect(place).to_have_attribute("href", re.compile(r"\?page=\d+&start=\d+&end=\d+$"))
        card.get_by_role("button", name="Mark as looked at").press("Enter")
        expect(page.get_by_text("There is nothing that nobody has looked at.")).to_be_visible()
        page.get_by_role("link", name="Show all").click()
        expect(page.get_by_role("article", name=QUESTION)).to_be_visible()
        with page.expect_download() as saving:
            page.get_by_role("link", name="Save all of it as cases").click()
        assert QUESTION in saving.value.path().read_text("utf-8")


def _found_wrong(home: Path) -> None:
    settings = of_home(home)
    with closing(open_app(settings)) as app, open_state(settings.state_place) as state:
        answer = app.ask(QUESTION)[0]
        state.answers.keep(answer)
        state.questions.keep("slack", answer)
        state.feedback.give(
            Feedback(
                answer.id, "wrong", "U1", datetime.now(UTC), "out_of_date", "There is a newer list."
            )
        )
