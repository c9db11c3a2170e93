"""An answer as a reviewer wants it, checked against the passages that it cites."""

from collections.abc import Mapping

from bot.answering.answers import Answer
from bot.answering.drafts import Evidence
from bot.answering.pipeline import Library
from bot.answering.rewording import Edited
from bot.answering.verify import edited
from corpus.currency import superseded_by


def edit(answer: Answer, claims: Mapping[int, str], library: Library) -> Edited:
    """The answer with other words for some of its claims, as `verify.edited` takes them.

    No judge is asked: what a reviewer writes is the documents' own words, or is not published.
    """
    ids = list(dict.fromkeys(citation.passage_id for citation in answer.citations))
    documents = {document.id: document for document in library.documents}
    held = [
        (passage, documents[passage.document_id])
        for passage in library.passages.passages(ids)
        if passage.document_id in documents
    ]
    return edited(
        answer,
        claims,
        Evidence.of(held),
        frozenset(superseded_by(library.documents, {})),
        library.page_of,
        library.copies,
    )
