"""Committee papers of a council whose site runs Modern.Gov.

Committees and meetings are told by its web service (`mgWebService.asmx`), or by its pages where the
service is switched off; what there is for a meeting by the page of its agenda, else by the service.
Of each meeting are taken the pack of all reports, or where there is none the agenda and each
report; supplements; and the minutes, of which the final ones take the place of the draft.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any, Final, Literal
from urllib.parse import unquote, urlencode, urlsplit

from bs4 import BeautifulSoup
from bs4.element import Tag

from corpus.dates import day_ranges, days_in_figures
from sources.addresses import cleaned, host_of
from sources.errors import ForbiddenError, LayoutError, MissingError, UnreachableError
from sources.links import Anchor, anchors, query_of
from sources.ports import Arrival, Listing, Reach
from sources.records import Item, Offer, SourceRecord, offer_json, offer_of

Paper = Literal["pack", "agenda", "minutes", "supplement", "report"]

_SERVICE: Final = "mgWebService.asmx"
_AHEAD = timedelta(days=120)
_YEARS_BACK = 2
# After this nothing is awaited of a meeting whose minutes are final; or, the second, of any.
_SETTLED, _OLD = timedelta(days=60), timedelta(days=400)
_WITHOUT_SERVICE = timedelta(days=30)
_DOCUMENT = re.compile(r"/documents/(?P<sort>[a-z])\d+/", re.IGNORECASE)
_PACK = re.compile(r"\b(?:reports? pack|agenda pack|document pack)\b", re.IGNORECASE)
_MINUTES = re.compile(r"\bminutes\b", re.IGNORECASE)
_DRAFT = re.compile(r"\bdraft\b", re.IGNORECASE)
_SUPPLEMENT = re.compile(r"\bsupplement\w*|\bto follow\b|\baddend\w+|\blate\b", re.IGNORECASE)
_AGENDA = re.compile(r"\b(?:frontsheet|front sheet|agenda)\b", re.IGNORECASE)
_TAIL = re.compile(r"\s*\b(?:pdf|docx?)\b.*\Z", re.IGNORECASE)
_MEDIA = ("pdf", "docx")


@dataclass(frozen=True, slots=True)
class _Meeting:
    """A meeting by its number and its day."""

    number: str
    day: date


class ModernGovSite:
    """One committee of one council; `base` is the folder of the site that holds its pages."""

    def __init__(self, base: str, committee: str, authority: str | None = None) -> None:
        self._base = base.rstrip("/")
        self._committee = committee
        self._authority = authority
        self._hosts = frozenset({host_of(base)})

    def listing(self, source: SourceRecord, reach: Reach, now: datetime) -> Listing:
        """The papers of its meetings. Raises `SourceError`."""
        memory = dict(source.memory)
        since = _since(source.added_at.date())
        number, meetings = self._meetings(memory, reach, since, now)
        kept: Mapping[str, Any] = memory.get("meetings", {})
        seen: dict[str, Any] = {}
        notes: list[str] = []
        offers: list[Offer] = []
        for meeting in meetings:
            before = kept.get(meeting.number)
            if before is not None and before["settled"]:
                seen[meeting.number] = before
            else:
                seen[meeting.number] = self._papers(number, meeting, memory, reach, now, notes)
            offers += [offer_of(each) for each in seen[meeting.number]["offers"]]
        # What has dropped out of the list of meetings by its age is still what it was.
        first = min((meeting.day for meeting in meetings), default=since)
        for each, before in kept.items():
            if each not in seen and date.fromisoformat(before["day"]) < first:
                seen[each] = before
                offers += [offer_of(offer) for offer in before["offers"]]
        memory |= {"committee": number, "meetings": seen}
        return Listing(tuple(offers), memory, tuple(notes))

    def fetch(self, item: Item, reach: Reach, target: Path) -> Arrival | None:
        """One paper. Raises `SourceError`."""
        known = (item.etag, item.last_modified) if item.sha256 else (None, None)
        if item.version != item.offer.version and item.offer.version is not None:
            # Another address, whose validators mean nothing for this one.
            known = known if (item.version or "").endswith(item.offer.address) else (None, None)
        return reach.file(item.offer.address, self._hosts, target, known)

    def _meetings(
        self, memory: dict[str, Any], reach: Reach, since: date, now: datetime
    ) -> tuple[str, list[_Meeting]]:
        """The committee's number, and its meetings since a day."""
        until = now.date() + _AHEAD
        if self._has_service(memory, now):
            try:
                number = memory.get("committee") or self._found(self._committees(reach))
                found = list(self._meetings_of_service(number, reach, since, until))
            except (MissingError, ForbiddenError, UnreachableError, LayoutError) as error:
                if isinstance(error, MissingError) and error.args[0].startswith("No committee"):
                    raise
                memory["no_service_since"] = now.isoformat()
            else:
                memory.pop("no_service_since", None)
                return number, found
        number = memory.get("committee") or self._found(self._committees_of_pages(reach))
        return number, self._meetings_of_pages(number, reach, since, until)

    def _has_service(self, memory: Mapping[str, Any], now: datetime) -> bool:
        off = memory.get("no_service_since")
        return off is None or now - datetime.fromisoformat(off) > _WITHOUT_SERVICE

    def _committees(self, reach: Reach) -> Iterator[tuple[str, str]]:
        for tag in self._asked("GetCommittees", {}, reach).find_all("committee"):
            if _text(tag, "committeedeleted") != "True":
                yield _text(tag, "committeeid"), _text(tag, "committeetitle")

    def _committees_of_pages(self, reach: Reach) -> Iterator[tuple[str, str]]:
        page = reach.page(f"{self._base}/mgListCommittees.aspx", self._hosts)
        for each in anchors(page.text, page.address):
            if urlsplit(each.address).path.lower().endswith("/mgcommitteedetails.aspx"):
                yield query_of(each.address).get("id", ""), each.words

    def _found(self, committees: Iterator[tuple[str, str]]) -> str:
        """The number of the committee that is meant by its name."""
        there = [(number, title) for number, title in committees if number and title]
        wanted = _folded(self._committee)
        same = [number for number, title in there if _folded(title) == wanted]
        near = [number for number, title in there if wanted in _folded(title)]
        if not there:
            raise LayoutError(f"No committees are listed at {self._base}.")
        if len(same or near) != 1:
            names = ", ".join(title for _, title in there[:60])
            many = "several committees are" if near else "none is"
            raise MissingError(
                f"No committee can be told by “{self._committee}”: {many} called so. There are: "
                f"{names}."
            )
        return (same or near)[0]

    def _meetings_of_service(
        self, number: str, reach: Reach, since: date, until: date
    ) -> Iterator[_Meeting]:
        asked = {
            "lCommitteeId": number,
            "sFromDate": f"{since:%d/%m/%Y}",
            "sToDate": f"{until:%d/%m/%Y}",
        }
        for tag in self._asked("GetMeetings", asked, reach).find_all("meeting"):
            found = days_in_figures(_text(tag, "meetingdate"))
            if found and "cancel" not in _text(tag, "meetingstatus").lower():
                yield _Meeting(_text(tag, "meetingid"), found[0].first)

    def _meetings_of_pages(
        self, number: str, reach: Reach, since: date, until: date
    ) -> list[_Meeting]:
        address = f"{self._base}/ieListMeetings.aspx?{urlencode({'CId': number, 'Year': 0})}"
        found: dict[str, _Meeting] = {}
        page = reach.page(address, self._hosts)
        for each in anchors(page.text, page.address):
            meeting = query_of(each.address).get("mid")
            days = day_ranges(each.words) or day_ranges(each.around)
            is_agenda = urlsplit(each.address).path.lower().endswith("/ielistdocuments.aspx")
            if is_agenda and meeting and days and since <= days[0].first <= until:
                found[meeting] = _Meeting(meeting, days[0].first)
        if not found and "meeting" not in page.text.lower():
            raise LayoutError(f"No meetings are listed at {address}.")
        return list(found.values())

    def _papers(
        self,
        committee: str,
        meeting: _Meeting,
        memory: Mapping[str, Any],
        reach: Reach,
        now: datetime,
        notes: list[str],
    ) -> dict[str, Any]:
        """What there is for a meeting, as it is kept in the memory."""
        query = urlencode({"CId": committee, "MId": meeting.number})
        try:
            page = reach.page(f"{self._base}/ieListDocuments.aspx?{query}", self._hosts)
            links = list(anchors(page.text, page.address))
        except MissingError as error:
            notes.append(f"The agenda of {meeting.day} cannot be had: {error}")
            links = []
        if not any(_is_document(each) for each in links) and "no_service_since" not in memory:
            links = list(self._linked(meeting, reach))
        offers = list(self._offers(meeting, [each for each in links if _is_document(each)]))
        age = timedelta(days=(now.date() - meeting.day).days)
        final = any(o.key.endswith("/minutes") and "final" in (o.version or "") for o in offers)
        return {
            "day": meeting.day.isoformat(),
            "settled": (final and age > _SETTLED) or age > _OLD,
            "offers": [offer_json(each) for each in offers],
        }

    def _linked(self, meeting: _Meeting, reach: Reach) -> Iterator[Anchor]:
        """The documents of a meeting as the service tells them."""
        try:
            found = self._asked("GetMeeting", {"lMeetingId": meeting.number}, reach)
        except (MissingError, ForbiddenError, LayoutError):
            return
        for tag in found.find_all("linkeddoc"):
            address, title = _text(tag, "url"), _text(tag, "title")
            if address and _text(tag, "isrestricted") != "True":
                yield Anchor(" ".join(address.split()), title, title)

    def _offers(self, meeting: _Meeting, links: list[Anchor]) -> Iterator[Offer]:
        papers = [(_paper_of(each), each) for each in links]
        has_pack = any(paper == "pack" for paper, _ in papers)
        minutes: dict[bool, Offer] = {}
        seen: set[str] = set()
        for paper, link in papers:
            try:
                address = cleaned(link.address)
            except ForbiddenError:
                continue
            if address in seen or host_of(address) not in self._hosts:
                continue
            seen.add(address)
            if paper == "minutes":
                draft = _is_draft(link)
                minutes.setdefault(draft, self._offer(meeting, paper, link, address))
            elif paper in ("pack", "supplement") or not has_pack:
                yield self._offer(meeting, paper, link, address)
        if minutes:
            yield minutes.get(False) or minutes[True]

    def _offer(self, meeting: _Meeting, paper: Paper, link: Anchor, address: str) -> Offer:
        alone = {"pack": "pack", "minutes": "minutes"}.get(paper)
        label = _TAIL.sub("", link.words).strip(" ,") or paper
        draft = "draft" if _is_draft(link) else "final"
        return Offer(
            key=f"{meeting.number}/{alone}" if alone else f"{meeting.number}/{address}",
            address=address,
            title=f"{self._committee} {'minutes' if paper == 'minutes' else label}",
            version=f"{draft if paper == 'minutes' else link.words} {address}",
            media=_MEDIA,
            kind="minutes" if paper == "minutes" else None,
            authority=self._authority,
            meeting=None if paper == "report" else meeting.day,
        )

    def _asked(self, method: str, values: Mapping[str, str], reach: Reach) -> BeautifulSoup:
        """What the web service answers. Raises `LayoutError` for what is no XML of its own."""
        address = f"{self._base}/{_SERVICE}/{method}?{urlencode(values)}"
        page = reach.page(address.rstrip("?"), self._hosts)
        if not page.body.lstrip(b"\xef\xbb\xbf \r\n\t").startswith(b"<") or b"<html" in page.body:
            raise LayoutError(f"{address} does not answer as the web service of Modern.Gov does.")
        return BeautifulSoup(page.body, "xml")


