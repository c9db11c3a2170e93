"""What changed in the index and when, as a page and as a feed."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Final
from urllib.parse import urlsplit
from xml.etree import ElementTree

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from bot import addresses
from bot.app import App
from bot.app.changing import Turn
from bot.changes import Line, lines_of, summed_up
from bot.faults import NothingIndexedError
from bot.harmless import shown
from bot.web.library.choices import Choices, choices_of, paged
from bot.web.site import Site
from bot.web.visitors import visitor_of
from corpus.dates import in_words
from retrieval.changes import Change

NAMES: Final = ("authority",)
_A_YEAR: Final = timedelta(days=366)
_TURNS: Final = 20
_ENTRIES: Final = 50
_ATOM: Final = "http://www.w3.org/2005/Atom"


@dataclass(frozen=True, slots=True)
class Told:
    """What changed of an authority, with the day in words, and its lines with where they lead."""

    authority: str
    day: str
    at: datetime
    summary: str
    lines: tuple[tuple[Line, str | None], ...]

    @property
    def identity(self) -> str:
        """What no other account has: it tells them apart on a page and in a feed."""
        return f"{self.at:%Y%m%d%H%M%S%f}-{self.authority}"


class Happenings:
    """Makes the page and the feed; each method is the handler of one."""

    def __init__(self, site: Site) -> None:
        self._site = site

    def routes(self) -> Sequence[BaseRoute]:
        """Where they are."""
        return (
            Route(addresses.CHANGES, self.page),
            Route(f"{addresses.CHANGES}.atom", self.feed),
        )

    def page(self, request: Request) -> Response:
        """What changed in the last year, the newest first."""
        choices = choices_of(request, NAMES)
        app = self._site.seen_by(visitor_of(request))
        every = _told(app, choices)
        return self._site.pages.html(
            request,
            "library/changes.html",
            choices=choices,
            paged=paged(every, choices, _TURNS),
            authorities=_authorities(app),
        )

    def feed(self, request: Request) -> Response:
        """The same for programs that look for news (RFC 4287)."""
        choices = choices_of(request, NAMES)
        told = _told(self._site.seen_by(visitor_of(request)), choices)[:_ENTRIES]
        base = (self._site.app.settings.public_url or str(request.base_url)).rstrip("/")
        content = _atom(told, base, choices.address())
        return Response(content, media_type="application/atom+xml")


def _told(app: App, choices: Choices) -> list[Told]:
    chosen = choices.chosen.get("authority")
    try:
        turns = app.turns(datetime.now(UTC) - _A_YEAR)
    except NothingIndexedError:
        return []
    return [
        _account(turn, change)
        for turn in turns
        for change in turn.changes
        if chosen in (None, change.authority)
    ]


def _account(turn: Turn, change: Change) -> Told:
    there = {document.id for document in change.went}
    return Told(
        change.authority or "An authority not named",
        in_words(turn.at.date(), turn.at.date()),
        turn.at,
        summed_up(change),
        tuple((line, _leads_to(line, there)) for line in lines_of(change)),
    )


def _leads_to(line: Line, gone: set[str]) -> str | None:
    if line.document is None or line.document.id in gone:
        return None
    return addresses.document(line.document.id, line.page)


def _authorities(app: App) -> Sequence[str]:
    try:
        return app.authorities()
    except NothingIndexedError:
        return ()


def _atom(every: Sequence[Told], base: str, here: str) -> bytes:
    """The accounts as a feed; `base` is where our pages are, `here` the feed's own address."""
    feed = ElementTree.Element("feed", {"xmlns": _ATOM, "xml:lang": "en-GB"})
    named = f"tag:{urlsplit(base).hostname},2026:changes"
    newest = every[0].at if every else datetime.fromtimestamp(0, UTC)
    _add(feed, "id", f"{named}{here}")
    _add(feed, "title", "Scrutineer: what changed")
    _add(feed, "updated", newest.isoformat())
    _add(_add(feed, "author"), "name", "Scrutineer")
    _add(feed, "link", rel="self", href=f"{base}{here}")
    for told in every:
        entry = _add(feed, "entry")
        _add(entry, "id", f"{named}/{told.identity}")
        _add(entry, "title", f"{told.authority}: {told.summary}")
        _add(entry, "updated", told.at.isoformat())
        _add(entry, "link", rel="alternate", href=f"{base}{addresses.CHANGES}#{told.identity}")
        _add(entry, "content", "\n".join(line.text for line, _ in told.lines), type="text")
    content: bytes = ElementTree.tostring(feed, encoding="utf-8", xml_declaration=True)
    return content


def _add(
    parent: ElementTree.Element, name: str, text: str | None = None, **attributes: str
) -> ElementTree.Element:
    child = ElementTree.SubElement(parent, name, attributes)
    child.text = None if text is None else shown(text)
    return child
