"""Looking for words inside a document: literally, however its lines are broken."""

from collections.abc import Iterator
from dataclasses import dataclass

from bot import addresses
from bot.reading import Reading
from corpus.layout.cleaning import LIGATURES, LINE_END_HYPHEN, SOFT_HYPHEN
from corpus.sources import Page

MOST_HITS = 200
LONGEST = 200
"""Characters of what is looked for."""

_AROUND = 70
_HYPHENS = frozenset(f"-‐‑–{LINE_END_HYPHEN}{SOFT_HYPHEN}")
_QUOTES = {"‘": "'", "’": "'", "“": '"', "”": '"'}


@dataclass(frozen=True, slots=True)
class Hit:
    """Words that were found, with what stands around them, and where they stand highlighted."""

    page: int | None
    before: str
    words: str
    after: str
    address: str


def hits(reading: Reading, words: str) -> list[Hit]:
    """Where the words stand in a document, in its order, at most `MOST_HITS` of them.

    Capitals, white space, hyphens and the shape of quote marks make no difference.
    """
    wanted = "".join(letter for letter, _ in _folded(words)).strip()
    found: list[Hit] = []
    for page in reading.pages() if wanted else ():
        for start, end in _found(page, wanted):
            if len(found) == MOST_HITS:
                return found
            found.append(_hit(reading, page, start, end))
    return found


def _found(page: Page, wanted: str) -> Iterator[tuple[int, int]]:
    letters = list(_folded(page.text))
    text = "".join(letter for letter, _ in letters)
    at = text.find(wanted)
    while at >= 0:
        yield letters[at][1], letters[at + len(wanted) - 1][1] + 1
        at = text.find(wanted, at + len(wanted))


def _folded(text: str) -> Iterator[tuple[str, int]]:
    """The letters of a text as they are compared, each with its offset."""
    space = True
    for offset, character in enumerate(text):
        if character.isspace():
            if not space:
                yield " ", offset
            space = True
        elif character not in _HYPHENS:
            space = False
            for letter in _QUOTES.get(character) or LIGATURES.get(character) or character.lower():
                yield letter, offset


def _hit(reading: Reading, page: Page, start: int, end: int) -> Hit:
    text = page.text
    first, last = max(0, start - _AROUND), min(len(text), end + _AROUND)
    before, after = _plain(text[first:start]), _plain(text[end:last])
    return Hit(
        page.number,
        ("…" if first else "") + (before.partition(" ")[2] if first else before),
        _plain(text[start:end]),
        (after.rpartition(" ")[0] if last < len(text) else after)
        + ("…" if last < len(text) else ""),
        addresses.document(reading.document.id, page.number, start, end),
    )


def _plain(text: str) -> str:
    """On one line, a space kept at either end."""
    words = " ".join(text.replace(LINE_END_HYPHEN, "-").split())
    return (" " if text[:1].isspace() else "") + words + (" " if text[-1:].isspace() else "")
