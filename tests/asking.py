"""Questions put to the whole pipeline, over the small search of `tests.finding`."""

from dataclasses import replace

from bot.answering.answers import Answer
from bot.answering.extractive import ExtractiveAnswerer
from bot.answering.pipeline import Library, Writers, answer
from retrieval.query import Filters, Query
from tests.finding import Finder

WRITERS = Writers(ExtractiveAnswerer())


class Asked:
    """Questions put to the pipeline over the small search."""

    def __init__(self, find: Finder) -> None:
        self.find = find
        self.library = Library(
            documents=[document for document, _ in find.cut],
            passages=find.kept,
            lexical=find.lexical,
            dense=None,
            page_of=find.page_of,
            known=("Aldermere", "Thornbeck"),
            home="Aldermere",
            registers=find.registers,
        )

    def of_nobody(self, question: str) -> Answer:
        """Asked of an index without a home authority."""
        library = replace(self.library, home=None)
        return answer(question, library, WRITERS)[0]

    def within(self, question: str, authority: str) -> Answer:
        """Asked with a filter."""
        filters = Filters(authorities=(authority,))
        return answer(question, self.library, WRITERS, filters)[0]

    def turn(self, question: str, follows: Query | None = None) -> tuple[Answer, Query | None]:
        """A turn of a conversation, and what the next one follows on from."""
        return answer(question, self.library, WRITERS, follows=follows)

    def __call__(self, question: str, first: str | None = None) -> Answer:
        follows = None
        if first is not None:
            _, follows = answer(first, self.library, WRITERS)
        return answer(question, self.library, WRITERS, follows=follows)[0]
