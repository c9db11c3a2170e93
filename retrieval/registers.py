"""The registers as lists: grades and recommendations, each once, and whether they still stand."""

from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass
from typing import TypeVar

from corpus.catalogue.catalogue import Registers
from corpus.currency import is_spent, lists_superseded_by, shared_dates, superseded_by
from corpus.documents import Document
from corpus.registers.judgements import Judgement
from corpus.registers.recommendations import Recommendation
from retrieval.query import Filters
from retrieval.search.scope import is_allowed
from retrieval.search.shelf import newest_first

Entry = TypeVar("Entry")


@dataclass(frozen=True, slots=True)
class Holdings:
    """The documents of a generation, what they judge and recommend, and which are copies.

    `copies` gives by document id all its copies, itself among them, the one to cite first.
    """

    documents: Sequence[Document]
    registers: Registers
    copies: Mapping[str, Sequence[str]]

    def only(self, ids: Set[str]) -> "Holdings":
        """The same as if these documents alone were there."""
        rows = self.registers
        return Holdings(
            [document for document in self.documents if document.id in ids],
            Registers(
                {i: found for i, found in rows.judgements.items() if i in ids},
                {i: found for i, found in rows.recommendations.items() if i in ids},
            ),
            {
                identity: among
                for identity, copies in self.copies.items()
                if identity in ids and len(among := tuple(c for c in copies if c in ids)) > 1
            },
        )


@dataclass(frozen=True, slots=True)
class Standing:
    """How a document stands among the others.

    `cited` is the id of the copy to cite, its own where it is that or has none; `duplicates`
    are the ids of its copies, `superseded_by` is that of the document that stands in its place
    today. `grades` are its own, `recommendations` counts the items that are addressed to the
    authority.
    """

    cited: str
    duplicates: tuple[str, ...]
    superseded_by: str | None
    grades: tuple["Graded", ...]
    recommendations: int


@dataclass(frozen=True, slots=True)
class Holding:
    """A document of the index, the number of its passages, and how it stands.

    `also_at` are the paths of files that are the same byte for byte.
    """

    document: Document
    passages: int
    standing: Standing
    also_at: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Graded:
    """A grade, the document that gives it, and the id of the one that stands in its place."""

    document: Document
    judgement: Judgement
    superseded_by: str | None

    @property
    def current(self) -> bool:
        """Whether no later document stands in its place."""
        return self.superseded_by is None


@dataclass(frozen=True, slots=True)
class Listed:
    """An item of a list, the document that holds it, and the id of the one with the list since.

    `spent`: it asked something of one meeting alone, and is not current after it.
    """

    document: Document
    recommendation: Recommendation
    superseded_by: str | None
    spent: bool = False

    @property
    def current(self) -> bool:
        """Whether it still stands: no later list is in its place, and it outlived its meeting."""
        return self.superseded_by is None and not self.spent


def grades(holdings: Holdings, filters: Filters) -> list[Graded]:
    """Every grade that the filters leave in: by authority, newest document first, as it has them.

    One that states no day comes before what it replaces. Of copies one gives its grades: the
    one to cite, or the first by that order that has any.
    """
    replaced = superseded_by(holdings.documents, holdings.copies, filters.as_of)
    return [
        Graded(document, judgement, replaced.get(document.id))
        for document, found in _told_once(
            holdings, filters, holdings.registers.judgements, replaced
        )
        for judgement in found
    ]


def items(
    holdings: Holdings, filters: Filters, *, current: bool = False, board: bool = False
) -> list[Listed]:
    """Every item that the filters leave in, in the order of `grades`; or the current ones alone.

    They are addressed to the authority, with `board` to its safeguarding board. Current are the
    items of the newest inspection of an authority that has any, and those of letters and panels
    since.
    """
    addressee = "board" if board else "authority"
    lists = {
        identity: [item for item in found if item.addressee == addressee]
        for identity, found in holdings.registers.recommendations.items()
    }
    listing = [
        document.id
        for document in holdings.documents
        if any(not is_spent(document, item.text) for item in lists.get(document.id, ()))
    ]
    replaced = lists_superseded_by(holdings.documents, listing, holdings.copies, filters.as_of)
    every = [
        Listed(
            document,
            recommendation,
            replaced.get(document.id),
            is_spent(document, recommendation.text),
        )
        for document, found in _told_once(holdings, filters, lists, replaced)
        for recommendation in found
    ]
    return [listed for listed in every if listed.current] if current else every


def standings(holdings: Holdings) -> Mapping[str, Standing]:
    """How each document stands, by its id."""
    replaced = superseded_by(holdings.documents, holdings.copies)
    judgements, lists = holdings.registers.judgements, holdings.registers.recommendations
    found: dict[str, Standing] = {}
    for document in holdings.documents:
        identity = document.id
        copies = holdings.copies.get(identity, (identity,))
        found[identity] = Standing(
            cited=copies[0],
            duplicates=tuple(other for other in copies if other != identity),
            superseded_by=replaced.get(identity),
            grades=tuple(
                Graded(document, judgement, replaced.get(identity))
                for judgement in judgements.get(identity, ())
            ),
            recommendations=sum(i.addressee == "authority" for i in lists.get(identity, ())),
        )
    return found


def _told_once(
    holdings: Holdings,
    filters: Filters,
    register: Mapping[str, Sequence[Entry]],
    replaced: Mapping[str, str],
) -> list[tuple[Document, Sequence[Entry]]]:
    dates = shared_dates(holdings.documents, holdings.copies)
    documents = [
        document
        for document in newest_first(holdings.documents)
        if _tells(document.id, holdings, register)
        and is_allowed(document, dates[document.id], filters)
    ]
    documents.sort(key=lambda document: (document.authority or "\uffff", document.id in replaced))
    return [(document, register[document.id]) for document in documents]


def _tells(identity: str, holdings: Holdings, register: Mapping[str, Sequence[Entry]]) -> bool:
    """Whether a document is the one of its copies whose entries are told."""
    telling = (i for i in holdings.copies.get(identity, (identity,)) if register.get(i))
    return next(telling, None) == identity
