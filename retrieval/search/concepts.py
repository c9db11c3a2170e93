"""What a question is about, as concepts: each with the words that count as speaking of it."""

import math
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from corpus.glossary import Term, corrected
from retrieval.index.lexical import LexicalQuery, stems
from retrieval.query import Query
from retrieval.understanding.demands import sufficiency
from retrieval.understanding.question_words import question_words
from retrieval.understanding.wording import Use, uses_of

# How much a form counts: the asker's own words, another name of the thing, the everyday phrase
# that was said for it, a related word.
OWN, NAME, SAID, RELATED = 1.0, 0.9, 0.85, 0.42
# A rare name outweighs everything else asked; a rare everyday word should not.
_RAREST_NAME, _RAREST_WORD = 8.0, 4.5
# Words that say how something is asked about, not what, count a quarter.
_SOFTENED = 0.25
ENOUGH = "enough"
"""The label of what tells whether there is enough of something."""
# What words weigh that tell whether there is enough, where no word of the thing weighs anything.
_ENOUGH_WEIGHT = 1.5
# How many other words may stand between those of a name that is said in other order.
_BETWEEN = 3
# How near a word of sufficiency stands to what there is enough of, in words.
_BESIDE = 9


@dataclass(frozen=True, slots=True)
class Concept:
    """One thing asked about.

    `forms` are stemmed phrases, padded with spaces, each with how much it counts (0 to 1);
    `weight` is the inverse document frequency of the asker's own words, or of the names that
    everyday words stand for. `glossary`: a thing of the field called by its name, which
    evidence has to speak of. `apart` are names of other things that hold a form of it: "private
    fostering" is not fostering. `beside` are forms near one of which it has to stand: "capacity"
    tells of foster carers where these are beside it.
    """

    label: str
    forms: tuple[tuple[str, float], ...]
    weight: float
    glossary: bool
    apart: tuple[str, ...] = ()
    beside: tuple[str, ...] = ()

    def strength(self, padded: str) -> float:
        """How strongly a stemmed text (see `padded_stems`) speaks of it, 0 to 1."""
        for longer in self.apart:
            padded = padded.replace(longer, " ")
        if self.beside:
            padded = _around(padded, self.beside)
        strength = max((value for form, value in self.forms if form in padded), default=0.0)
        if strength < RELATED and any(_is_nearly(f, padded) for f, v in self.forms if v == OWN):
            return RELATED
        return strength


def _around(padded: str, forms: Iterable[str]) -> str:
    """The words of a stemmed text near any of some forms, all else left out."""
    words = padded.split()
    kept: set[int] = set()
    for form in forms:
        at = padded.find(form)
        while at >= 0:
            place = len(padded[:at].split())
            kept.update(range(place - _BESIDE, place + len(form.split()) + _BESIDE))
            at = padded.find(form, at + 1)
    return f" {' '.join(word for place, word in enumerate(words) if place in kept)} "


def _is_nearly(form: str, padded: str) -> bool:
    """Whether the words of a form stand close together in whatever order.

    "To support their parenting" is parenting support.
    """
    words = form.split()
    if len(words) < 2 or not all(f" {word} " in padded for word in words):
        return False
    said = padded.split()
    reach = len(words) + _BETWEEN
    return any(
        word in words and set(words) <= set(said[place : place + reach])
        for place, word in enumerate(said)
    )


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
    scale = _Scale(frequency, passages)
    uses = uses_of(query)
    concepts = [
        _of_term(use.term, [other for other in uses if other.term is use.term], scale)
        for use in uses
        if use.term is not None and not use.again
    ]
    asking = sufficiency.WORDS if query.demand.enough else frozenset[str]()
    taken = {stem for use in uses for word in use.words for stem in stems(word)}
    for word in query.core:
        parts = stems(corrected(word))
        if not taken.issuperset(parts) and word.lower() not in asking:
            taken.update(parts)
            form = f" {' '.join(parts)} "
            concepts.append(Concept(word, ((form, OWN),), scale.of_words(word), False))
    if query.demand.enough:
        concepts.append(_of_sufficiency(query.demand.enough, concepts))
    return Topic(tuple(concepts), _lexical(query, concepts, uses))


