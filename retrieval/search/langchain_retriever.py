"""The search as a LangChain retriever, for chains and agents of others."""

from collections.abc import Callable
from typing import Any

from langchain_core.callbacks import CallbackManagerForRetrieverRun
from langchain_core.documents import Document as LangChainDocument
from langchain_core.retrievers import BaseRetriever

from retrieval.search.found import Found, Hit


class ScrutineerRetriever(BaseRetriever):
    """Gives the passages that `find` finds for a question, best first.

    `metadata` of each holds where the passage stands and what document it is of: everything
    that a citation needs.
    """

    find: Callable[[str], Found]

    def _get_relevant_documents(
        self, query: str, *, run_manager: CallbackManagerForRetrieverRun
    ) -> list[LangChainDocument]:
        del run_manager  # the search runs nothing that would report to it
        return [
            LangChainDocument(
                id=hit.passage.id, page_content=hit.passage.text, metadata=_metadata(hit)
            )
            for hit in self.find(query).hits
        ]


def retriever_over(find: Callable[[str], Found]) -> ScrutineerRetriever:
    """A retriever over a search."""
    return ScrutineerRetriever(find=find)


def _metadata(hit: Hit) -> dict[str, Any]:
    passage, document = hit.passage, hit.document
    day = document.dates.ordering
    return {
        "score": hit.score,
        "source": document.path,
        "page": passage.page,
        "paragraph": passage.paragraph,
        "heading": " › ".join(passage.heading),
        "document_id": document.id,
        "title": document.title,
        "kind": document.kind,
        "authority": document.authority,
        "publisher": document.publisher,
        "date": day.isoformat() if day else None,
    }
