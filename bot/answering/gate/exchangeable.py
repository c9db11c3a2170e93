"""Names that may stand for each other in a claim: the few of the glossary that mean the same.

The glossary's terms widen a search, and many hold names that are only near each other ("delay",
"pace"). A claim may exchange an acronym and the words that it is made of, and the names below,
which the law uses for one thing.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Protocol

from corpus.glossary import terms

# Reviewed by hand: the Children Act's term and what it is called in its place; one word, two
# spellings.
_REVIEWED = (
    ("looked after children", "children looked after", "children in care", "cared for children"),
    ("looked after child", "child looked after", "child in care"),
    ("personal adviser", "personal advisor"),
    ("personal advisers", "personal advisors"),
)
_SMALL = frozenset({"a", "an", "and", "the", "of", "for", "in", "to", "with", "or", "who"})
_PART = re.compile(r"(,?)\s*([A-Za-z][A-Za-z'’-]*)")
# What a name of several words is read as begins with this, which no word does.
MARK = "="


class _Word(Protocol):
    @property
    def word(self) -> str: ...
    @property
    def written(self) -> str: ...
    @property
    def before(self) -> str: ...


# The words of a name, each with the mark that stands before it.
_Parts = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Names:
    """Names of several words by their first, and acronyms, each with what it is read as."""

    by_first: dict[str, tuple[tuple[_Parts, str], ...]]
    acronyms: dict[str, str]

    def longest(self, items: Sequence[_Word], at: int) -> tuple[str, int] | None:
        """The longest name that begins at a word: what it is read as, and how many words it has."""
        for name, meaning in self.by_first.get(items[at].word, ()):
            if len(name) <= len(items) - at and all(
                (items[at + n].before, items[at + n].word) == name[n] for n in range(1, len(name))
            ):
                return meaning, len(name)
        written = items[at].written
        # The first letter of a sentence that was put behind another may have been lowered.
        if written[1:2].isupper():
            acronym = self.acronyms.get(written[:1].upper() + written[1:])
            return (acronym, 1) if acronym else None
        return None


@lru_cache(maxsize=1)
def names() -> Names:
    """The exchangeable names, longest first."""
    by_first: dict[str, dict[_Parts, str]] = {}
    acronyms: dict[str, str] = {}
    for group in _groups():
        first = _parts(group[0])
        # An acronym's words may be exchangeable already: "LAC", "children in care".
        meaning = by_first.get(first[0][1], {}).get(first, MARK + "_".join(w for _, w in first))
        for name in group:
            if name[1:2].isupper():
                acronyms.setdefault(name, meaning)
            else:
                parts = _parts(name)
                by_first.setdefault(parts[0][1], {}).setdefault(parts, meaning)
    return Names(
        {
            first: tuple(sorted(known.items(), key=lambda pair: -len(pair[0])))
            for first, known in by_first.items()
        },
        acronyms,
    )


def _groups() -> Iterator[tuple[str, ...]]:
    yield from _REVIEWED
    for term in terms():
        for acronym in (name for name in term.names if name.isupper() and name.isalpha()):
            spelt = next((name for name in term.names if _initials(name) == acronym), None)
            if spelt is not None:
                # One and several are not the same: "the LADO", "the LADOs".
                if spelt.endswith("s"):
                    yield spelt, acronym, f"{acronym}s"
                else:
                    yield spelt, acronym
                    yield f"{spelt}s", f"{acronym}s"


def _initials(name: str) -> str:
    if name.isupper():
        return ""
    words = [word for word in re.findall(r"[A-Za-z]+", name) if word.lower() not in _SMALL]
    return "".join(word[0] for word in words).upper()


def _parts(name: str) -> _Parts:
    """A name's words as `tokens` reads them; the first stands after nothing."""
    return tuple(
        (mark, re.sub(r"-", "", word.replace("’", "'")).lower())
        for mark, word in _PART.findall(name)
    )
