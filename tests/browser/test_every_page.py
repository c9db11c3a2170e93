"""What holds of each page that there is, whatever it shows."""

import re
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Page
from starlette.routing import Route

from bot.app import open_app
from bot.settings import of_home
from bot.state.opening import open_state
from bot.web.application import application
from bot.web.site import Site
from sources.records import Item, Offer
from tests.browser.asking import answered, ask
from tests.browser.briefs import make_brief
from tests.browser.browsing import Visitor, visiting
from tests.browser.inspecting import faults
from tests.browser.serving import Server
from tests.browser.wandering import routes_of_pages, wander

NO_SUCH = "/documents/none"
REFUSED = "https://127.0.0.1/offer"
# What pages are made of, or is saved, or leads to a page at once.
NOT_PAGES = {
    "/admin/feedback/cases.jsonl",
    "/admin/questions/cases.jsonl",
    "/ask",
    "/briefs/{identity}/brief.{ending}",
    "/briefs/{identity}/events",
    "/changes.atom",
    "/documents/{document}/file",
    "/documents/{document}/pages/{number:int}.png",
    "/healthz",
    "/index/runs/{number:int}/events",
    "/judgements.csv",
    "/judgements.json",
    "/metrics",
    "/passages/{passage}.png",
    "/readyz",
    "/recommendations.csv",
    "/recommendations.json",
}


def test_no_page_is_beyond_anybody(browser: Browser, server: Server, tmp_path: Path) -> None:
    routes = _routes(tmp_path)
    _follow(server.home)
    with visiting(browser, server.address) as visitor:
        page = visitor.open()
        start = ["/", *_asked(page), _brief(page), NO_SUCH]
        found = wander(page, server.address, routes, start)
        wrong = [
            fault
            for number, (address, route) in enumerate(found, 1)
            for fault in _faults(page, address, f"{number:02}-{_name(route)}")
        ]
    assert not wrong, "\n".join(wrong)
    met = [route for _, route in found]
    assert {route.path for route in routes if route not in met} == NOT_PAGES


def _asked(page: Page) -> Iterator[str]:
    """Where the answers to two questions lead: a PDF's page and a text."""
    for question in ("What must improve in Aldermere?", "Who had lifeboat training in Thornbeck?"):
        page.goto("/")
        ask(page, question)
        link = answered(page).locator(".quotes a").first.get_attribute("href")
        assert link
        yield link


def _brief(page: Page) -> str:
    """Where a brief is, which nothing leads to before it was asked for."""
    page.goto("/briefs")
    make_brief(page, one_page=True)
    return urlsplit(page.url).path


def _follow(home: Path) -> None:
    """Follow a page that is never asked for, as no server of this machine is, and failed."""
    now, offer = datetime.now(UTC), Offer("1", REFUSED, "A page that failed", media=("html",))
    target = {"address": REFUSED, "kind": "local_offer", "authority": "Aldermere"}
    with open_state(of_home(home).state_place) as state:
        source = state.sources.add("page", REFUSED, target, "page", now)
        item = Item(source.number, offer, now, now, trouble="It does not answer.")
        looked = replace(source, looked_at=now, next_at=now + timedelta(days=1))
        state.sources.keep(replace(looked, trouble="It does not answer."), [item])


def _faults(page: Page, address: str, name: str) -> list[str]:
    page.goto(address)
    return faults(page, name)


def _name(route: Route) -> str:
    return re.sub(r"[^a-z]+", "-", route.path).strip("-") or "home"


def _routes(home: Path) -> list[Route]:
    settings = of_home(home)
    with closing(open_app(settings)) as app, open_state(settings.state_place) as state:
        return routes_of_pages(application(Site(app, state)).routes)


def test_a_page_that_is_not_there_says_so(visitor: Visitor) -> None:
    page = visitor.open(NO_SUCH)
    assert page.get_by_role("heading", level=1).inner_text() == "There is no such page"


def test_what_is_wrong_with_a_page_is_found(browser: Browser) -> None:
    page = browser.new_page()
    page.set_content(
        """<html lang="en"><title>Faults</title><main><h1>Faults</h1><img src="data:,">
        <p style="color: #ccc; background: #fff">Hard to read</p>
        <p style="width: 400px">Too wide</p></main>"""
    )
    found = "\n".join(faults(page, "faults"))
    for fault in ("image-alt", "color-contrast", "wider than 320"):
        assert fault in found
    page.close()


def test_whatever_leaves_this_machine_is_noticed(browser: Browser, server: Server) -> None:
    with (
        pytest.raises(AssertionError, match=r"another host: http://pictures\.example/x\.png"),
        visiting(browser, server.address) as visitor,
    ):
        visitor.open().set_content('<img src="http://pictures.example/x.png" alt="">')