def base_of(base: str) -> str:
    """The base of a site, from the address of any of its pages. Raises `SourceError`."""
    address = cleaned(base)
    path = urlsplit(address).path
    if path.lower().endswith((".aspx", ".asmx")):
        path = path.rpartition("/")[0]
    return address.partition("?")[0].removesuffix(urlsplit(address).path) + path.rstrip("/")


def _since(day: date) -> date:
    """From when on the meetings of a committee are followed that was added on a day."""
    return date(day.year - _YEARS_BACK, day.month, 1)


def _paper_of(link: Anchor) -> Paper:
    words = f"{link.words} {unquote(urlsplit(link.address).path.rpartition('/')[2])}"
    match = _DOCUMENT.search(urlsplit(link.address).path)
    sort = match["sort"].lower() if match else ""
    if _PACK.search(words):
        return "pack"
    # "g" are printed of the meeting as a whole, "b" are supplements; the rest are of one item,
    # so that "Minutes of the previous meeting" are a paper of it and not its own minutes.
    if sort == "g" and _MINUTES.search(words):
        return "minutes"
    if sort == "b" or _SUPPLEMENT.search(words):
        return "supplement"
    if sort == "g" and _AGENDA.search(words):
        return "agenda"
    return "report"


def _is_document(link: Anchor) -> bool:
    return _DOCUMENT.search(urlsplit(link.address).path) is not None


def _is_draft(link: Anchor) -> bool:
    return _DRAFT.search(f"{link.words} {unquote(link.address)}") is not None


def _text(tag: Tag, name: str) -> str:
    found = tag.find(name)
    if found is None:
        return ""
    # The service escapes what it has escaped already.
    return " ".join(BeautifulSoup(found.get_text(), "lxml").get_text().split())


def _folded(name: str) -> str:
    return " ".join(re.sub(r"[^a-z0-9 ]", " ", name.lower().replace("&", " and ")).split())
