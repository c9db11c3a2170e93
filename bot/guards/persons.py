"""Runs of words in a question that may name somebody, with how sure that is."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import Enum

from bot.guards.words import OLDEST, Token, is_a, lists
from corpus.authorities import mentions
from corpus.authority_forms import places_of_forms

Stands = Callable[[str], bool]
# Endings of words that are no names.
_ENDINGS = (
    *("ing", "ings", "tion", "ions", "ment", "ness", "less", "ful", "ous", "ity", "ist", "ists"),
    *("ism", "ance", "ence", "able", "ible", "ship", "hood", "ward", "wise", "ised", "ated"),
    *("ents", "ers", "ies", "ages"),
)
# Code of a page names nobody: "<script>alert(1)</script>", "javascript:go(2)".
_CODE = re.compile(
    r"<script\b.*?(?:</script\s*>|\Z)|</?[a-z][a-z0-9]*(?:\s+[\w-]+\s*=[^<>]*)?\s*/?>|\bjavascript:\S+",
    re.IGNORECASE | re.DOTALL,
)
_OPENERS = frozenset('.?!:;"(•*>')


class Sort(Enum):
    """How much a run of words looks like somebody's name."""

    GIVEN = "holds a given name"
    EVERYDAY = "holds a name that is a word, a place or a surname as well"
    CAPITALS = "capitals that no list knows"
    INITIALS = "initials alone"
    UNHEARD = "small letters that neither a list nor the documents know"


@dataclass(frozen=True, slots=True)
class Person:
    """Words that may name somebody: the tokens `first` to `last`, both included.

    `organisation`: a road, a school or a review may bear the name. `public`: a councillor's,
    an inspector's or the like, by the words before it.
    """

    first: int
    last: int
    words: tuple[str, ...]
    sort: Sort
    organisation: bool = False
    public: bool = False
    after_preposition: bool = False

    @property
    def name(self) -> str:
        """The words as they stand."""
        return " ".join(self.words)

    @property
    def whole(self) -> bool:
        """Whether it is more than one word."""
        return len(self.words) > 1


def persons(text: str, found: Sequence[Token], stands: Stands) -> list[Person]:
    """Everybody whom a folded text may name, in order; `found` are its tokens.

    `stands` says whether documents hold a word; it is asked only where an age may be told.
    """
    reading = _Reading(text, found, stands)
    people: list[Person] = []
    at = 0
    while at < len(found):
        person = reading.person(at)
        if person is not None:
            people.append(person)
        at = at + 1 if person is None else person.last + 1
    return people