@dataclass(frozen=True, slots=True)
class _Scale:
    """How much words weigh, by how many of the passages they stand in."""

    frequency: Callable[[str], int]
    passages: int

    def of_words(self, words: str) -> float:
        """What the asker's own words weigh."""
        cap = _RAREST_NAME if any(c.isupper() for c in words) else _RAREST_WORD
        weight = self._inverse(self._least(words), cap)
        return weight * _SOFTENED if words.lower() in question_words("soft") else weight

    def of_use(self, use: Use, term: Term) -> float:
        """What a term weighs by one use of it."""
        # Everyday words are rare in documents because documents say it in other words.
        weight = (
            self.of_words(use.used) if use.named else self._inverse(self._most(term), _RAREST_WORD)
        )
        return weight * _SOFTENED if term.plain else weight

    def is_own(self, use: Use, term: Term) -> bool:
        """Whether the words used count as they are: names do, and everyday words do unless
        documents use them more than the names, and so for something else."""
        if use.named or len(use.read) > 1 or term.plain:
            return use.named
        return self.frequency(use.used) <= self._most(term)

    def _most(self, term: Term) -> int:
        return max(self._least(name) for name in term.names)

    def _least(self, words: str) -> int:
        return min((self.frequency(word) for word in words.split()), default=0)

    def _inverse(self, n: int, cap: float) -> float:
        return min(cap, math.log(1 + (self.passages - n + 0.5) / (n + 0.5)))


def _of_term(term: Term, uses: Sequence[Use], scale: _Scale) -> Concept:
    own = [use.used for use in uses if scale.is_own(use, term)]
    # An everyday phrase may stand in a document as it was said: "approved adopters".
    phrases = [use.used for use in uses if not use.named and len(use.read) > 1]
    # What nearly every document speaks of is no name that evidence has to hold, and everyday
    # words are no name: "jabs" may be a cat's.
    needed = any(use.named for use in uses) and not (term.broad or term.plain)
    return Concept(
        label=uses[0].used if needed else uses[0].used.lower(),
        forms=_forms(term, own, phrases),
        weight=max(scale.of_use(use, term) for use in uses),
        glossary=needed,
        apart=tuple(
            padded_stems(name)
            for name in term.apart
            if not any(padded_stems(name) in padded_stems(use.used) for use in uses)
        ),
    )


def _forms(term: Term, own: Iterable[str], phrases: Iterable[str]) -> tuple[tuple[str, float], ...]:
    forms = {f" {' '.join(stems(words))} ": OWN for words in own}
    forms |= {f" {' '.join(stems(words))} ": SAID for words in phrases}
    for name in term.names:
        forms.setdefault(f" {' '.join(stems(name))} ", RELATED if term.plain else NAME)
    for word in term.related:
        forms.setdefault(f" {' '.join(stems(word))} ", RELATED)
    return tuple((form, value) for form, value in forms.items() if form.strip())


def _of_sufficiency(thing: str, concepts: Sequence[Concept]) -> Concept:
    """Whether there is enough of a thing: the words that tell of it, beside those of the thing."""
    own = set(padded_stems(thing).split())
    things = [c for c in concepts if own & set(padded_stems(c.label).split())]
    beside = [form for c in things for form, _ in c.forms] or [padded_stems(thing)]
    told = {padded_stems(words): OWN for words in sufficiency.TELLING}
    told |= {f"{padded_stems('enough').rstrip()}{form}": OWN for form in beside}
    hinted = {padded_stems(words): RELATED for words in sufficiency.HINTING}
    forms = tuple((hinted | told).items())
    apart = tuple(longer for concept in things for longer in concept.apart)
    weight = max((concept.weight for concept in things), default=_ENOUGH_WEIGHT)
    return Concept(ENOUGH, forms, weight, False, apart, tuple(beside))


def _lexical(query: Query, concepts: Iterable[Concept], uses: Iterable[Use]) -> LexicalQuery:
    terms: list[tuple[str, float]] = []
    phrases: list[tuple[str, float]] = []
    for concept in concepts:
        for form, value in concept.forms:
            words = form.split()
            if value == SAID:
                continue  # its words are looked for below
            if len(words) > 1:
                phrases.append((form.strip(), value))
                if value == OWN:
                    terms += [(word, 0.6) for word in words]
            else:
                terms.append((words[0], value))
    # A document may use the very words of an everyday phrase.
    terms += [
        (word, 0.3)
        for use in uses
        if use.term is not None and not use.named and len(use.words) > 1
        for word in use.words
        if word.lower() not in question_words("small")
    ]
    phrases += [(phrase, 2.0) for phrase in query.quoted if len(phrase.split()) > 1]
    phrases += [(name, 2.0) for name in query.names]
    terms += [(str(year), 0.4) for year in query.years[:4]]
    return LexicalQuery(terms=tuple(terms), phrases=tuple(phrases), heading=0.5, title=0.0)
