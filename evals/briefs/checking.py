"""Whether each statement of a brief stands where its footnote says, and nothing is missing."""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path

from corpus.documents import Document
from evals.briefs.shown import Shown
from evals.quotes import standing
from evals.sources import page_text
from retrieval.registers import Holding
from retrieval.search.scope import spoken_date

_PLACE = re.compile(
    r"(?:, (?:inspected |visited )?(?P<dated>undated(?:, after \w+ \d{4})?|[^,]*?\d{4}))?"
    r"(?:, pages? (?P<pages>\d+(?:(?:, | and )\d+)*)(?: \(printed [^)]*\))?)?"
    r"(?:, paragraph (?P<paragraph>[\w.()]*\w))?(?=[.:;]|\Z)"
)
_GRADES = ("outstanding", "good", "requires improvement", "require improvement", "inadequate")


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with a statement."""

    statement: str
    why: str


@dataclass(frozen=True, slots=True)
class Outcome:
    """How many statements were held against their sources, and what was wrong."""

    statements: int
    faults: tuple[Fault, ...]
    items: int = 0
    missing: tuple[str, ...] = ()


@dataclass(slots=True)
class Shelf:
    """The documents of an index by title, and which of them no longer stand."""

    holdings: Sequence[Holding]
    by_title: defaultdict[str, list[Document]] = field(default_factory=lambda: defaultdict(list))
    replaced: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        for held in self.holdings:
            self.by_title[" ".join(held.document.title.split())].append(held.document)
            if held.standing.superseded_by is not None:
                self.replaced.add(held.document.id)

    @property
    def titles(self) -> list[str]:
        """All titles, the longest first."""
        return sorted(self.by_title, key=lambda title: -len(title))


@dataclass(frozen=True, slots=True)
class Reference:
    """One place of a footnote: the documents that may be meant, the pages, the words cited."""

    documents: tuple[Document, ...]
    pages: tuple[int, ...]
    quotes: tuple[str, ...]


def check(shown: Sequence[Shown], shelf: Shelf, gold: Sequence[str] = ()) -> Outcome:
    """Hold every statement against its sources; `gold` are items that the register must have."""
    faults = [Fault(each.text, why) for each in shown if (why := _fault(each, shelf)) is not None]
    said = [_letters(each.text) for each in shown]
    missing = tuple(item for item in gold if not any(_letters(item) in text for text in said))
    return Outcome(len(shown), tuple(faults), len(gold), missing)


def references(footnote: str, shelf: Shelf) -> list[Reference] | None:
    """The places of a footnote; None where it cannot be read."""
    found: list[Reference] = []
    rest = " ".join(footnote.split())
    while rest:
        title = next((title for title in shelf.titles if rest.startswith(title)), None)
        if title is None:
            return None
        match = _PLACE.match(rest, len(title))
        if match is None:
            return None
        dated = match["dated"]
        documents = [d for d in shelf.by_title[title] if dated is None or spoken_date(d) == dated]
        pages = tuple(int(page) for page in re.findall(r"\d+", match["pages"] or ""))
        quotes, rest = _quotes(rest[match.end() :], shelf)
        found.append(Reference(tuple(documents), pages, quotes))
    return found


def _quotes(rest: str, shelf: Shelf) -> tuple[tuple[str, ...], str]:
    """The words cited, up to the next place of the footnote, and what is left of it."""
    ends = [at for title in shelf.by_title for at in [rest.find(f"; {title}")] if at >= 0]
    end = min(ends, default=len(rest))
    cited, left = rest[:end].strip(), rest[end + 2 :]
    if not cited.startswith(":"):
        return (), left
    parts = cited.removeprefix(":").strip().split("” … “")
    return tuple(part.strip().removeprefix("“").removesuffix("”") for part in parts), left


def _fault(each: Shown, shelf: Shelf) -> str | None:
    if not each.text:
        return "the footnote belongs to no statement that was found"
    if each.footnote is None:
        return "no footnote"
    places = references(each.footnote, shelf)
    if not places:
        return f"the footnote names no document: {each.footnote[:80]}"
    quotes = [quote for place in places for quote in place.quotes]
    text = each.text.strip()
    quoted = text.startswith("“") and text.endswith("”")
    if not quoted and not quotes:
        return "neither the statement nor its footnote quotes anything"
    for place in places:
        wanted = place.quotes or ((text[1:-1],) if quoted else ())
        if not any(_stands(wanted, document, place.pages) for document in place.documents):
            return f"not on that page: {each.footnote[:90]}"
    if not quoted and (why := _unborne(text, quotes)) is not None:
        return why
    return _stale(each, places, shelf)


def _stands(quotes: Sequence[str], document: Document, pages: Sequence[int]) -> bool:
    path = Path(document.path)
    texts = [page_text(path, page) for page in pages] or [page_text(path, None)]
    # A scan has no text of its own to hold a quote against.
    if not any(text.strip() for text in texts):
        return True
    return all(_in(quote, texts) for quote in quotes)


def _in(quote: str, texts: Sequence[str]) -> bool:
    """Whether a quote stands in one page, or runs over from one to the next."""
    if any(standing(quote, text) is not None for text in texts):
        return True
    # The digit of a footnote of the document's own may stick to a word there.
    if any(_letters(quote) in _letters(text) and _numbers(quote, text) for text in texts):
        return True
    breaks = [match.end() for match in re.finditer(r"\s|-", quote)]
    return any(
        standing(quote[:at].strip(), one) is not None
        and standing(quote[at:].strip(), other) is not None
        for one, other in pairwise(texts)
        for at in breaks
        if quote[at:].strip()
    )


def _unborne(text: str, quotes: Sequence[str]) -> str | None:
    """What is wrong with a statement in our words: a grade, a count or a row of figures."""
    there = " ".join(quotes).lower()
    count = re.match(r"(\d+) (?:areas?|recommendations?|priority)", text)
    if count is not None:
        right = int(count[1]) == len(quotes)
        return None if right else f"{len(quotes)} items are cited"
    grade = next((grade for grade in _GRADES if text.lower().endswith(grade)), None)
    if grade is not None:
        given = all(word[:7] in _letters(there) for word in grade.split())
        return None if given else "the words cited give another grade"
    lost = [figure for figure in re.findall(r": (\S*\d\S*)", text) if figure not in there]
    return f"{', '.join(lost)} is not in the words cited" if lost else None


def _stale(each: Shown, places: Sequence[Reference], shelf: Shelf) -> str | None:
    """Whether what was replaced is told as if it stood."""
    gone = all(d.id in shelf.replaced for place in places for d in place.documents)
    if each.section.startswith("Findings over time") and gone != ("replaced" in each.label):
        return "the label does not say whether the document was replaced"
    return None


def current_items_are_current(shown: Sequence[Shown], shelf: Shelf) -> Iterator[Fault]:
    """Items told as current whose list was replaced by a later one of the same authority."""
    listing = {held.document.id for held in shelf.holdings if held.standing.recommendations}
    for each in shown:
        if not each.item or each.footnote is None:
            continue
        for place in references(each.footnote, shelf) or []:
            for document in place.documents:
                if document.id in shelf.replaced and _newer_list(document, shelf, listing):
                    yield Fault(each.text, f"told as current from {spoken_date(document)}")


def _newer_list(document: Document, shelf: Shelf, listing: set[str]) -> bool:
    day = document.dates.ordering
    return any(
        other.id in listing
        and other.kind == "inspection_report"
        and other.authority == document.authority
        and other.dates.ordering is not None
        and day is not None
        and other.dates.ordering > day
        for titles in shelf.by_title.values()
        for other in titles
    )


def _letters(text: str) -> str:
    return "".join(c for c in text.lower() if c.isalpha() and c.isascii())


def _numbers(quote: str, text: str) -> bool:
    return all(number in text for number in re.findall(r"\d+", quote))


def gold_of(rows: Sequence[Mapping[str, object]], authority: str) -> list[str]:
    """The items of an authority's newest list in the file of recommendations."""
    return [
        str(item["text"])
        for row in rows
        if str(row["authority"]).lower() == authority.lower() and row["is_latest_for_authority"]
        for item in _items(row)
    ]


def _items(row: Mapping[str, object]) -> Sequence[Mapping[str, object]]:
    items = row["items"]
    return items if isinstance(items, list) else []
