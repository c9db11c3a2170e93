"""Whose findings a question is about: the authorities it names, home, all, or one to be found."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import get_close_matches

from corpus.authorities import EVERYDAY, Mention, elsewhere, known_names, mentions
from retrieval.query import Filters
from retrieval.understanding.core_words import WORD
from retrieval.understanding.question_words import question_words
from retrieval.understanding.wording import names_a_term

# "Shefield", "wolverhamton": long enough and like enough to be meant for the name.
_SLIP_LENGTH, _SLIP_LIKENESS = 5, 0.84
_EVERYWHERE = re.compile(
    r"\b(?:any|all|other|every) (?:other |of the |local )*"
    r"(?:authorit(?:y|ies)|councils?|boroughs?|counties)\b|"
    r"\b(?:authorities|councils|(?<!how many )boroughs)\b|"
    r"\b(?:who|anyone|anybody|everyone|nobody|where) else\b|"
    r"\bacross the (?:country|index|region)\b",
    re.IGNORECASE,
)
# "Shared with five or six boroughs": so many are part of what is told, and none is asked about.
_SO_MANY = re.compile(
    r"\b(?:with|of|among|or) (?:two|three|four|five|six|seven|eight|nine|ten|\d+) "
    r"(?:[\w’'-]+ ){0,3}?(?:authorities|councils|boroughs|counties)\b",
    re.IGNORECASE,
)
# One authority that is not known: all are searched, and what answers best is told.
_ONE = r"(?:which|what) (?:other |local |London )*(?:authority|council|borough|county|LA)\b"
_WHICH_ONE = re.compile(rf"\b{_ONE}|\A\s*(?:and )?whose\b", re.I)
_WHICH_FIRST = re.compile(rf"\A\s*{_ONE}", re.I)
# "Which council's virtual school": the council is asked for, and no school.
_WHOSE = re.compile(rf"\b{_ONE}[’']s?(?!\w)", re.I)
_FORM_BEFORE = re.compile(r"(?:london|royal|metropolitan)?\s*(?:borough|city) of\s*\Z", re.I)
_FORM_AFTER = re.compile(
    r"(?:\s+(?:city|county|borough|metropolitan|district|council)\b)*(?:[’']s?(?!\w))?",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Whose:
    """The authorities of a question; `authorities` empty means all.

    `named` are those that it names and asks about, `beside` the names of those that the one
    asked for only has to do with. `assumed_home`: home was taken, as none is named; `everywhere`:
    it asks of all; `unknown`: it asks which one.
    """

    authorities: tuple[str, ...]
    named: tuple[Mention, ...]
    beside: tuple[str, ...]
    assumed_home: bool
    everywhere: bool
    unknown: bool


_YEAR = re.compile(r"\b20[0-3]\d\b")
# Where nothing but a place can stand, a word in small letters may be a slip of a name that is a
# word as well: "in leads".
_IN_PLACE = re.compile(r"\b(?:in|at) (?P<word>[a-z]{5,})(?=\W*\Z|[’']s\b)")
_PLACE_LIKENESS = 0.8


def named_in(text: str, known: Sequence[str]) -> list[Mention]:
    """The authorities that a question names, those outside England among them."""
    return mentions(text, (*known, *elsewhere()))


def whose(text: str, known: Sequence[str], home: str | None, filters: Filters) -> Whose:
    """Whose findings `text` asks for; filters set by hand win over what it says."""
    named = named_in(text, known)
    beside: tuple[str, ...] = ()
    there = {name.lower() for name in known}
    if _WHICH_FIRST.match(text) and not any(m.name.lower() in there for m in named):
        # "Which council works with Thornbeck?" is about another one, which names Thornbeck.
        beside, named = tuple(m.name for m in named), []
    authorities = filters.authorities or tuple(dict.fromkeys(m.name for m in named))
    others = _EVERYWHERE.search(_SO_MANY.sub(" ", text))
    everywhere = not authorities and others is not None
    unknown = not authorities and _WHICH_ONE.search(text) is not None
    assumed = not authorities and not everywhere and not unknown and home is not None
    if assumed and home is not None:
        authorities = (home,)
    return Whose(authorities, tuple(named), beside, assumed, everywhere, unknown)


def years_of_each(text: str, named: Sequence[Mention]) -> tuple[tuple[str, int], ...]:
    """The year that follows each of several authorities: "Aldermere 2022 vs Thornbeck 2023".

    Empty unless every one has exactly one, and they differ.
    """
    if len(named) < 2:
        return ()
    ends = [*(mention.start for mention in named[1:]), len(text)]
    found: list[tuple[str, int]] = []
    for mention, end in zip(named, ends, strict=True):
        years = {int(year) for year in _YEAR.findall(text[mention.end : end])}
        if len(years) == 1:
            found.append((mention.name, years.pop()))
    each = len({name for name, _ in found}) == len(found) == len(named)
    return tuple(found) if each and len({year for _, year in found}) > 1 else ()


def without_whose(text: str) -> str:
    """ "Which council's virtual school" as "the virtual school"."""
    return _WHOSE.sub("the", text)


def without_names(text: str, named: Sequence[Mention]) -> str:
    """The question without its authorities, and the "city council" or "’s" that follow them."""
    parts, last = [], 0
    for mention in named:
        parts.append(_FORM_BEFORE.sub("", text[last : mention.start]))
        last = mention.end
        if form := _FORM_AFTER.match(text, last):
            last = form.end()
    return " ".join(" ".join((*parts, text[last:])).split())


def perhaps_meant(text: str, known: Sequence[str]) -> tuple[str, ...]:
    """Authorities of the index that a word of the question is a slip of."""
    # "leading" is no slip of Reading.
    names = {name.lower(): name for name in known if name.lower() not in EVERYDAY}
    found: list[str] = []
    for word in WORD.findall(text):
        if len(word) >= _SLIP_LENGTH and word.lower() not in question_words("frame"):
            found += get_close_matches(word.lower(), names, n=1, cutoff=_SLIP_LIKENESS)
    listed = {**known_names(), **names}
    for match in _IN_PLACE.finditer(text):
        word = match["word"]
        if not (word in question_words("frame") or word in listed or names_a_term(word)):
            found += get_close_matches(word, listed, n=1, cutoff=_PLACE_LIKENESS)
    return tuple(dict.fromkeys(listed[name] for name in found))


def left_out(named: Sequence[Mention], filters: Filters) -> tuple[str, ...]:
    """The authorities that a question names and the filters leave out."""
    kept = {name.lower() for name in filters.authorities}
    return tuple(m.name for m in named if kept and m.name.lower() not in kept)
