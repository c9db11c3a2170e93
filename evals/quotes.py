"""Whether a quote stands in a text: read independently of the gate, by rules of its own."""

import re

_LETTERS = ("ff", "fi", "fl", "ffi", "ffl", "st", "st")
_LIGATURES = dict(zip("\ufb00\ufb01\ufb02\ufb03\ufb04\ufb05\ufb06", _LETTERS, strict=True))
# A hyphen at a line's end, which pdfium writes as U+FFFE, may be part of the word or not.
_PIECE = re.compile(
    r"(?P<cut>-[ \t]*\r?\n|[\ufffe\u00ad\x02])|(?P<nothing>[\s\u200b-\u200d\ufeff\x00])|.",
    re.DOTALL,
)
_CUT = "\x01"


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


def joined(text: str) -> str:
    """A text with its ligatures as letters."""
    return "".join(_LIGATURES.get(character, character) for character in text)


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
