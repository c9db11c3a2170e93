"""How sure the reading of scanned words is."""

import re
from typing import Final

DOUBTFUL: Final = 80
"""Of 100. Of words that Tesseract is surer of, one in 140 is not among those of the page, in scans
at 150 and 200 dots an inch; of the others more than a third (docs/adr/0007-scans.md)."""

_WORD = re.compile(r"\S+")


def least_sure(text: str, confidence: bytes, start: int, end: int) -> float | None:
    """How sure the least sure word is that `text[start:end]` touches, 0 to 1.

    `confidence` has a byte, 0 to 100, for each word of `text`: each run of characters that are
    not white space. Words without letters and digits count for nothing; None where there is no
    other.
    """
    found = [
        sure
        for word, sure in zip(_WORD.finditer(text), confidence, strict=True)
        if word.start() < end and word.end() > start and any(map(str.isalnum, word.group()))
    ]
    return min(found) / 100 if found else None
