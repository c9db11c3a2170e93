"""Which pages there are: the application's own routes, and addresses of them found by links."""

from collections.abc import Sequence
from html.parser import HTMLParser
from urllib.parse import parse_qsl, urldefrag, urljoin, urlsplit

from playwright.sync_api import Page
from starlette.routing import BaseRoute, Match, Route

_MOST = 60


def routes_of_pages(routes: Sequence[BaseRoute]) -> list[Route]:
    """The routes that a person can open by an address."""
    return [
        route for route in routes if isinstance(route, Route) and "GET" in (route.methods or ())
    ]


def route_of(routes: Sequence[Route], path: str) -> Route | None:
    """The route that answers a path, None where nothing of ours does."""
    scope = {"type": "http", "method": "GET", "path": path, "root_path": ""}
    return next((route for route in routes if route.matches(dict(scope))[0] is Match.FULL), None)


def wander(
    page: Page, origin: str, routes: Sequence[Route], start: Sequence[str]
) -> list[tuple[str, Route]]:
    """Addresses (path and query) of pages that links lead to from `start`, itself included.

    Of each route, and each choice of things asked of it, the first; pages alone, no pictures.
    """
    waiting, seen = list(start), set(start)
    met: set[tuple[str, tuple[str, ...]]] = set()
    found: list[tuple[str, Route]] = []
    while waiting and len(found) < _MOST:
        address = waiting.pop(0)
        parts = urlsplit(address)
        route = route_of(routes, parts.path)
        if route is None:
            continue
        asked = tuple(sorted(name for name, _ in parse_qsl(parts.query, keep_blank_values=True)))
        kind = (route.path, asked)
        if kind in met and address not in start:
            continue
        answer = page.request.get(origin + address)
        if "text/html" not in answer.headers.get("content-type", ""):
            continue
        if answer.headers.get("content-disposition", "").startswith("attachment"):
            continue
        assert answer.ok or address in start, f"{answer.status} for {address}"
        met.add(kind)
        found.append((address, route))
        for link in _links(answer.text()):
            there = urlsplit(urldefrag(urljoin(origin + address, link)).url)
            if f"{there.scheme}://{there.netloc}" != origin:
                continue
            reached = there.path + (f"?{there.query}" if there.query else "")
            if reached not in seen:
                seen.add(reached)
                waiting.append(reached)
    return found


def _links(html: str) -> list[str]:
    class Links(HTMLParser):
        def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
            link = dict(attrs).get("href") if tag == "a" else None
            if link:
                found.append(link)

    found: list[str] = []
    Links().feed(html)
    return found
