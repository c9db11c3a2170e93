"""Finding a quote in its passage: verbatim but for white space, ligatures, quote marks, hyphens."""

import re

from corpus.layout.cleaning import folded

_TOKEN = re.compile(r"\S+")
_NUMBER = re.compile(r"£?\d+(?:[.,/:]\d+)*%?")
_NAME = re.compile(r"(?<![.!?:“\"‘'•\n] )(?<!\A)\b[A-Z][a-z]+(?:[-’'][A-Z]?[a-z]+)*\b")
_WORD = re.compile(r"[a-z]+(?:[-’'][a-z]+)*")


def locate(quote: str, text: str) -> tuple[int, int] | None:
    """Offsets of `quote` in the passage text, None when it does not stand there verbatim.

    Both sides are folded word by word (see `corpus.layout.cleaning.folded`); a quote must begin and
    end at words' ends, so that half a word is never a quote.
    """
    wanted = [folded(word) for word in quote.split()]
    if not wanted:
        return None
    exact = text.find(quote)
    if exact >= 0 and _whole(text, exact, exact + len(quote)):
        return exact, exact + len(quote)
    tokens = [(folded(m.group()), m.start(), m.end()) for m in _TOKEN.finditer(text)]
    words = [token for token, _, _ in tokens]
    for at in range(len(words) - len(wanted) + 1):
        if words[at : at + len(wanted)] == wanted:
            return tokens[at][1], tokens[at + len(wanted) - 1][2]
    return None


def _whole(text: str, start: int, end: int) -> bool:
    before = text[start - 1 : start]
    after = text[end : end + 1]
    return not (before.isalnum() and text[start].isalnum()) and not (
        after.isalnum() and text[end - 1].isalnum() and not after.isdigit()
    )


def numbers(text: str) -> list[str]:
    """The figures of a text in order: amounts, percentages, years, days."""
    return [match.group().rstrip(".,:/") for match in _NUMBER.finditer(text)]


def names(text: str) -> set[str]:
    """Words written with a capital in the middle of a sentence."""
    return set(_NAME.findall(text))


def words(text: str) -> set[str]:
    """The lower-cased words of a text, quote marks folded."""
    return set(_WORD.findall(folded(text).lower()))
