"""Whether words were taken from a text: several of them in a row are the same."""

import re
from collections.abc import Iterable, Iterator
from typing import Final

_ROW: Final = 8
"""Words in a row that nobody writes twice by chance."""

_WORD = re.compile(r"\w+")


class Quoting:
    """The rows of words of some texts."""

    def __init__(self, texts: Iterable[str]) -> None:
        self._rows = {row for text in texts for row in _rows(text)}

    def __call__(self, text: str) -> bool:
        """Whether a text has a row of words of theirs."""
        return any(row in self._rows for row in _rows(text))


def _rows(text: str) -> Iterator[int]:
    words = _WORD.findall(text.casefold())
    for at in range(len(words) - _ROW + 1):
        yield hash(tuple(words[at : at + _ROW]))
