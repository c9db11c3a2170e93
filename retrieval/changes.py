"""What changed from one state of the index to another: documents, grades, what must improve.

Told by authority, and of what stands: the grades of the newest inspection that gives any, and the
items of the lists that no later list replaces.
"""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from corpus.currency import superseded_by
from corpus.documents import Document
from corpus.registers.judgements import Area
from retrieval.query import Filters
from retrieval.registers import Graded, Holdings, Listed, grades, items
from retrieval.search.shelf import newest_first

# What an item belongs to in the national framework, which one report prints and the next does not.
_FRAMEWORK = re.compile(r"\((?:outcomes?|enablers?|principles?|paras?)\b[^()]*\)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Regraded:
    """An area with the grade that stood and the one that stands; None where there is none."""

    area: Area
    before: Graded | None
    after: Graded | None

    @property
    def is_same(self) -> bool:
        """Whether the area was graded before, and has the same grade again."""
        return (
            self.before is not None
            and self.after is not None
            and self.before.judgement.grade == self.after.judgement.grade
        )


@dataclass(frozen=True, slots=True)
class Earlier:
    """A state of the index before: the ids of the documents that were there.

    Those in `went` were there too, and are known by their name alone.
    """

    there: frozenset[str]
    went: tuple[Document, ...] = ()


@dataclass(frozen=True, slots=True)
class Change:
    """What changed of one authority; None is for documents of which none is known.

    `replaced` are documents that stand no longer, each with the new one in its place. `grades`
    are empty where the same document gives them as before. Of the items that must improve those
    in `kept` were asked for before in the same words, and are on another list now.
    """

    authority: str | None
    came: tuple[Document, ...]
    went: tuple[Document, ...]
    replaced: tuple[tuple[Document, Document], ...]
    grades: tuple[Regraded, ...]
    new: tuple[Listed, ...]
    dropped: tuple[Listed, ...]
    kept: tuple[Listed, ...]


def changes_since(earlier: Earlier, now: Holdings) -> list[Change]:
    """What changed from an earlier state to this one; see `changes`."""
    return changes(now.only(earlier.there), now, earlier.went)


def changes(before: Holdings, after: Holdings, went: Sequence[Document] = ()) -> list[Change]:
    """What changed, authority by authority in the order of their names.

    `before` holds what is of the earlier state and is still known whole; `went` are documents of
    it that are known by their name alone.
    """
    known = {document.id for document in before.documents}
    came = [d for d in newest_first(after.documents) if d.id not in known]
    there = {document.id for document in after.documents}
    gone = [*went, *(d for d in newest_first(before.documents) if d.id not in there)]
    touched = {document.authority for document in (*came, *gone)}
    return [
        _of(
            authority,
            _within(before, authority),
            _within(after, authority),
            [d for d in came if d.authority == authority],
            [d for d in gone if d.authority == authority],
        )
        for authority in sorted(touched, key=lambda name: (name is None, name or ""))
    ]


def _of(
    authority: str | None,
    before: Holdings,
    after: Holdings,
    came: Sequence[Document],
    went: Sequence[Document],
) -> Change:
    had = items(before, Filters(), current=True)
    has = items(after, Filters(), current=True)
    earlier, now = {_key(i) for i in had}, {_key(i) for i in has}
    listing = {i.document.id for i in had}
    return Change(
        authority,
        tuple(came),
        tuple(went),
        _replaced(before, after),
        _regraded(before, after),
        tuple(i for i in has if _key(i) not in earlier),
        tuple(i for i in had if _key(i) not in now),
        tuple(i for i in has if _key(i) in earlier and i.document.id not in listing),
    )


def _within(holdings: Holdings, authority: str | None) -> Holdings:
    return holdings.only({d.id for d in holdings.documents if d.authority == authority})


def _replaced(before: Holdings, after: Holdings) -> tuple[tuple[Document, Document], ...]:
    stood = {d.id for d in before.documents} - superseded_by(before.documents, before.copies).keys()
    by_id = {document.id: document for document in after.documents}
    replaced = superseded_by(after.documents, after.copies)
    return tuple(
        (document, by_id[replaced[document.id]])
        for document in newest_first(after.documents)
        if document.id in stood and document.id in replaced
    )


def _regraded(before: Holdings, after: Holdings) -> tuple[Regraded, ...]:
    old, new = _standing_grades(before), _standing_grades(after)
    if {g.document.id for g in old.values()} == {g.document.id for g in new.values()}:
        return ()
    return tuple(Regraded(area, old.get(area), new.get(area)) for area in {**new, **old})


def _standing_grades(holdings: Holdings) -> dict[Area, Graded]:
    """By area the grades of the newest document that gives any, in its order."""
    every = [graded for graded in grades(holdings, Filters()) if graded.current]
    newest = every[0].document.id if every else None
    return {g.judgement.area: g for g in every if g.document.id == newest}


def _key(listed: Listed) -> str:
    """The words of an item, however they are set."""
    plain = unicodedata.normalize("NFKC", _FRAMEWORK.sub(" ", listed.recommendation.text))
    return " ".join(re.findall(r"\w+", plain.casefold()))
