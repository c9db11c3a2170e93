"""Places of documents: where a citation stands, whether it is so, and whether it is a gold one."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from evals.cases import Place
from evals.quotes import overlap, same, standing
from evals.sources import media, page_text, sha256

Citation = Mapping[str, Any]
"""A citation of an answer's JSON."""


@dataclass(frozen=True, slots=True)
class Stretch:
    """A stretch of a file; `page` is that on which it begins, offsets are of the page's text."""

    source: Path
    page: int | None
    start: int
    end: int


def stretch_of(part: Mapping[str, Any]) -> Stretch:
    """The stretch that a citation, or the passage of a hit, names."""
    return Stretch(Path(part["source"]), part["page"], part["start"], part["end"])


def in_file(source: Path, place: Place) -> bool:
    """Whether a file is the place's: by its hash where that is known, else by its name."""
    if place.file_sha256 is not None:
        return source.is_file() and sha256(source) == place.file_sha256
    return source.name == Path(place.file).name


def on_page(found: Stretch, place: Place) -> bool:
    """Whether a stretch begins on the place's page; in a file without pages, overlaps it."""
    if not in_file(found.source, place):
        return False
    if place.page is not None:
        return found.page == place.page
    if place.start is not None and place.end is not None:
        return overlap((found.start, found.end), (place.start, place.end))
    return True


def quoted_there(citation: Citation, place: Place) -> bool:
    """Whether what is quoted shares a character with the place's own quote."""
    found = stretch_of(citation)
    if not on_page(found, place) or not place.quote or place.start is not None:
        return on_page(found, place)
    at = standing(place.quote, page_text(found.source, found.page))
    return at is not None and overlap((found.start, found.end), at)


def is_checkable(citation: Citation) -> bool:
    """Whether there is anything to hold a quote against: a scan has no text of its own."""
    source = Path(citation["source"])
    return media(source) != "pdf" or bool(page_text(source, citation["page"]).strip())


def faults(citation: Citation) -> Iterator[str]:
    """What is wrong with a citation, found in the file that it names."""
    number, source = citation["number"], Path(citation["source"])
    if not source.is_file():
        yield f"[{number}] names a file that is not there"
        return
    if sha256(source) != citation["sha256"]:
        yield f"[{number}] names another file"
        return
    if not is_checkable(citation):
        return
    text, quote = page_text(source, citation["page"]), citation["quote"]
    if standing(quote, text) is None:
        yield f"[{number}] is not on page {citation['page']}"
    # Of HTML and DOCX the offsets are of the text that our own reader makes.
    elif media(source) in ("pdf", "text") and not same(
        quote, text[citation["start"] : citation["end"]]
    ):
        yield f"[{number}] is on the page, but its offsets hold something else"
