"""Ofsted's reports site: what it lists on the page of an authority's children's services.

Reports are told by where their links lead, not by how the page is laid out: to a file of the site.
What the site says of each, its kind and the day of publication, stands in the link's words.
"""

import re
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path
from typing import Final
from urllib.parse import urlencode, urljoin, urlsplit

from corpus.authorities import known_names, plain_name
from sources.addresses import cleaned, host_of
from sources.errors import ForbiddenError, LayoutError, MissingError
from sources.links import Anchor, anchors, heading_of, last_day
from sources.ports import Arrival, Listing, Reach
from sources.records import Item, Offer, SourceRecord

OFSTED: Final = "https://reports.ofsted.gov.uk"
PROVIDER = "provider"
"""In a target and in the memory: the number of a provider, or the address of its page."""

_FILE_HOSTS = frozenset({"files.ofsted.gov.uk", "files.api.ofsted.gov.uk"})
_SERVICES = 44  # providers of this type are authorities' children's services
_SOCIAL_CARE, _OF_AUTHORITIES = 3, 12
_ROWS = 100
_MOST_PAGES = 20
_PROVIDER = re.compile(r"/provider/\d+/\d+/?\Z")
_FILE = re.compile(r"/file/[\w-]+/?\Z|/provider/files/|\.pdf\Z", re.IGNORECASE)
_LABEL = re.compile(r",?\s*\bpdf\b\s*(?:[-–—:]\s*)?", re.IGNORECASE)
_PUBLISHED = re.compile(r"\bpublished\b(?: on)?:?\s*(?P<day>.{6,30})", re.IGNORECASE)
_UNLISTED = re.compile(r"\s*\([^)]*\)\s*\Z|\bchildren['’]?s services\b", re.IGNORECASE)
# Only what the site's words leave no doubt of: the rest is told by the document itself.
_KINDS: Final = (
    (re.compile(r"\bsend\b|special educational needs", re.IGNORECASE), "other"),
    (re.compile(r"\bjoint\b", re.IGNORECASE), None),
    (re.compile(r"\bfocused visit\b", re.IGNORECASE), "focused_visit_letter"),
    (re.compile(r"\bmonitoring visit\b", re.IGNORECASE), "monitoring_visit_letter"),
)


class OfstedSite:
    """One authority's reports; `base` is where the reports site is."""

    def __init__(self, base: str = OFSTED) -> None:
        self._base = base.rstrip("/")
        self._hosts = _FILE_HOSTS | {host_of(base)}

    def listing(self, source: SourceRecord, reach: Reach, _now: datetime) -> Listing:
        """The reports and letters on the provider's page. Raises `SourceError`."""
        address = self._provider(source, reach)
        try:
            offers = list(self._offers(address, source.target.get("authority"), reach))
        except MissingError:
            if source.memory.get(PROVIDER) != address:
                raise
            # The page has moved: it is looked for again by the authority's name.
            address = self._found(source, reach)
            offers = list(self._offers(address, source.target.get("authority"), reach))
        if not offers:
            raise LayoutError(
                f"No report is listed at {address}. If the page shows some in a browser, it is "
                "laid out in a way that is not understood."
            )
        return Listing(tuple({offer.key: offer for offer in offers}.values()), {PROVIDER: address})

    def fetch(self, item: Item, reach: Reach, target: Path) -> Arrival | None:
        """One report. Raises `SourceError`."""
        known = (item.etag, item.last_modified) if item.sha256 else (None, None)
        return reach.file(item.offer.address, self._hosts, target, known)

    def _provider(self, source: SourceRecord, reach: Reach) -> str:
        """The address of the provider's page."""
        given = source.target.get(PROVIDER) or source.memory.get(PROVIDER)
        if not given:
            return self._found(source, reach)
        if given.isdecimal():
            return f"{self._base}/provider/{_SERVICES}/{given}"
        return cleaned(given)

    def _found(self, source: SourceRecord, reach: Reach) -> str:
        """The page that a search of the site finds for an authority."""
        name = source.target["authority"]
        seen: set[str] = set()
        for _ in range(_MOST_PAGES):
            query = {
                "q": name,
                "level_1_types": _SOCIAL_CARE,
                "level_2_types[]": _OF_AUTHORITIES,
                # A page may have fewer than were asked for.
                "start": len(seen),
                "rows": _ROWS,
            }
            page = reach.page(f"{self._base}/search?{urlencode(query)}", self._hosts)
            found = [
                each
                for each in anchors(page.text, page.address)
                if _PROVIDER.search(urlsplit(each.address).path)
            ]
            for each in found:
                if _is_of(each.words, name):
                    return cleaned(each.address)
            addresses = {each.address for each in found}
            if addresses <= seen:
                break
            seen |= addresses
        raise MissingError(
            f"The search of {self._base} finds no children’s services of {name}. Look for its "
            "page there in a browser, and add the source by that address."
        )

    def _offers(self, address: str, authority: str | None, reach: Reach) -> Iterator[Offer]:
        seen: set[str] = set()
        waiting: str | None = address
        while waiting is not None and waiting not in seen and len(seen) < _MOST_PAGES:
            seen.add(waiting)
            page = reach.page(waiting, self._hosts)
            whose = authority or _authority_of(heading_of(page.text))
            waiting = None
            for each in anchors(page.text, page.address):
                if self._is_report(each):
                    yield _offer(each, whose)
                elif each.next and host_of(each.address) == host_of(address):
                    waiting = cleaned(each.address)

    def _is_report(self, anchor: Anchor) -> bool:
        try:
            host = host_of(anchor.address)
        except ForbiddenError:
            return False
        return host in self._hosts and _FILE.search(urlsplit(anchor.address).path) is not None


