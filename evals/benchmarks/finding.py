"""Whether a search finds the place that answers: Scrutineer's, and the plain recipe's."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from bot.answering.pipeline import Library, understood
from bot.opening import Opener
from bot.seeing import EVERYTHING
from bot.sharing.homes import OwnHome
from bot.wire import hit_json
from evals.benchmarks.recipe import Recipe
from evals.cases import Case
from evals.places import Stretch, on_page, stretch_of
from retrieval.embedding.embedders import MiniLM
from retrieval.index.vectors import EXACT_LIMIT

FIRST = 5
"""How many hits are looked at."""


@contextmanager
def opened(home: Path) -> Iterator[Library]:
    """The newest generation of an index."""
    opener = Opener(OwnHome(home), MiniLM, None, None, EXACT_LIMIT)
    try:
        yield opener.library(EVERYTHING)
    finally:
        opener.close()


def places(case: Case, library: Library) -> list[Stretch]:
    """The first hits of `scrutineer search`, a follow-up in the light of its first question."""
    first = None if case.first_question is None else understood(case.first_question, library)
    query = understood(case.question, library, follows=first)
    found = library.search(query, FIRST)
    return [stretch_of(hit_json(hit)["passage"]) for hit in found.hits]


def recipe_places(case: Case, recipe: Recipe) -> list[Stretch]:
    """The nearest chunks to the question as it is asked, which is all that the recipe knows."""
    chunks = recipe.search(case.question, FIRST)
    return [Stretch(chunk.source, chunk.page, chunk.start, chunk.end) for chunk in chunks]


def found(case: Case, hits: Sequence[Stretch]) -> bool:
    """Whether any of the places that answer is among the hits."""
    return any(on_page(hit, place) for hit in hits for place in case.gold)
