"""The documents of an index in the order that questions want them: newest first, by authority.

Sorting and grouping them is done once, so that a question about one authority costs what its
documents do, however many others there are.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from functools import cached_property
from typing import overload

from corpus.documents import INSPECTORS_KINDS, Document


class Ordered(tuple[Document, ...]):
    """Documents that are newest first; what is left of them in their order is so too."""

    __slots__ = ()


def newest_first(documents: Iterable[Document]) -> Ordered:
    """By the date that orders documents, the newest first, undated ones last."""
    if isinstance(documents, Ordered):
        return documents
    return Ordered(
        sorted(documents, key=lambda d: (d.dates.ordering or date.min, d.title, d.id), reverse=True)
    )


def by_authority(documents: Iterable[Document]) -> dict[str | None, list[Document]]:
    """Documents by the authority they are about, in their order; authorities as they come."""
    found: defaultdict[str | None, list[Document]] = defaultdict(list)
    for document in documents:
        found[document.authority].append(document)
    return dict(found)


def newest_inspection(documents: Iterable[Document]) -> Document | None:
    """The newest full inspection report, else the newest letter of inspectors, else None."""
    letter: Document | None = None
    for document in newest_first(documents):
        if document.kind == "inspection_report":
            return document
        if letter is None and document.kind in INSPECTORS_KINDS:
            letter = document
    return letter


def newest_of_each(documents: Ordered) -> tuple[Document, ...]:
    """The newest inspection of each authority that has any."""
    found = (newest_inspection(Ordered(theirs)) for theirs in by_authority(documents).values())
    return tuple(inspection for inspection in found if inspection is not None)


class Shelf(Sequence[Document]):
    """The documents of an index, in whatever order they came, ready to be chosen from."""

    def __init__(self, documents: Iterable[Document]) -> None:
        self._documents = tuple(documents)
        self._ordered = newest_first(self._documents)
        named: defaultdict[str, list[Document]] = defaultdict(list)
        for document in self._ordered:
            if document.authority is not None:
                named[document.authority.lower()].append(document)
        self._named = {name: Ordered(theirs) for name, theirs in named.items()}
        self._guidance = Ordered(d for d in self._ordered if _is_guidance(d))
        self._others = self._ordered
        if self._guidance:
            self._others = Ordered(d for d in self._ordered if not _is_guidance(d))
        self.authorities = len({d.authority for d in self._ordered if d.authority})
        """How many authorities there are documents about."""

    def of(self, authorities: Sequence[str], *, guidance: bool = False) -> Ordered:
        """The documents about these authorities, or all where none is named; newest first.

        With `guidance` that which is about every authority, and about none by name, as well.
        """
        if not authorities:
            return self._ordered if guidance else self._others
        if guidance and self._guidance:
            return newest_first([*self.of(authorities), *self._guidance])
        names = dict.fromkeys(name.lower() for name in authorities)
        if len(names) == 1:
            return self._named.get(next(iter(names)), Ordered())
        return newest_first([d for name in names for d in self._named.get(name, ())])

    @cached_property
    def newest(self) -> tuple[Document, ...]:
        """The newest inspection of each authority that has any."""
        return newest_of_each(self._others)

    def knows(self, authority: str) -> bool:
        """Whether any document is about an authority."""
        return authority.lower() in self._named

    @overload
    def __getitem__(self, place: int) -> Document: ...
    @overload
    def __getitem__(self, place: slice) -> Sequence[Document]: ...
    def __getitem__(self, place: int | slice) -> Document | Sequence[Document]:
        return self._documents[place]

    def __len__(self) -> int:
        return len(self._documents)

    def __iter__(self) -> Iterator[Document]:
        return iter(self._documents)


def _is_guidance(document: Document) -> bool:
    """Whether it is about every authority."""
    return document.kind == "guidance" and document.authority is None


def shelved(documents: Sequence[Document]) -> Shelf:
    """Documents as a shelf, which they may be already."""
    return documents if isinstance(documents, Shelf) else Shelf(documents)