def target_of(text: str, base: str = OFSTED) -> dict[str, str]:
    """What somebody means by an authority's name, its provider's number or its page's address.

    Raises `ValueError` with a sentence where it means nothing.
    """
    text = text.strip()
    if text.isdecimal():
        return {PROVIDER: text}
    if text.startswith(("http://", "https://")):
        address = cleaned(text)
        if host_of(address) != host_of(base) or not _PROVIDER.search(urlsplit(address).path):
            raise ValueError(
                f"{text} is no provider’s page of {base}; those look like "
                f"{urljoin(base, '/provider/44/80510')}."
            )
        return {PROVIDER: address}
    name = plain_name(text)
    if name is None or name not in known_names().values():
        raise ValueError(
            f"“{text}” is none of the English authorities with children’s services. Give its "
            "name, its provider’s number, or the address of its page on the reports site."
        )
    return {"authority": name}


def _offer(anchor: Anchor, authority: str | None) -> Offer:
    label, _, after = _split(anchor.words)
    said = _PUBLISHED.search(anchor.around)
    published = (said and last_day(said["day"])) or last_day(after) or last_day(anchor.words)
    kind = next((kind for sign, kind in _KINDS if sign.search(label)), None)
    return Offer(
        key=cleaned(anchor.address),
        address=cleaned(anchor.address),
        title=label or "report",
        version="",
        kind=kind,
        authority=authority,
        publisher="Ofsted",
        published=_sensible(published),
    )


def _split(words: str) -> tuple[str, str, str]:
    """The label of a link, what divides it from the day, and the day."""
    match = _LABEL.search(words)
    if match is None:
        return words, "", ""
    label = words[: match.start()].strip(" ,")
    half = len(label) // 2
    # Pages say the label twice: for eyes, and for screen readers.
    if label[:half].strip().casefold() == label[half:].strip().casefold():
        label = label[half:].strip()
    return label, match.group(), words[match.end() :]


def _is_of(words: str, authority: str) -> bool:
    return _authority_of(words) == authority


def _authority_of(words: str) -> str | None:
    name = plain_name(" ".join(_UNLISTED.sub(" ", words).split()).strip(" ,:-–"))
    return name if name in known_names().values() else None


def _sensible(day: date | None) -> date | None:
    return day if day is not None and day.year >= 1990 else None