class _Reading:
    def __init__(self, text: str, found: Sequence[Token], stands: Stands) -> None:
        self._tokens = found
        self._stands = stands
        self._may_be_unheard = any(
            is_a("telling", t.low) or (t.value is not None and t.value <= OLDEST) for t in found
        )
        self._authorities = [(m.start, m.end) for m in mentions(text)] + places_of_forms(text)
        self._code = [match.span() for match in _CODE.finditer(text)]
        letters = [t for t in found if t.kind == "word" and len(t.text) > 1]
        # Where all is capitals or every word has one, a capital says nothing.
        capitals = sum(t.text[0].isupper() for t in letters)
        self._flat = len(letters) > 3 and capitals > 0.8 * len(letters)

    def person(self, first: int) -> Person | None:
        """The name that begins at a token."""
        sort = self._sort(first)
        if sort is None:
            return None
        small = self._tokens[first].text[0].islower()
        sorts, last = [sort], first
        while (following := self._next(last, small)) is not None:
            last = following
            sorts.append(self._sort(last) or Sort.CAPITALS)
        inside = self._tokens[first : last + 1]
        words = tuple(t.text for t in inside if t.kind == "word")
        if all(s is Sort.INITIALS for s in sorts):
            best = Sort.INITIALS
            if not self._are_initials(first):
                return None
        else:
            # "Camden Jones" is somebody, "Camden" the borough.
            if len(words) == 1 and self._is_authority(first):
                return None
            best = min((s for s in sorts if s is not Sort.INITIALS), key=list(Sort).index)
        return Person(
            first,
            last,
            words,
            best,
            self._is_organisation(inside, first, last),
            self._is_public(first),
            is_a("preposition", self._low(first - 1)),
        )

    def _sort(self, at: int) -> Sort | None:
        token = self._tokens[at]
        if token.kind != "word" or token.value is not None:
            return None
        names = lists("names")
        low, upper = token.low, token.text[0].isupper()
        if self._is_authority(at) and not self._is_with_surname(at):
            return None
        if len(token.text) == 1:
            dotted = low != "i" or self._low(at + 1) == "."
            return Sort.INITIALS if upper and dotted else None
        if low in names["given"] or self._is_double(token):
            return Sort.GIVEN
        if not upper:
            may_be = self._may_be_unheard and not self._is_code(token)
            return Sort.UNHEARD if may_be and self._is_unheard_of(at) else None
        if is_a("never", low):
            return None
        if low in names["words"] or low in names["places"] or low in names["surnames"]:
            return None if self._opens(at) and is_a("ordinary", low) else Sort.EVERYDAY
        if len(token.text) in (2, 3) and token.text.isupper() and not self._flat:
            return None if is_a("letters", low) or len(low) == 3 else Sort.INITIALS
        accented = not token.text.isascii()
        if token.capital and not self._flat and (accented or not is_a("ordinary", low)):
            return None if is_a("kin", low) else Sort.CAPITALS
        return None

    def _is_code(self, token: Token) -> bool:
        return any(start <= token.start < end for start, end in self._code)

    def _is_unheard_of(self, at: int) -> bool:
        """Whether a word in small letters is none that lists or documents know."""
        low, names = self._tokens[at].low, lists("names")
        if len(low) < 3 or low in names["places"] or low.endswith(_ENDINGS):
            return False
        if low in names["words"]:
            return not is_a("unlikely", low) and not is_a("ordinary", low)
        return not any(low in words for words in lists("vocabulary").values()) and not self._stands(
            low
        )

    def _is_double(self, token: Token) -> bool:
        first, hyphen, second = token.low.partition("-")
        if not hyphen:
            return False
        names, seconds = lists("names"), lists("vocabulary")["second"]
        if first in names["given"]:
            return token.capital or second in names["given"] | names["surnames"] | seconds
        return token.capital and (first in names["words"] and second in names["given"] | seconds)

    def _next(self, last: int, small: bool) -> int | None:
        """The token that goes on with the name, if one does."""
        at = last + 1
        dotted = at < len(self._tokens) and self._tokens[at].text == "."
        if dotted and len(self._tokens[last].text) == 1 and not small:
            at += 1  # "J. S."
        if at >= len(self._tokens) or self._tokens[at].kind != "word":
            return None
        token = self._tokens[at]
        if small:
            if is_a("ordinary", token.low) or token.text[0].isupper():
                return None
            names = lists("names")
            known = token.low in names["given"] or token.low in names["surnames"]
            return at if known or (self._ends_name(at) and self._is_unheard_of(at)) else None
        if is_a("particle", token.low) and at + 1 < len(self._tokens):
            return at if self._sort(at + 1) not in (None, Sort.INITIALS) else None
        return at if self._sort(at) is not None and token.text[0].isupper() else None

    def _ends_name(self, at: int) -> bool:
        """Whether what follows a word in small letters can only follow a name."""
        following = self._low(at + 1)
        return following in (",", "(", "'s", "aged", "age", "who", "born", "is", "turns", "turned")

    def _are_initials(self, first: int) -> bool:
        before = self._tokens[first - 1] if first else None
        if before is not None and is_a("pseudonymous", before.low) and before.text[0].isupper():
            return False  # "Child A" and "Baby P" are what reviews call them
        return not is_a("lettered", self._low(first - 1))

    def _is_authority(self, at: int) -> bool:
        start = self._tokens[at].start
        return any(begin <= start < end for begin, end in self._authorities)

    def _is_with_surname(self, at: int) -> bool:
        """Whether a surname follows: "Camden Jones" is somebody."""
        return self._low(at + 1) in lists("names")["surnames"]

    def _is_organisation(self, inside: Sequence[Token], first: int, last: int) -> bool:
        """Whether it is a road's, a school's or the like: "Harris Academy", "St Mary's"."""
        before = self._low(first - 1) if self._low(first - 1) != "." else self._low(first - 2)
        if not {before, inside[0].low}.isdisjoint(("st", "saint")):
            return True
        if is_a("organisations", self._low(last + 1)):
            return True
        surnames = lists("names")["surnames"] if inside[0].low in lists("names")["given"] else ()
        return any(is_a("organisations", t.low) and t.low not in surnames for t in inside[1:])

    def _is_public(self, first: int) -> bool:
        """Whether a role in public life stands before: "director of education, Jane Smith"."""
        for at in range(first - 1, max(-1, first - 10), -1):
            if is_a("public", self._low(at)):
                return True
            if not is_a("role", self._low(at)) and self._low(at) != ".":
                return False
        return False

    def _opens(self, at: int) -> bool:
        return at == 0 or self._tokens[at - 1].text in _OPENERS

    def _low(self, at: int) -> str:
        return self._tokens[at].low if 0 <= at < len(self._tokens) else ""
