"""What documents say near in wording to an item of a list of what must improve.

Nearness is a suggestion: whoever shows what was found says that the wording alone was matched.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache

from bot.answering.drafts import Similarities
from bot.answering.likeness import Likeness, counted
from bot.answering.selection.sentences import Sentence, units
from corpus.catalogue.catalogue import Registers
from corpus.documents import Document
from corpus.passages import Passage
from corpus.sections import is_boilerplate, is_for_children, is_improvement
from retrieval.index.lexical import LexicalQuery
from retrieval.search.ports import Lexical, Passages

# The share of an item's wording that a sentence has to hold, for it to be near to it; and, where
# likeness of meaning is known too, what both have to come to, with the least of the wording.
_NEAR, _NEAR_IN_BOTH, _SOME_WORDING = 0.38, 0.85, 0.15
# As many sentences of an item are compared by meaning.
_COMPARED = 24
# What has nearly all words of an item repeats it, and says nothing of what became of it.
_ECHO = 0.8
_CANDIDATES = 30
_SHORTEST, _LONGEST = 7, 60
# What reports print of every authority: what their judgements mean.
_OF_ALL = re.compile(r"An? (?:local authority|LSCB) that (?:is|requires|require)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Tracer:
    """Finds sentences of documents that are near to an item, in one index."""

    lexical: Lexical
    passages: Passages
    registers: Registers
    likeness: Likeness
    similarities: Similarities | None = None

    @classmethod
    def of(
        cls,
        lexical: Lexical,
        passages: Passages,
        registers: Registers,
        similarities: Similarities | None = None,
    ) -> "Tracer":
        """Compares by the words of an index, those of its lists counting for less.

        `similarities` compares by meaning as well.
        """
        among, items = _counted(_Lists(registers))
        likeness = Likeness(lexical, among, items)
        return cls(lexical, passages, registers, likeness, similarities)

    def near(self, text: str, documents: Sequence[Document]) -> list[Sentence]:
        """Sentences of documents that are near to a text, the nearest first.

        Their `score` is the share of the text's wording that they hold, 0 to 1, and where it is
        known their cosine beside it.
        """
        least = _NEAR if self.similarities is None else _SOME_WORDING
        found: list[Sentence] = []
        by_id = {document.id: document for document in documents}
        for passage in self._candidates(text, by_id):
            document = by_id[passage.document_id]
            if not tells(passage) or passage.id in self.listing(document):
                continue
            for position, (start, end) in enumerate(units(passage)):
                said = passage.text[start:end]
                like = self.likeness.held_in(text, said) if is_told(said) else 0.0
                if least <= like < _ECHO:
                    found.append(Sentence(passage, document, position, start, end, like, like))
        found.sort(key=_nearest_first)
        if self.similarities is None or not found:
            return found
        compared = found[:_COMPARED]
        cosines = self.similarities(text, [sentence.text for sentence in compared])
        both = [replace(s, score=s.score + c) for s, c in zip(compared, cosines, strict=True)]
        return sorted((s for s in both if s.score >= _NEAR_IN_BOTH), key=_nearest_first)

    def listing(self, document: Document) -> frozenset[str]:
        """The passages that hold items of a document's lists: they ask, and find nothing."""
        items = self.registers.recommendations.get(document.id, ())
        return frozenset(item.passage_id for item in items)

    def _candidates(self, text: str, documents: dict[str, Document]) -> Sequence[Passage]:
        if not documents:
            return ()
        terms = tuple(self.likeness.words(text).items())
        query = LexicalQuery(terms=terms, documents=frozenset(documents))
        ids = [identity for identity, _ in self.lexical.search(query, _CANDIDATES)]
        return self.passages.passages(ids)


class _Lists:
    """The lists of an index, to be told from others by being them, not by what they hold."""

    def __init__(self, registers: Registers) -> None:
        self.held = registers.recommendations

    def __hash__(self) -> int:
        return id(self.held)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Lists) and self.held is other.held


@lru_cache(maxsize=4)
def _counted(lists: _Lists) -> tuple[Mapping[str, int], int]:
    """In how many items of lists each stem stands, and how many items there are.

    Of an index with very many lists that takes a second, so it is done once.
    """
    return counted(item.text for items in lists.held.values() for item in items)


def _nearest_first(sentence: Sentence) -> tuple[float, str, int]:
    return -sentence.score, sentence.passage.id, sentence.start


def later_than(document: Document, documents: Sequence[Document]) -> list[Document]:
    """Those documents that are surely later than one, in their order; none where it is undated."""
    day = document.dates.ordering
    if day is None:
        return []
    return [d for d in documents if (known := surely_after(d)) is not None and known > day]


def surely_after(document: Document) -> date | None:
    """The first day that a document can be of, None where that is not known."""
    dates = document.dates
    stated = dates.inspected_to or dates.inspected_from or dates.meeting or dates.published
    return stated or dates.not_before


def is_told(text: str) -> bool:
    """Whether a sentence may be a finding: not a scrap, not the lead of a list."""
    whole = _SHORTEST <= len(text.split()) <= _LONGEST and not text.endswith(":")
    return whole and not text[0].islower() and _OF_ALL.match(text) is None


def tells(passage: Passage) -> bool:
    """Whether findings may stand in a passage: no list of what must improve, no boilerplate."""
    return passage.shape in ("paragraph", "list") and not (
        is_boilerplate(passage) or is_for_children(passage) or is_improvement(passage)
    )
