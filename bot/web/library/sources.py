"""The pages on sources: what is followed, what was seen there when, and what failed and why."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Final, Literal

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from bot import addresses
from bot.naming import spoken
from bot.syncing.as_json import counted
from bot.web.library.browsing import held_by
from bot.web.library.choices import choices_of, paged
from bot.web.library.indexed import moment
from bot.web.library.listing import Link, link_of
from bot.web.site import Site
from bot.web.visitors import Role, required
from corpus.dates import in_words
from sources.records import Item, SourceKind, SourceRecord

_ROWS: Final = 50
_KINDS: Final[Mapping[SourceKind, str]] = {
    "ofsted": "Ofsted’s reports",
    "moderngov": "Committee papers",
    "page": "A page",
    "watch": "A folder",
}
Tag = Literal["good", "warn", "bad", ""]


@dataclass(frozen=True, slots=True)
class Standing:
    """How something is in a word or two, what to make of it, and what is wrong in a sentence."""

    words: str
    tag: Tag
    trouble: str | None = None


@dataclass(frozen=True, slots=True)
class SourceRow:
    """A source as it is listed; `documents` says how many of them are how."""

    name: str
    href: str
    kind: str
    standing: Standing
    documents: str
    looked_at: str
    well_at: str | None
    next_at: str


@dataclass(frozen=True, slots=True)
class ItemRow:
    """A document of a source: its place in the index, where it is published, what became of it."""

    title: str
    documents: tuple[Link, ...]
    address: str
    day: str
    fetched: str
    standing: Standing


class SourcePages:
    """Makes the pages; each method is the handler of one."""

    def __init__(self, site: Site) -> None:
        self._site = site
        self._ledger = site.state.sources

    def routes(self) -> Sequence[BaseRoute]:
        """Where they are."""
        return (
            Route(addresses.SOURCES, self.every),
            Route(f"{addresses.SOURCES}/{{number:int}}", self.one),
        )

    def every(self, request: Request) -> Response:
        """Every source that is followed."""
        required(request, Role.OWNER)
        rows = [
            _row(source, self._ledger.items(source.number)) for source in self._ledger.sources()
        ]
        last = next(iter(self._site.state.syncs.recent(1)), None)
        return self._site.pages.html(
            request,
            "library/sources.html",
            rows=rows,
            every=self._site.app.settings.sync_every,
            unindexed=last.reason if last is not None else None,
        )

    def one(self, request: Request) -> Response:
        """One source, with its documents: those that failed first, then the newest."""
        required(request, Role.OWNER)
        source = self._ledger.get(request.path_params["number"])
        if source is None or source.removed_at is not None:
            raise HTTPException(404)
        items = self._ledger.items(source.number)
        newest = sorted(items, key=lambda item: item.first_seen, reverse=True)
        newest.sort(key=lambda item: item.trouble is None or item.gone_since is not None)
        links = self._links(source)
        rows = paged(newest, choices_of(request, ()), _ROWS)
        return self._site.pages.html(
            request,
            "library/source.html",
            source=_row(source, items),
            target=[
                (name.capitalize(), spoken(said) if name == "kind" else said)
                for name, said in source.target.items()
            ],
            added=moment(source.added_at),
            paged=rows,
            items=[_item_row(item, links(item)) for item in rows.items],
        )

    def _links(self, source: SourceRecord) -> Callable[[Item], tuple[Link, ...]]:
        """The documents of the index that were read from the file of an item."""
        folder = self._site.app.settings.sources_folder.absolute() / source.folder
        found: dict[str, list[Link]] = {}
        for held in held_by(self._site.app):
            for path in (held.document.path, *held.also_at):
                if Path(path).parent == folder:
                    found.setdefault(Path(path).name, []).append(link_of(held.document))
        return lambda item: tuple(found.get(item.file or "", ()))


def _row(source: SourceRecord, items: Sequence[Item]) -> SourceRow:
    counts = counted(items)
    none = "read where they are" if source.kind == "watch" else "none"
    facts = (
        (counts["kept"], "here"),
        (counts["wanted"], "not fetched yet"),
        (counts["failed"], "failed"),
        (counts["gone"], "no longer listed there"),
    )
    return SourceRow(
        source.name,
        f"{addresses.SOURCES}/{source.number}",
        _KINDS[source.kind],
        _standing(source, counts["failed"]),
        ", ".join(f"{number:,} {words}" for number, words in facts if number) or none,
        _at(source.looked_at) or "Not yet",
        _at(source.well_at),
        _at(source.next_at) or "With the next sync",
    )


def _standing(source: SourceRecord, failed: int) -> Standing:
    if source.trouble is not None:
        return Standing("Could not be looked at", "bad", source.trouble)
    if source.looked_at is None:
        return Standing("Not looked at yet", "")
    if failed:
        return Standing("Documents are missing", "warn")
    return Standing("Well", "good")


def _item_row(item: Item, documents: tuple[Link, ...]) -> ItemRow:
    offer = item.offer
    day = offer.published or offer.meeting
    return ItemRow(
        offer.title,
        documents,
        offer.address,
        in_words(day, day) if day is not None else "not said",
        _at(item.fetched_at) or "Not yet",
        _item_standing(item),
    )


def _item_standing(item: Item) -> Standing:
    if item.gone_since is not None:
        return Standing(f"No longer listed since {moment(item.gone_since)}", "warn")
    if item.trouble is not None:
        again = f" It is tried again {moment(item.next_at)}." if item.next_at else ""
        return Standing("Failed", "bad", f"{item.trouble}{again}")
    if item.state == "same":
        return Standing("Another address of a document that is here", "")
    return Standing("Here", "good") if item.state == "kept" else Standing("Not fetched yet", "")


def _at(when: datetime | None) -> str | None:
    return None if when is None else moment(when)
