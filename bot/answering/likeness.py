"""How like two texts are in the words that carry their matter.

A likeness is a suggestion and nothing more: briefs show both texts and say that it is one.
"""

import math
import re
from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Protocol

from bot.answering.gate.wording import FUNCTION_WORDS
from retrieval.index.lexical import stems

# Words that stand in every third passage carry no matter.
_LEAST_WEIGHT = 1.5
_RAREST = 5.0
_SMALL = frozenset(stem for word in FUNCTION_WORDS for stem in stems(word))
# What an item belongs to in the national framework, in brackets behind it.
_FRAMEWORK = re.compile(r"\((?:outcomes?|enablers?|principles?)\b[^()]*\)|\(paras?[^()]*\)", re.I)
_FEWEST_SHARED = 2


class WordCounts(Protocol):
    """How common words are in an index."""

    @property
    def passages(self) -> int:
        """How many passages are indexed."""

    def document_frequency(self, word: str) -> int:
        """In how many passages a word stands."""


@dataclass(frozen=True, slots=True)
class Likeness:
    """Compares texts by the words of one index, rare ones counting more.

    `among` counts in how many of `items`, all items of lists that the index holds, a stem stands:
    "quality", "timeliness" and "ensure" say nothing of what an item is about.
    """

    counts: WordCounts
    among: Mapping[str, int] = field(default_factory=dict)
    items: int = 0
    weights: dict[str, float] = field(default_factory=dict)

    @classmethod
    def over(cls, counts: WordCounts, items: Iterable[str]) -> "Likeness":
        """Compares texts of an index whose lists have these items."""
        return cls(counts, *counted(items))

    def words(self, text: str) -> dict[str, float]:
        """The stems of a text that carry its matter, with their weights."""
        told = stems(_FRAMEWORK.sub(" ", text))
        carrying = (stem for stem in told if stem.isalnum() and stem not in _SMALL)
        weighed = {stem: self._weight(stem) for stem in carrying}
        return {stem: weight for stem, weight in weighed.items() if weight >= _LEAST_WEIGHT}

    def between(self, one: str, other: str) -> float:
        """The share of the shorter text's weight that the other has too, 0 to 1."""
        mine, theirs = self.words(one), self.words(other)
        shared = mine.keys() & theirs.keys()
        whole = min(sum(mine.values()), sum(theirs.values()))
        if len(shared) < _FEWEST_SHARED or not whole:
            return 0.0
        return sum(mine[stem] for stem in shared) / whole

    def of_words(self, one: Collection[str], other: Collection[str]) -> float:
        """`between` of the stems of two texts."""
        whole = min(sum(map(self._weight, one)), sum(map(self._weight, other)))
        return sum(self._weight(stem) for stem in one if stem in other) / whole if whole else 0.0

    def held_in(self, text: str, said: str) -> float:
        """The share of a text's weight that what is said has too, 0 to 1."""
        mine, theirs = self.words(text), self.words(said)
        shared = mine.keys() & theirs.keys()
        whole = sum(mine.values())
        if len(shared) < _FEWEST_SHARED or not whole:
            return 0.0
        return sum(mine[stem] for stem in shared) / whole

    def _weight(self, stem: str) -> float:
        if stem not in self.weights:
            everywhere = _inverse(self.counts.document_frequency(stem), self.counts.passages)
            on_lists = _inverse(self.among.get(stem, 0), self.items) if self.items else everywhere
            self.weights[stem] = min(_RAREST, everywhere, on_lists)
        return self.weights[stem]


def counted(items: Iterable[str]) -> tuple[Mapping[str, int], int]:
    """In how many of some texts each stem stands, and how many texts there are."""
    stemmed = [set(stems(item)) for item in items]
    return Counter(stem for each in stemmed for stem in each), len(stemmed)


def _inverse(n: int, of: int) -> float:
    """The inverse document frequency of BM25 (Robertson and Spärck Jones)."""
    return math.log(1 + (of - n + 0.5) / (n + 0.5))
