"""Who may do what, where a proxy in front says who somebody is; and what admins see."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from evals.ports import free_port
from tests.browser.asking import answered, ask
from tests.browser.browsing import keep, visiting
from tests.browser.inspecting import faults
from tests.browser.serving import Server, serving

ALLEGATIONS = "What did inspectors find about the LADO in Aldermere?"


@pytest.fixture(scope="module")
def guarded(sample_home: Path) -> Iterator[Server]:
    port = free_port()
    settings = {
        "SCRUTINEER_SIGN_IN": "proxy",
        "SCRUTINEER_SIGN_IN_PROXIES": "127.0.0.1",
        "SCRUTINEER_PUBLIC_URL": f"http://127.0.0.1:{port}",
        "SCRUTINEER_WEB_OWNERS": "olive",
        "SCRUTINEER_WEB_ADMINS": "ada",
    }
    with serving(sample_home, settings, port=port) as started:
        yield started
    assert not started.errors, "\n".join(started.log)


def test_who_is_not_named_sees_nothing(browser: Browser, guarded: Server) -> None:
    with visiting(browser, guarded.address) as visitor:
        for path in ("/", "/library", "/documents/none", "/admin", "/conversations/none"):
            page = visitor.open(path)
            expect(page.get_by_role("heading", level=1)).to_have_text("Please sign in")
            assert page.get_by_role("navigation").count() == 0
        assert not faults(page, "sign-in-refused")


def test_each_may_do_what_their_role_allows(browser: Browser, guarded: Server) -> None:
    allowed = {
        "rita": (200, 403, 403),
        "olive": (200, 200, 403),
        "ada": (200, 200, 200),
    }
    for name, statuses in allowed.items():
        with visiting(browser, guarded.address, headers={"X-Forwarded-User": name}) as visitor:
            page = visitor.open()
            told = [page.request.get(path).status for path in ("/", "/library/upload", "/admin")]
            assert tuple(told) == statuses
            admin = page.get_by_role("link", name="Admin")
            expect(admin).to_have_count(int(statuses[2] == 200))


def test_admins_see_what_was_asked_and_not_who(browser: Browser, guarded: Server) -> None:
    with visiting(browser, guarded.address, headers={"X-Forwarded-User": "rita"}) as visitor:
        page = visitor.open()
        ask(page, ALLEGATIONS)
        answered(page).get_by_text("Something is wrong", exact=True).click()
        page.get_by_label("What should it have said?").fill("It leaves out the year 2019.")
        page.get_by_role("radio").first.check()
        page.get_by_role("button", name="Send").click()
        expect(page.get_by_text("You said: something is wrong")).to_be_visible()
        own = page.url
    with visiting(browser, guarded.address, headers={"X-Forwarded-User": "ada"}) as visitor:
        page = visitor.open("/admin")
        page.get_by_role("link", name="What readers found wrong").click()
        card = page.get_by_role("article").filter(has_text=ALLEGATIONS)
        expect(card).to_contain_text("It leaves out the year 2019.")
        card.get_by_text("The answer and its passages").click()
        expect(card).to_contain_text("full-time deputy")
        assert "rita" not in page.content()
        # A conversation is its reader's own.
        page.goto(own)
        expect(page.get_by_role("heading", level=1)).to_have_text("There is no such page")
        assert ALLEGATIONS not in page.content()


def test_another_site_cannot_ask_in_somebodys_name(browser: Browser, guarded: Server) -> None:
    with visiting(browser, guarded.address, headers={"X-Forwarded-User": "rita"}) as visitor:
        page = visitor.open()
        page.goto("about:blank")
        page.set_content(
            f"""<form method="post" action="{guarded.address}/ask">
            <input name="question" value="What must improve?"><button>Win a prize</button></form>"""
        )
        page.get_by_role("button").click()
        keep(page, "another-site")
        expect(page.get_by_role("heading", level=1)).not_to_have_text("What must improve?")
        page = visitor.open()
        assert "What must improve?" not in page.locator("main ul.recent").all_inner_texts()
