"""What either PDF reader takes out of a file, before it is judged."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from corpus.readers.extracts import has_words
from corpus.readers.limits import PROPERTY_LIMIT
from corpus.readers.pdf_dates import iso_date
from corpus.sources import OutlineEntry, Page

_PROPERTIES = {"title": "Title", "author": "Author"}
_DATES = {"created": "CreationDate", "modified": "ModDate"}


@dataclass(frozen=True, slots=True)
class PdfContents:
    """All pages in order; the others are 1-based numbers of pages.

    `unreadable` could not be opened; `scans` have more to read in their picture than in their
    text.
    """

    pages: tuple[Page, ...]
    metadata: Mapping[str, str] = field(default_factory=dict)
    outline: tuple[OutlineEntry, ...] = ()
    unreadable: tuple[int, ...] = ()
    scans: tuple[int, ...] = ()

    @property
    def has_text(self) -> bool:
        """Whether any page has a word."""
        return any(has_words(page.text) for page in self.pages)


@dataclass(frozen=True, slots=True)
class Locked:
    """The file opens only with a password or a licence."""


@dataclass(frozen=True, slots=True)
class Unreadable:
    """The reader could not open the file at all."""


@dataclass(frozen=True, slots=True)
class Oversized:
    """The file has more than is read: `what` says of what, with the figure."""

    what: str


PdfOutcome = PdfContents | Locked | Unreadable | Oversized


def properties(info: Mapping[str, str]) -> dict[str, str]:
    """Take title, author and dates (as ISO strings) from a document information dictionary.

    `info` is keyed as in PDF, without the slash; what is empty or no date is left out.
    """
    found = {
        name: info.get(key, "").replace("\0", "").strip()[:PROPERTY_LIMIT]
        for name, key in _PROPERTIES.items()
    }
    for name, key in _DATES.items():
        found[name] = iso_date(info.get(key, "")) or ""
    return {name: value for name, value in found.items() if value}
