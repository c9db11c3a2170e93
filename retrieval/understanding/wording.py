"""The words that a question is asked in, and the words of the field that they stand for."""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from corpus.glossary import Phrase, Term, corrected, glossary, is_acronym
from retrieval.index.lexical import stems
from retrieval.query import Query
from retrieval.understanding.question_words import question_words

# What may stand between two words of a phrase: "looking after" (her very) "ill mum".
_SMALL_BETWEEN, _OTHERS_BETWEEN = 4, 1


@dataclass(frozen=True, slots=True)
class Use:
    """A term that a question uses: with which of its words, and whether by a name of it.

    `words` are as they stand in the question, `read` as they were read ("mum and dad" as
    "parents"). `term` is None for a set phrase that says nothing of the topic ("a good job").
    `again`: the term was used before in the same question.
    """

    term: Term | None
    words: tuple[str, ...]
    read: tuple[str, ...]
    named: bool
    again: bool = False

    @property
    def used(self) -> str:
        """The words as read, in one line."""
        return " ".join(self.read)


@dataclass(frozen=True, slots=True)
class _Token:
    """A word of a question, as `written` and as read.

    `core`: it carries the topic; `free`: it may be part of a phrase, since it is part of no
    authority's name and no date; `small`: it may stand inside a phrase.
    """

    written: str
    text: str
    stem: str
    small: bool
    free: bool
    core: bool


@dataclass(frozen=True, slots=True)
class _Place:
    """What may stand at a place of a phrase: these stems, or these words as written."""

    stems: frozenset[str]
    written: frozenset[str] = frozenset()
    joined: bool = True

    def takes(self, token: _Token) -> bool:
        return token.stem in self.stems or token.text.lower() in self.written


@dataclass(frozen=True, slots=True)
class _Rule:
    """How a term is recognised. `acronym` must stand as it is written, empty for other names."""

    places: tuple[_Place, ...]
    term: Term | None
    named: bool
    acronym: str = ""


@dataclass(frozen=True, slots=True)
class _Reading:
    """Words in a row, the terms used in them with their places, and all the places taken."""

    tokens: tuple[_Token, ...]
    uses: tuple[tuple[Use, tuple[int, ...]], ...]
    taken: frozenset[int]


def uses_of(query: Query) -> list[Use]:
    """The glossary's terms that a question uses, in its order.

    Where phrases overlap, the one of more words counts. What a follow-up keeps of the topic
    before it is read as well.
    """
    return [use for reading in _readings(query) for use, _ in reading.uses]


def names_a_term(text: str) -> bool:
    """Whether words speak of a thing of the field, by its name or in everyday words."""
    reading = _read(_tokens(text, frozenset(stems(corrected(text)))), _rules(kept=False))
    terms = [use.term for use, _ in reading.uses if use.term is not None]
    return any(not (term.broad or term.plain) for term in terms)


def professional(query: Query) -> str:
    """The question's core words put into the words that reports use, then as they were asked.

    "kids who run away" gives "children who go missing from home or care kids run away"; a name
    that is spelt out stays as it is. The whole question where it has no core words. This is
    what is embedded: in one line with the asker's words an exchange that misses does less harm
    than alone.
    """
    said: list[str] = []
    for reading in _readings(query):
        begins = {places[0]: use for use, places in reading.uses}
        for place, token in enumerate(reading.tokens):
            use = begins.get(place)
            if use is not None and use.term is not None and not use.again:
                said.append(_spelt_out(use, use.term))
            elif place not in reading.taken and token.core:
                said.append(token.text)
    # "children children who go missing" says no more than its second half.
    told = [one for one in said if not any(_is_part(one, other) for other in said)]
    words = {word.lower() for one in told for word in one.split()}
    own = [word for word in query.core if word.lower() not in words]
    return " ".join(dict.fromkeys((*told, *own))) or query.question


def _is_part(one: str, other: str) -> bool:
    return one != other and f" {one} " in f" {other} "


def _spelt_out(use: Use, term: Term) -> str:
    acronyms = {form for name in term.names if name.isupper() for form in (name, name + "s")}
    return term.meaning if not use.named or use.used in acronyms else use.used


@lru_cache(maxsize=64)
def _readings(query: Query) -> tuple[_Reading, ...]:
    """The topic kept from the question before, and the question itself."""
    if not query.core:
        return ()
    core = frozenset(token for word in query.core for token in stems(corrected(word)))
    mine = frozenset(stems(corrected(query.question)))
    kept = [word for word in query.core if not mine.issuperset(stems(corrected(word)))]
    readings = [_read(_tokens(query.question, core), _rules(kept=False))]
    if kept and query.carried:
        readings.insert(0, _read(_tokens(query.carried, core), _rules(kept=False)))
    elif kept:
        readings.insert(0, _read(_tokens(" ".join(kept), core), _rules(kept=True)))
    return tuple(readings)


