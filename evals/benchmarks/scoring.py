"""The rules by which answers are scored; what they mean is said in docs/performance.md."""

import re
from collections.abc import Sequence
from datetime import date

FACT_SHARE = 0.6
"""The share of a fact's content stems that must stand in the answer."""

_LETTERS = ("ff", "fi", "fl", "ffi", "ffl", "st", "st")
_LIGATURES = dict(zip("\ufb00\ufb01\ufb02\ufb03\ufb04\ufb05\ufb06", _LETTERS, strict=True))
# A hyphen at a line's end, which pdfium writes as U+FFFE, may be part of the word or not.
_PIECE = re.compile(
    r"(?P<cut>-[ \t]*\r?\n|[\ufffe\u00ad\x02])|(?P<nothing>[\s\u200b-\u200d\ufeff\x00])|.",
    re.DOTALL,
)
_CUT = "\x01"
_FIGURE = re.compile(r"\d+(?:[.,]\d+)*")
_WORD = re.compile(r"[a-z]+")
_SUFFIX = re.compile(r"(?:ations?|ments?|ings?|ed|ies|es|s|ly|e|y|ion|ions|ive|al)\Z")
_LITTLE = """
a about after all also an and are as at be been before being both but by can do does for from had
has have how if in into is it its more most no nor not of on only or other out over own per same
so some such than that the their them then there these they this those to too under until up was
were what when where which while who will with within yes
"""
_POSSESSIVE = re.compile("['’]s\\b")
_STOP = frozenset(_LITTLE.split())


def standing(quote: str, text: str) -> tuple[int, int] | None:
    """Offsets in `text` of the first place where a quote stands verbatim, None if nowhere.

    White space and invisible characters do not count, ligatures are their letters, and a
    hyphen at a line's end may be there or not; every other character must be the same.
    """
    plain, where = _plain(text)
    pattern = _pattern(quote)
    match = pattern.search(plain) if pattern is not None else None
    return None if match is None else (where[match.start()], where[match.end() - 1] + 1)


def same(quote: str, text: str) -> bool:
    """Whether a text is this quote and nothing else, by the same rule."""
    pattern = _pattern(quote)
    return pattern is not None and pattern.fullmatch(_plain(text)[0]) is not None


def overlap(one: tuple[int, int], other: tuple[int, int]) -> bool:
    """Whether two stretches of one text share a character."""
    return one[0] < other[1] and other[0] < one[1]


def figures(text: str) -> set[str]:
    """The figures of a text: digits, thousands marks left out."""
    return {figure.replace(",", "") for figure in _FIGURE.findall(text)}


def stems(text: str) -> set[str]:
    """The content words of a text, cut to what their forms share."""
    words = _WORD.findall(_POSSESSIVE.sub("", _joined(text.lower())))
    return {_stem(word) for word in words if word not in _STOP}


def covered(fact: str, answer: str) -> bool:
    """Whether all figures of a fact and `FACT_SHARE` of its content stems are in the answer."""
    wanted = stems(fact)
    shared = len(wanted & stems(answer))
    return figures(fact) <= figures(answer) and shared >= FACT_SHARE * len(wanted)


def in_words(day: str | None) -> str:
    """An ISO date followed by the same as it is written: "2025-07-18 18 July 2025"."""
    return "" if day is None else f"{day} {date.fromisoformat(day):%-d %B %Y}"


def percentile(values: Sequence[float], share: float) -> float:
    """The value that `share` of all do not exceed (nearest rank)."""
    ranked = sorted(values)
    return ranked[max(0, -(-int(share * 1000) * len(ranked) // 1000) - 1)]


def _stem(word: str) -> str:
    """Cut endings while four letters remain."""
    while len(word) > 4:
        shorter = _SUFFIX.sub("", word)
        if shorter == word or len(shorter) < 4:
            return word
        word = shorter
    return word


def _plain(text: str) -> tuple[str, list[int]]:
    """The text as it is compared, and for each of its characters the offset it came from."""
    letters: list[str] = []
    where: list[int] = []
    for piece in _PIECE.finditer(text):
        if piece["nothing"]:
            continue
        for letter in _CUT if piece["cut"] else _LIGATURES.get(piece.group(), piece.group()):
            letters.append(letter)
            where.append(piece.start())
    return "".join(letters), where


def _pattern(quote: str) -> re.Pattern[str] | None:
    letters = _plain(quote)[0].replace(_CUT, "")
    parts = [f"[{_CUT}-]" if letter == "-" else re.escape(letter) for letter in letters]
    return re.compile(f"{_CUT}?".join(parts)) if parts else None


def _joined(text: str) -> str:
    return "".join(_LIGATURES.get(character, character) for character in text)
