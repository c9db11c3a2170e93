"""What a question is about, as concepts: each with the words that count as speaking of it."""

import math
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import lru_cache

from corpus.glossary import Term, terms_in
from retrieval.lexical import LexicalQuery, stems
from retrieval.query import Query
from retrieval.question_words import question_words

# How much a form counts: the asker's own words, another name of the thing, a related word.
OWN, NAME, RELATED = 1.0, 0.9, 0.42
# A rare name outweighs everything else asked; a rare everyday word should not.
_RAREST_NAME, _RAREST_WORD = 8.0, 4.5
# Words that say how something is asked about, not what, count a quarter.
_SOFTENED = 0.25


@dataclass(frozen=True, slots=True)
class Concept:
    """One thing asked about.

    `forms` are stemmed phrases, padded with spaces, each with how much it counts (0 to 1);
    `weight` is the inverse document frequency of the asker's own words.
    """

    label: str
    forms: tuple[tuple[str, float], ...]
    weight: float
    glossary: bool

    def strength(self, padded: str) -> float:
        """How strongly a stemmed text (see `padded_stems`) speaks of it, 0 to 1."""
        return max((value for form, value in self.forms if form in padded), default=0.0)


@dataclass(frozen=True, slots=True)
class Topic:
    """All concepts of a question, and the lexical query that looks for them."""

    concepts: tuple[Concept, ...]
    lexical: LexicalQuery

    def coverage(self, padded: str) -> float:
        """The share of the question's weight that a stemmed text speaks of, 0 to 1."""
        whole = sum(concept.weight for concept in self.concepts)
        if not whole:
            return 0.0
        return sum(c.weight * c.strength(padded) for c in self.concepts) / whole


@lru_cache(maxsize=50_000)
def padded_stems(text: str) -> str:
    """The stems of a text in one line with a space at each end, so that phrases can be found."""
    return f" {' '.join(stems(text))} "


def topic_of(query: Query, frequency: Callable[[str], int], passages: int) -> Topic:
    """The concepts of a question.

    `frequency` says in how many of the `passages` a word stands; a concept's weight is
    ln(1 + (N - n + 0.5) / (n + 0.5)), the inverse document frequency of BM25 (Robertson and
    Spärck Jones).
    """

    def rarity(words: str) -> float:
        n = min((frequency(word) for word in words.split()), default=0)
        cap = _RAREST_NAME if any(c.isupper() for c in words) else _RAREST_WORD
        weight = min(cap, math.log(1 + (passages - n + 0.5) / (n + 0.5)))
        return weight * _SOFTENED if words.lower() in question_words("soft") else weight

    text = " ".join(query.core)
    concepts: list[Concept] = []
    taken: set[str] = set()
    # "local" and "offer" alone are everyday words: glossary terms are read in the whole question.
    for term, used, is_name in terms_in(query.question if query.core else ""):
        own = stems(used)
        if not own or set(own) <= taken or not (set(own) & set(stems(text))):
            continue
        taken.update(own)
        concepts.append(Concept(used, _forms(term, used, is_name), rarity(used), True))
    for term, used, is_name in terms_in(text):
        own = stems(used)
        if own and not set(own) <= taken:
            taken.update(own)
            concepts.append(Concept(used, _forms(term, used, is_name), rarity(used), True))
    for word in query.core:
        own = [stem for stem in stems(word) if stem not in taken]
        if own:
            taken.update(own)
            form = f" {' '.join(stems(word))} "
            concepts.append(Concept(word, ((form, OWN),), rarity(word), False))
    return Topic(tuple(concepts), _lexical(query, concepts))


def _forms(term: Term, used: str, is_name: bool) -> tuple[tuple[str, float], ...]:
    forms = {f" {' '.join(stems(used))} ": OWN}
    for name in term.names:
        forms.setdefault(f" {' '.join(stems(name))} ", NAME if is_name else 0.8)
    for word in term.related:
        forms.setdefault(f" {' '.join(stems(word))} ", RELATED if is_name else 0.5)
    return tuple((form, value) for form, value in forms.items() if form.strip())


def _lexical(query: Query, concepts: Iterable[Concept]) -> LexicalQuery:
    terms: list[tuple[str, float]] = []
    phrases: list[tuple[str, float]] = []
    for concept in concepts:
        for form, value in concept.forms:
            words = form.split()
            if len(words) > 1:
                phrases.append((form.strip(), value))
                if value == OWN:
                    terms += [(word, 0.6) for word in words]
            else:
                terms.append((words[0], value))
    phrases += [(phrase, 2.0) for phrase in query.quoted if len(phrase.split()) > 1]
    terms += [(str(year), 0.4) for year in query.years[:4]]
    return LexicalQuery(terms=tuple(terms), phrases=tuple(phrases), heading=0.5, title=0.0)
