"""What changed in the index, told in lines: in a terminal, a page, a message, a feed."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bot.naming import AREAS, spoken
from corpus.documents import Document
from retrieval.changes import Change, Regraded
from retrieval.registers import Listed
from retrieval.search.scope import spoken_date


@dataclass(frozen=True, slots=True)
class Line:
    """A line of an account; one that `heads` is followed by those that belong to it.

    `document` is where it stands, on `page` where the document has pages.
    """

    text: str
    heads: bool = False
    document: Document | None = None
    page: int | None = None


def lines_of(change: Change) -> Iterator[Line]:
    """What changed of an authority: documents, what they replace, grades, what must improve."""
    yield from _documents("New", change.came)
    yield from _documents("No longer in the index", change.went)
    if change.replaced:
        yield Line("Replaced", heads=True)
    for old, new in change.replaced:
        by = f"{new.title}, {spoken_date(new)}"
        yield Line(f"{_named(old)} – by {by}", document=old)
    if change.grades:
        yield Line("Grades", heads=True)
    for regraded in change.grades:
        yield _grade(regraded)
    yield from _items("Must improve now, and was not asked for before", change.new)
    yield from _items("Must still improve, in the same words", change.kept)
    yield from _items("No longer on a list that stands", change.dropped)


def summed_up(change: Change) -> str:
    """What changed of an authority, in a line."""
    both = [g for g in change.grades if g.before is not None and g.after is not None]
    parts = [
        _count(len(change.came), "new document"),
        _count(len(change.went), "document gone", "documents gone"),
        _count(sum(not g.is_same for g in both), "grade changed", "grades changed"),
        _count(len(change.new), "new item that must improve", "new items that must improve"),
        _count(len(change.dropped), "item dropped", "items dropped"),
    ]
    return ", ".join(part for part in parts if part)


def _count(number: int, one: str, several: str | None = None) -> str:
    if not number:
        return ""
    return f"1 {one}" if number == 1 else f"{number} {several or one + 's'}"


def _documents(heading: str, documents: Sequence[Document]) -> Iterator[Line]:
    if documents:
        yield Line(heading, heads=True)
    for document in documents:
        yield Line(_named(document), document=document)


def _named(document: Document) -> str:
    return f"{document.title} ({spoken(document.kind)}), {spoken_date(document)}"


def _grade(regraded: Regraded) -> Line:
    before, after = regraded.before, regraded.after
    area = AREAS[regraded.area]
    if after is None:
        assert before is not None
        was = spoken(before.judgement.grade)
        text = f"{area}: was {was}; not graded now"
        return Line(text, document=before.document, page=before.judgement.page)
    grade = spoken(after.judgement.grade)
    if before is None:
        text = f"{area}: {grade}; not graded before"
    elif regraded.is_same:
        text = f"{area}: {grade}, as before"
    else:
        text = f"{area}: {grade}; was {spoken(before.judgement.grade)}"
    return Line(text, document=after.document, page=after.judgement.page)


def _items(heading: str, every: Sequence[Listed]) -> Iterator[Line]:
    if every:
        yield Line(heading, heads=True)
    for listed in every:
        item = listed.recommendation
        where = f" (page {item.page})" if item.page is not None else ""
        text = f"{item.number}. {item.text}{where}"
        yield Line(text, document=listed.document, page=item.page)
