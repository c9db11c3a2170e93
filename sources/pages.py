"""Single pages of the web: guidance on GOV.UK, a council's own local offer.

A page is kept as an HTML document of its heading and its words, without what changes each time it
is asked for. GOV.UK tells the same as data (`/api/content`), with the attachments of a publication
and the day on which it was last changed.
"""

import hashlib
import html
import json
import re
from collections.abc import Iterator, Mapping
from datetime import date, datetime
from pathlib import Path
from typing import Any, Final
from urllib.parse import urljoin, urlsplit

from bs4 import BeautifulSoup
from bs4.element import Comment, Tag

from corpus.dates import day_ranges
from sources.addresses import cleaned, host_of
from sources.errors import BadFileError, ForbiddenError, LayoutError
from sources.ports import Arrival, Listing, Reach
from sources.records import Item, Offer, SourceRecord

GOV_UK: Final = frozenset({"www.gov.uk"})

_ASSETS = frozenset({"assets.publishing.service.gov.uk"})
_DROPPED = ("script", "style", "noscript", "template", "svg", "iframe", "input", "link", "meta")
_KEPT_ATTRIBUTES = frozenset({"class", "colspan", "href", "id", "rowspan", "hidden"})
_CHANGED = re.compile(
    r"\b(?:last )?(?:updated|modified|reviewed|changed)\b(?: on)?:?\s*(?P<day>.{6,40})",
    re.IGNORECASE,
)
_META = re.compile(
    r"(?:dcterms\.|dc\.|article:|og:)?(?:modified|modified_time|updated_time|"
    r"date\.modified)\Z",
    re.IGNORECASE,
)
_LONGEST_TITLE = 250


class PageSite:
    """One page and what is attached to it; `content_hosts` are those that speak as GOV.UK does."""

    def __init__(self, content_hosts: frozenset[str] = GOV_UK) -> None:
        self._content_hosts = content_hosts
        self._made: dict[str, bytes] = {}

    def listing(self, source: SourceRecord, reach: Reach, _now: datetime) -> Listing:
        """The page as it is now, and its attachments. Raises `SourceError`."""
        address = source.target["address"]
        if host_of(address) in self._content_hosts:
            return Listing(tuple(self._content(source, address, reach)))
        page = reach.page(address, frozenset({host_of(address)}))
        title, body, changed = _cleaned(page.text)
        offer = self._kept(source, address, title, body, changed)
        return Listing((offer,))

    def fetch(self, item: Item, reach: Reach, target: Path) -> Arrival | None:
        """The page that was listed, or an attachment. Raises `SourceError`."""
        made = self._made.get(item.key)
        if made is None:
            hosts = frozenset({host_of(item.offer.address)}) | _ASSETS
            known = (item.etag, item.last_modified) if item.sha256 else (None, None)
            return reach.file(item.offer.address, hosts, target, known)
        target.write_bytes(made)
        sha256 = hashlib.sha256(made).hexdigest()
        return Arrival(target, sha256, len(made), item.offer.address)

    def _content(self, source: SourceRecord, address: str, reach: Reach) -> Iterator[Offer]:
        """What GOV.UK says at an address as data."""
        found = self._data(address, reach)
        details: Mapping[str, Any] = found.get("details") or {}
        publisher = next(
            (
                str(each["title"])
                for each in (found.get("links") or {}).get("organisations", ())
                if each.get("title")
            ),
            None,
        )
        title = str(found.get("title") or "")
        changed = _day(found.get("public_updated_at"))
        parts = [f"<p>{html.escape(str(found.get('description') or ''))}</p>"]
        parts += [str(details.get("body") or "")]
        for part in details.get("parts") or ():
            parts.append(f"<h2>{html.escape(str(part.get('title') or ''))}</h2>")
            parts.append(str(part.get("body") or ""))
        attachments = list(_attachments(details))
        if not attachments or details.get("parts") or found.get("schema_name") != "publication":
            yield self._kept(source, address, title, "".join(parts), changed, publisher)
        for each in attachments:
            there = cleaned(urljoin(address, str(each["url"])))
            name = f"{title}: {each.get('title')}" if each.get("title") != title else title
            is_page = each.get("attachment_type") == "html"
            if is_page and host_of(there) in self._content_hosts:
                inside = self._data(there, reach)
                body = str((inside.get("details") or {}).get("body") or "")
                day = _day(inside.get("public_updated_at")) or changed
                name = str(inside.get("title") or name)
                yield self._kept(source, there, name, body, day, publisher)
            elif host_of(there) in _ASSETS or host_of(there) == host_of(address):
                yield Offer(
                    key=there,
                    address=there,
                    title=name[:_LONGEST_TITLE],
                    version=changed.isoformat() if changed else "",
                    kind=source.target.get("kind"),
                    authority=source.target.get("authority"),
                    publisher=publisher,
                    published=changed,
                )

    def _data(self, address: str, reach: Reach) -> Mapping[str, Any]:
        parts = urlsplit(address)
        where = f"{parts.scheme}://{parts.netloc}/api/content{parts.path}"
        page = reach.page(where, frozenset({host_of(address)}))
        try:
            found = json.loads(page.body)
        except ValueError:
            raise LayoutError(f"{where} does not answer with data.") from None
        if not isinstance(found, dict) or not found.get("title"):
            raise LayoutError(f"{where} answers with something else than a page.")
        if found.get("withdrawn_notice"):
            raise BadFileError("GOV.UK has withdrawn this page. What was had of it stays.")
        return found

    def _kept(
        self,
        source: SourceRecord,
        address: str,
        title: str,
        body: str,
        changed: date | None,
        publisher: str | None = None,
    ) -> Offer:
        """An offer of a page whose words are at hand; they are kept until it is fetched."""
        title = " ".join(title.split())[:_LONGEST_TITLE] or address
        made = (
            '<!DOCTYPE html>\n<html lang="en"><head><meta charset="utf-8">'
            f"<title>{html.escape(title)}</title></head>\n"
            f"<body><main><h1>{html.escape(title)}</h1>\n{body}\n</main></body></html>\n"
        ).encode("utf-8", "replace")
        self._made[address] = made
        return Offer(
            key=address,
            address=address,
            title=title,
            version=hashlib.sha256(made).hexdigest()[:24],
            media=("html",),
            kind=source.target.get("kind"),
            authority=source.target.get("authority"),
            publisher=publisher or source.target.get("publisher"),
            published=changed,
        )


