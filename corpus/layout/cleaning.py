"""Clean text with a way back: white space, ligatures and hyphens folded, every offset kept."""

import re
from collections.abc import Iterable, Sequence

from corpus.passages import Span
from corpus.sources import Page

# pdfium writes U+FFFE where a hyphen ended a line and joins the two lines.
LINE_END_HYPHEN = "\ufffe"
SOFT_HYPHEN = "\u00ad"
# Stands between the cells of a row in a passage; never copied from a page, so no span covers it.
CELL_END = "·"
LIGATURES = {
    "\ufb00": "ff",
    "\ufb01": "fi",
    "\ufb02": "fl",
    "\ufb03": "ffi",
    "\ufb04": "ffl",
    "\ufb05": "st",
    "\ufb06": "st",
}
_INVISIBLE = "\u200b\u200c\u200d\u2060\ufeff\x00"
_SPECIAL = "".join(LIGATURES) + LINE_END_HYPHEN + SOFT_HYPHEN + _INVISIBLE
# Words with single spaces between them are copied as one run: most of a line is.
_PLAIN = rf"[^\s{re.escape(_SPECIAL)}]+"
_TOKEN = re.compile(rf"{_PLAIN}(?: {_PLAIN})*|\s+|[{re.escape(_SPECIAL)}]")
_WORD = re.compile(r"[A-Za-z]+(?:-[A-Za-z]+)*")
_TAIL = re.compile(r"[A-Za-z]+(?:-[A-Za-z]+)*\Z")
_HEAD = re.compile(r"[A-Za-z]+")


def vocabulary(pages: Iterable[Page]) -> frozenset[str]:
    """Every word of the text in lower case, hyphenated ones whole: what decides on line ends."""
    return frozenset(word.lower() for page in pages for word in _WORD.findall(page.text))


class Folder:
    """Builds one clean text out of stretches of pages, and the spans that lead back.

    `words` (see `vocabulary`) says whether a word cut at a line end keeps its hyphen: it
    loses it only where the document writes the joined form elsewhere and never the other.
    """

    def __init__(self, pages: Sequence[Page], words: frozenset[str]) -> None:
        self._pages = pages
        self._words = words
        self._text: list[str] = []
        self._length = 0
        self._spans: list[Span] = []

    @property
    def length(self) -> int:
        """How many characters the clean text has so far."""
        return self._length

    def put(self, page: int, start: int, end: int) -> None:
        """Append `pages[page].text[start:end]`; a space joins it to what came before."""
        self._join(page, start)
        raw = self._pages[page].text
        for token in _TOKEN.finditer(raw, start, end):
            value = token.group()
            if value in (LINE_END_HYPHEN, SOFT_HYPHEN):
                if value == LINE_END_HYPHEN and self._keeps_hyphen(raw[token.end() : end]):
                    self._literal("-")
            elif value in LIGATURES:
                self._literal(LIGATURES[value])
            elif value in _INVISIBLE:
                continue
            elif value.isspace():
                if value == " ":
                    self._copy(page, token.start(), value)
                else:
                    self._literal(" ")
            else:
                self._copy(page, token.start(), value)

    def end_cell(self) -> None:
        """End a cell of a table row, an empty one too; what follows stands in the next."""
        at_start = not self._length or self._text[-1] == "\n"
        self._literal(CELL_END if at_start else f" {CELL_END}")

    def end_line(self) -> None:
        """End a list item or a table row."""
        if self._length and self._text[-1] != "\n":
            self._literal("\n")

    def result(self) -> tuple[str, tuple[Span, ...]]:
        """The clean text and its spans, in the order of the text."""
        text = "".join(self._text)
        stripped = text.rstrip()
        return stripped, tuple(
            Span(s.at, min(s.length, len(stripped) - s.at), s.page, s.start)
            for s in self._spans
            if s.at < len(stripped)
        )

    def _join(self, page: int, start: int) -> None:
        if not self._length or self._text[-1].endswith(("\n", " ")):
            return
        tail = self._text[-1]
        if tail.endswith("-") and len(tail) > 1 and tail[-2].isalpha():
            following = self._pages[page].text[start : start + 40]
            if following[:1].isalpha():
                if not self._keeps_hyphen(following, tail[:-1]):
                    self._drop_last()
                return
        self._literal(" ")

    def _keeps_hyphen(self, following: str, before: str | None = None) -> bool:
        left = _TAIL.search(before if before is not None else "".join(self._text[-3:]))
        right = _HEAD.match(following)
        if left is None or right is None:
            return True
        first, second = left.group().lower(), right.group().lower()
        return f"{first}-{second}" in self._words or f"{first}{second}" not in self._words

    def _drop_last(self) -> None:
        self._text[-1] = self._text[-1][:-1]
        self._length -= 1
        last = self._spans[-1]
        self._spans[-1] = Span(last.at, last.length - 1, last.page, last.start)

    def _literal(self, value: str) -> None:
        self._text.append(value)
        self._length += len(value)

    def _copy(self, page: int, start: int, value: str) -> None:
        number = self._pages[page].number
        if self._spans:
            last = self._spans[-1]
            if (
                last.page == number
                and last.at + last.length == self._length
                and last.start + last.length == start
            ):
                self._spans[-1] = Span(last.at, last.length + len(value), number, last.start)
                self._literal(value)
                return
        self._spans.append(Span(self._length, len(value), number, start))
        self._literal(value)


def folded(text: str) -> str:
    """Text as it is compared: white space, ligatures, quote marks and line-end hyphens folded.

    Nothing else changes, so two texts that fold to the same string say the same.
    """
    for ligature, letters in LIGATURES.items():
        text = text.replace(ligature, letters)
    text = text.replace(SOFT_HYPHEN, "").replace(LINE_END_HYPHEN, "-")
    text = re.sub(rf"[{re.escape(_INVISIBLE)}]", "", text)
    text = re.sub(r"[‘’‛`´]", "'", text)
    text = re.sub(r"[“”„]", '"', text)
    text = re.sub(r"(?<=[A-Za-z])-\s+(?=[a-z])", "-", text)
    return " ".join(text.split())