def _read(tokens: tuple[_Token, ...], rules: Mapping[str, Sequence[_Rule]]) -> _Reading:
    found = [
        (places, rule)
        for place, token in enumerate(tokens)
        if token.free
        for rule in (*rules.get(token.stem, ()), *rules.get("=" + token.text.lower(), ()))
        if (places := _match(rule, tokens, place))
    ]
    found.sort(key=_precedence)
    taken: set[int] = set()
    uses: list[tuple[Use, tuple[int, ...]]] = []
    for places, rule in found:
        if taken.isdisjoint(places):
            taken.update(places)
            words = tuple(tokens[place].written for place in places)
            read = tuple(tokens[place].text for place in places)
            uses.append((Use(rule.term, words, read, rule.named), places))
    uses.sort(key=lambda row: row[1])
    said: set[int] = set()
    for number, (use, places) in enumerate(uses):
        if id(use.term) in said:
            uses[number] = (replace(use, again=True), places)
        said.add(id(use.term))
    return _Reading(tokens, tuple(uses), frozenset(taken))


def _precedence(row: tuple[tuple[int, ...], _Rule]) -> tuple[int, int, bool, bool]:
    """More words first, then the closer ones, then what says most, then names."""
    places, rule = row
    plain = rule.term is None or rule.term.plain
    return (-len(places), places[-1] - places[0], plain, not rule.named)


def _match(rule: _Rule, tokens: Sequence[_Token], start: int) -> tuple[int, ...]:
    """The places of the words of a phrase that begins at `start`, empty where none does."""
    if rule.acronym and tokens[start].text not in (rule.acronym, rule.acronym + "s"):
        return ()
    places = [start]
    for wanted in rule.places[1:]:
        small, others = (0, 0) if wanted.joined else (_SMALL_BETWEEN, _OTHERS_BETWEEN)
        place = places[-1] + 1
        while place < len(tokens) and not wanted.takes(tokens[place]):
            if tokens[place].small:
                small -= 1
            else:
                others -= 1
            if small < 0 or others < 0:
                return ()
            place += 1
        if place == len(tokens) or not tokens[place].free:
            return ()
        places.append(place)
    return tuple(places)


def _tokens(text: str, core: frozenset[str]) -> tuple[_Token, ...]:
    frame, small = question_words("frame"), question_words("small")
    tokens: list[_Token] = []
    for written, word in _words(corrected(text)):
        lower = written.lower()
        framing = lower in frame
        told = not framing and all(core.issuperset(stems(w)) or w in frame for w in lower.split())
        free = framing or told or lower in small
        stem = " ".join(stems(word))
        tokens.append(_Token(written, word, stem, lower in small, free, told))
    return tuple(tokens)


def _words(text: str) -> list[tuple[str, str]]:
    """The words of a text as written and as read: "mum and dad" is one, read as "parents"."""
    one = glossary().one
    return [(word, one.get(word.lower(), word)) for word in _pattern().findall(text)]


@lru_cache(maxsize=1)
def _pattern() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(glossary().one)})\b|[A-Za-z]+|\d+", re.IGNORECASE)


@lru_cache(maxsize=2)
def _rules(*, kept: bool) -> Mapping[str, Sequence[_Rule]]:
    """The rules by what they may begin with: a stem, or "=" and a word as written.

    `kept`: for core words alone, where the small words of phrases are gone.
    """
    rules: dict[str, list[_Rule]] = defaultdict(list)
    for rule in _every_rule(kept=kept):
        first = rule.places[0]
        for key in (*first.stems, *("=" + word for word in first.written)):
            rules[key].append(rule)
    return rules


def _every_rule(*, kept: bool) -> Iterator[_Rule]:
    for term in glossary().terms:
        for name in term.names:
            words = [" ".join(stems(word)) for _, word in _words(name)]
            if name in term.written:
                yield _Rule((_as_written(name),), term, named=True)
                continue
            if is_acronym(name):
                words = [*words, *stems(name + "s")]
                yield _Rule((_Place(frozenset(words)),), term, named=True, acronym=name)
            else:
                places = tuple(_Place(frozenset((word,))) for word in words)
                yield _Rule(places, term, named=True)
        for phrase in term.asked:
            if places := _asked(phrase, kept=kept):
                yield _Rule(places, term, named=False)
    for phrase in glossary().idle:
        if places := _asked(phrase, kept=kept):
            yield _Rule(places, None, named=False)


def _asked(phrase: Phrase, *, kept: bool) -> tuple[_Place, ...]:
    """The places of a phrase, none where too little is left once its small words are gone."""
    frame = question_words("frame")
    if len(phrase) == 1:
        return (_as_written(*phrase[0].words),)
    told = [p for p in phrase if not (kept and frame.issuperset(p.words))]
    places = tuple(
        _Place(
            frozenset(" ".join(stems(w.replace("~", " "))) for w in place.words if w[0] != "="),
            frozenset(w[1:] for w in place.words if w[0] == "="),
            place.joined and len(told) == len(phrase),
        )
        for place in told
    )
    return places if len(places) > 1 else ()


def _as_written(*words: str) -> _Place:
    """A place for these words and their plurals, and for no other form of them."""
    lower = [word.replace("~", " ").lower() for word in words]
    return _Place(frozenset(), frozenset((*lower, *(word + "s" for word in lower))))