def _attachments(details: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    """The attachments that are words to read: pages, and PDF files that no page stands for."""
    every = [each for each in details.get("attachments") or () if each.get("url")]
    pages = [each for each in every if each.get("attachment_type") == "html"]
    titles = {each.get("title") for each in pages}
    yield from pages
    for each in every:
        is_pdf = each.get("content_type") == "application/pdf"
        if is_pdf and each.get("title") not in titles:
            yield each


def _cleaned(markup: str) -> tuple[str, str, date | None]:
    """A page's heading, what it says, and when it says that it was changed."""
    soup = BeautifulSoup(markup, "lxml")
    changed = _changed(soup)
    found = soup.find("h1") or soup.title
    title = found.get_text(" ") if found else ""
    for tag in soup.find_all(_DROPPED):
        tag.extract()
    for comment in soup.find_all(string=lambda text: isinstance(text, Comment)):
        comment.extract()
    main = soup.find("main") or soup.find(id=re.compile(r"\A(?:main|content)", re.I)) or soup.body
    if main is None:
        raise LayoutError("The page has no words.")
    for heading in main.find_all("h1")[:1]:
        heading.extract()
    for tag in main.find_all(True):
        tag.attrs = {name: value for name, value in tag.attrs.items() if name in _KEPT_ATTRIBUTES}
    return title, main.decode_contents(), changed


def _changed(soup: BeautifulSoup) -> date | None:
    for tag in soup.find_all("meta"):
        name = str(tag.get("name") or tag.get("property") or "")
        if _META.match(name) and (day := _day(tag.get("content"))):
            return day
    for tag in soup.find_all("time"):
        around = tag.parent.get_text(" ") if isinstance(tag.parent, Tag) else ""
        if _CHANGED.search(around) and (day := _day(tag.get("datetime"))):
            return day
    said = _CHANGED.search(" ".join(soup.get_text(" ").split()))
    days = day_ranges(said["day"]) if said else []
    return days[0].first if days else None


def _day(value: object) -> date | None:
    try:
        return datetime.fromisoformat(str(value)).date() if value else None
    except ValueError:
        return None


def page_of(address: str) -> str:
    """An address of a page as it is kept. Raises `ForbiddenError`."""
    found = cleaned(address)
    if urlsplit(found).path.lower().endswith(".pdf"):
        raise ForbiddenError("This is the address of a file; give that of the page it is on.")
    return found
