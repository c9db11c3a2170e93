"""What is held, to be listed and read: documents with their standing, pages and neighbours."""

from collections.abc import Mapping, Sequence

from bot.answering.pipeline import Library
from bot.faults import MendableError
from bot.reading import Reading
from bot.seeing import Contents
from corpus.passages import Passage
from retrieval.registers import Holding, standings
from retrieval.search.ports import Passages
from retrieval.search.shelf import newest_first


def every_holding(contents: Contents, counts: Mapping[str, int]) -> list[Holding]:
    """The documents, newest first; `counts` are the numbers of their passages, by id."""
    standing = standings(contents.holdings)
    return [
        Holding(
            document,
            counts.get(document.id, 0),
            standing[document.id],
            tuple(contents.also_at.get(document.path, ())),
        )
        for document in newest_first(contents.holdings.documents)
    ]


def the_one(every: Sequence[Holding], document_id: str) -> Holding:
    """The document with this id, or the only one whose id begins so, its parts aside.

    Raises `MendableError`.
    """
    found = [held for held in every if held.document.id == document_id] or [
        held for held in every if document_id and held.document.id.startswith(document_id)
    ]
    ids = [held.document.id for held in found]
    heads = [held for held in found if held.document.part_of not in ids]
    if len(heads) == 1:
        return heads[0]
    if found:
        raise MendableError(f"Several documents have an id that begins so: {', '.join(ids)}.")
    raise MendableError(
        f"No document has the id {document_id}. See them all with: scrutineer documents"
    )


def reading_of(document_id: str, library: Library, contents: Contents) -> Reading | None:
    """A document with all that belongs to reading it; None where it is not held."""
    holdings = contents.holdings
    known = {document.id: document for document in holdings.documents}
    document = known.get(document_id)
    if document is None:
        return None
    standing = standings(holdings)
    replaced = [
        other for other in holdings.documents if standing[other.id].superseded_by == document_id
    ]
    return Reading(
        document,
        standing[document_id],
        tuple(other.id for other in newest_first(replaced)),
        tuple(contents.also_at.get(document.path, ())),
        holdings.registers.recommendations.get(document_id, ()),
        library.passages.passages_of([document_id]),
        known,
        library.page_of,
    )


def surroundings_of(
    passage_id: str, passages: Passages
) -> tuple[Passage | None, Passage, Passage | None] | None:
    """A passage with those before and after it in its document; None where it is no more."""
    for passage in passages.passages([passage_id]):
        beside = passages.passages_of([passage.document_id])
        at = [each.id for each in beside].index(passage_id)
        before = beside[at - 1] if at else None
        return before, passage, beside[at + 1] if at + 1 < len(beside) else None
    return None
