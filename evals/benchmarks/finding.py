"""Whether a search finds the place that answers: Scrutineer's, and the plain recipe's."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from bot.answering.pipeline import Library, understood
from bot.opening import Opener
from bot.wire import hit_json
from evals.benchmarks.gold import Evidence, Question
from evals.benchmarks.recipe import Chunk, Recipe
from evals.benchmarks.scoring import overlap
from evals.benchmarks.sources import sha256
from retrieval.embedding import MiniLM
from retrieval.search import search

FIRST = 5
"""How many hits are looked at."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a hit begins and ends; the page is that on which it begins."""

    source: Path
    page: int | None
    start: int
    end: int


@contextmanager
def opened(home: Path) -> Iterator[Library]:
    """The newest generation of an index."""
    opener = Opener(home, MiniLM, None, None)
    try:
        yield opener.library()
    finally:
        opener.close()


def places(question: Question, library: Library) -> list[Place]:
    """The first hits of `scrutineer search`, a follow-up in the light of its first question."""
    first = None if question.first is None else understood(question.first, library)
    query = understood(question.text, library, follows=first)
    found = search(
        query,
        library.documents,
        library.passages,
        library.lexical,
        library.dense,
        FIRST,
        library.registers,
    )
    passages = [hit_json(hit)["passage"] for hit in found.hits]
    return [Place(Path(p["source"]), p["page"], p["start"], p["end"]) for p in passages]


def recipe_places(question: Question, recipe: Recipe) -> list[Chunk]:
    """The nearest chunks to the question as it is asked, which is all that the recipe knows."""
    return recipe.search(question.text, FIRST)


def holds(place: Place | Chunk, evidence: Evidence) -> bool:
    """Whether a hit is on the page of the evidence, in a text file at its offsets."""
    if evidence.sha256 is not None:
        return place.page == evidence.page and sha256(place.source) == evidence.sha256
    if evidence.start is None or evidence.end is None or place.source.name != evidence.file:
        return False
    return overlap((place.start, place.end), (evidence.start, evidence.end))


def found(question: Question, hits: Sequence[Place | Chunk]) -> bool:
    """Whether any of the places that answer is among the hits."""
    return any(holds(hit, evidence) for hit in hits for evidence in question.gold)
