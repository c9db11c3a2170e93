"""What is kept of sources: which there are, what was seen there when, and what became of it."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from datetime import date, datetime
from typing import Any, Final, Literal

SourceKind = Literal["ofsted", "moderngov", "page", "watch"]

_DAYS: Final = ("published", "meeting")

ItemState = Literal["wanted", "arrived", "kept", "same"]


@dataclass(frozen=True, slots=True)
class SourceRecord:
    """A source that is followed.

    `target` says what of the site is meant ("authority", "base", "committee", "address", "path"),
    `folder` is the name of the folder of its files. `memory` is what its site's adapter keeps
    from one look to the next. `looked_at` is when it was last looked at, `well_at` when that
    last went well, `next_at` when it is to be looked at again. `trouble` says what went wrong
    when it was last looked at, `failures` how often in a row.
    """

    number: int
    kind: SourceKind
    name: str
    target: Mapping[str, str]
    folder: str
    added_at: datetime
    memory: Mapping[str, Any] = field(default_factory=dict)
    looked_at: datetime | None = None
    well_at: datetime | None = None
    next_at: datetime | None = None
    failures: int = 0
    trouble: str | None = None
    removed_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Offer:
    """A document that a site offers now.

    `key` is what the site tells it by, the same at each look. `version` changes when the
    document at the address does; None where the site does not say, so that it is asked each time.
    `media` are the kinds of file that it may be. What the site says of it (`kind`, `authority`,
    `publisher`, `published`, `meeting`) is None where it does not say it.
    """

    key: str
    address: str
    title: str
    version: str | None = ""
    media: tuple[str, ...] = ("pdf",)
    kind: str | None = None
    authority: str | None = None
    publisher: str | None = None
    published: date | None = None
    meeting: date | None = None


def offer_json(offer: Offer) -> dict[str, Any]:
    """An offer as JSON."""
    values = asdict(offer)
    days = {name: values[name].isoformat() for name in _DAYS if values[name] is not None}
    return {**values, **days}


def offer_of(values: Mapping[str, Any]) -> Offer:
    """The inverse of `offer_json`."""
    days = {name: date.fromisoformat(values[name]) for name in _DAYS if values[name] is not None}
    return Offer(**{**values, **days, "media": tuple(values["media"])})


@dataclass(frozen=True, slots=True)
class Item:
    """A document of a source and what became of it.

    `state`: `wanted` (to be fetched, perhaps once more), `arrived` (fetched whole, on its way to
    its place as `arriving`), `kept`, `same` (another item of the source has the same bytes).
    `sha256` and `file` (a name in the source's folder) are of what is kept, `version` of what
    was fetched. `gone_since` is since when the site no longer lists it; it is kept all the same.
    """

    source: int
    offer: Offer
    first_seen: datetime
    last_seen: datetime
    state: ItemState = "wanted"
    sha256: str | None = None
    file: str | None = None
    arriving: str | None = None
    version: str | None = None
    etag: str | None = None
    last_modified: str | None = None
    fetched_at: datetime | None = None
    gone_since: datetime | None = None
    tries: int = 0
    next_at: datetime | None = None
    trouble: str | None = None

    @property
    def key(self) -> str:
        """What the site tells it by."""
        return self.offer.key


@dataclass(frozen=True, slots=True)
class HostRecord:
    """What is known of a host: when it may be asked next, and its robots.txt.

    `robots` is None where it was never had.
    """

    name: str
    not_before: datetime | None = None
    failures: int = 0
    robots: str | None = None
    robots_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class PageRecord:
    """A page of a site as it last came, with what it takes to ask whether it has changed."""

    address: str
    final: str
    body: bytes
    media: str
    etag: str | None = None
    last_modified: str | None = None
