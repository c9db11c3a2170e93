"""The words of a question one by one, and the lists that tell what kind of word each is."""

import re
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import Literal

from bot.guards.folding import without_accents

_TOKEN = re.compile(r"(\d+)|([^\W\d_]+(?:['-][^\W\d_]+)*)|(\S)")
# Behind these a name may have a second capital.
_PREFIX = re.compile(r"(?:Mc|Mac|De|Di|Du|La|Le|Van|Fitz)(?=[A-Z])")
_ENDING = re.compile(r"'(?:s|re|m|ve|ll|d)\Z", re.I)
_NUMBERS = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen "
    "fifteen sixteen seventeen eighteen nineteen twenty"
)
_IN_WORDS = {word: value for value, word in enumerate(_NUMBERS.split())}
_IN_WORDS |= {f"twenty-{word}": 20 + _IN_WORDS[word] for word in _NUMBERS.split()[1:6]}

OLDEST = 25
"""No number above this is a child's age, or a care leaver's."""


@dataclass(frozen=True, slots=True)
class Token:
    """A word, a number in figures or a mark, at `start` of its text.

    `low` is without capitals and accents; "'s" and its like are marks of their own.
    """

    text: str
    low: str
    kind: Literal["word", "number", "mark"]
    start: int

    @property
    def capital(self) -> bool:
        """Whether it begins with a capital and goes on small: "SATs" is no name."""
        if not self.text[0].isupper() or self.text.isupper():
            return False
        parts = re.split("['-]", self.text)
        return all(_PREFIX.sub("", part)[1:] == _PREFIX.sub("", part)[1:].lower() for part in parts)

    @property
    def value(self) -> int | None:
        """The number it is, in figures or in words up to twenty-five."""
        if self.kind == "number":
            return int(self.text) if len(self.text) < 5 else None
        return _IN_WORDS.get(self.low)


def tokens(text: str) -> list[Token]:
    """The words, numbers and marks of a folded text."""
    found: list[Token] = []
    for match in _TOKEN.finditer(text):
        number, word, _ = match.groups()
        written, start = match.group(), match.start()
        if number:
            found.append(Token(written, written, "number", start))
        elif word:
            found += _words(written, start)
        else:
            found.append(Token(written, written, "mark", start))
    return found


def _words(written: str, start: int) -> list[Token]:
    ending = _ENDING.search(written)
    stem = written[: ending.start()] if ending else written
    first, hyphen, rest = stem.partition("-")
    parts = [(stem, start)]
    if hyphen and first.lower() in _IN_WORDS and stem.lower() not in _IN_WORDS:
        parts = [(first, start), (rest, start + len(first) + 1)]  # "seven-year-old"
    found = [Token(part, without_accents(part), "word", at) for part, at in parts]
    if ending:
        found.append(Token(ending.group(), ending.group().lower(), "mark", start + ending.start()))
    return found


@lru_cache(maxsize=2)
def lists(name: Literal["names", "vocabulary"]) -> dict[str, frozenset[str]]:
    """The lists of a file beside this one, each by its heading; lines after "#" are remarks."""
    found: dict[str, list[str]] = {}
    words: list[str] = []
    text = files("bot.guards").joinpath(f"{name}.txt").read_text(encoding="utf-8")
    for line in text.splitlines():
        if line.startswith("["):
            words = found.setdefault(line[1:-1], [])
        elif not line.startswith("#"):
            words += line.split()
    return {heading: frozenset(words) for heading, words in found.items()}


def is_a(kind: str, word: str) -> bool:
    """Whether a word stands in a list of `vocabulary.txt`."""
    return word in lists("vocabulary")[kind]
