"""What Tesseract saw on a page (hOCR) as text, with how sure it was of each word."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from xml.etree import ElementTree

from corpus.confidence import DOUBTFUL
from corpus.readers.passed_over import LINES, XHTML

_SPAN = f"{{{XHTML}}}span"
_BOX = re.compile(r"bbox (\d+) (\d+) (\d+) (\d+)")
_SURE = re.compile(r"x_wconf (\d+)")
_DIVISION = f"{{{XHTML}}}div"
_TURN = "x_turned"
_TURNED = re.compile(rf"{_TURN} (\d+) (-?\d+\.\d+)")

# The rules of tables and boxes.
_RULE = re.compile(r"[|¦_~=]+\Z")
# What square and round bullets are taken for.
_MARK = re.compile(r"[^\w\s()\[\]£$%&\"'‘’“”.,:;/–—-]{1,2}\Z|[emo°][^\w\s]?\Z|[.,;:]\Z")
_BULLET = "•"
_NUMBER = re.compile(r"\d{1,3}(?:\.\d{1,2}){0,2}[.)]?\Z")
_STOP_MISREAD = re.compile(r"(\d{1,3})[,;:]\Z")
# In heights of the line: a space is about a third; a tab behind a bullet or number is more.
_TAB, _FARTHEST_TAB = 0.65, 6.0
_DEBRIS_LETTERS = 3


@dataclass(frozen=True, slots=True)
class Picture:
    """The picture that was recognised: its pixels, and how the page was turned to make it.

    To the left by `turn`, 0, 90, 180 or 270 degrees, then by `skew` degrees about its middle.
    """

    width: int
    height: int
    turn: int
    skew: float


@dataclass(frozen=True, slots=True)
class Recognised:
    """A page as it was recognised.

    `confidence` has a byte, 0 to 100, for each run of characters of `text` that are not white
    space, in order; `boxes` are where these stand on `picture`: left, top, right, bottom.
    """

    text: str
    confidence: bytes
    boxes: tuple[tuple[int, int, int, int], ...] = ()
    picture: Picture | None = None


@dataclass(frozen=True, slots=True)
class _Word:
    text: str
    confidence: int
    left: int
    top: int
    right: int
    bottom: int


@dataclass(slots=True)
class _Line:
    words: list[_Word] = field(default_factory=list)

    @property
    def top(self) -> int:
        return min(word.top for word in self.words)

    @property
    def bottom(self) -> int:
        return max(word.bottom for word in self.words)

    @property
    def height(self) -> int:
        return max(1, self.bottom - self.top)


def recognised(hocr: bytes) -> Recognised:
    """The text of one page, a line each ending in CRLF, in Tesseract's reading order.

    Marks that it took for letters become bullets again, numbers that stand in a column of their
    own go before the line beside them, and what logos and rules were taken for is left out.
    `hocr` may be empty: Tesseract gave the page up. Raises `ParseError` of ElementTree.
    """
    if not hocr.strip():
        return Recognised("", b"")
    page = ElementTree.fromstring(hocr)
    lines = [line for line in _lines(page) if line.words]
    lines = [_with_bullet(line) for line in _joined(lines) if not _is_debris(line)]
    words = [word for line in lines for word in line.words]
    return Recognised(
        "\r\n".join(" ".join(word.text for word in line.words) for line in lines),
        bytes(word.confidence for word in words),
        tuple((word.left, word.top, word.right, word.bottom) for word in words),
        _picture(page),
    )


def note_turn(page: ElementTree.Element, turn: int, skew: float) -> None:
    """Write into the hOCR of a page how it was turned to make its picture; see `Picture`."""
    for division in page.iter(_DIVISION):
        if division.get("class") == "ocr_page":
            division.set("title", f"{division.get('title', '')}; {_TURN} {turn} {skew:.3f}")


def _picture(page: ElementTree.Element) -> Picture | None:
    """The picture of which the boxes are, None where nobody noted how it was turned."""
    for division in page.iter(_DIVISION):
        about = division.get("title", "")
        if (box := _BOX.search(about)) and (turned := _TURNED.search(about)):
            left, top, right, bottom = map(int, box.groups())
            return Picture(right - left, bottom - top, int(turned[1]), float(turned[2]))
    return None


def _lines(page: ElementTree.Element) -> Iterator[_Line]:
    for line in page.iter(_SPAN):
        if line.get("class") in LINES:
            yield _Line(list(_words(line.iter(_SPAN))))


def _words(spans: Iterable[ElementTree.Element]) -> Iterator[_Word]:
    for span in spans:
        if span.get("class") != "ocrx_word":
            continue
        about = span.get("title", "")
        box, sure = _BOX.search(about), _SURE.search(about)
        text = "".join("".join(span.itertext()).split())
        if text and box and sure and not _RULE.match(text):
            left, top, right, bottom = map(int, box.groups())
            yield _Word(text, min(int(sure[1]), 100), left, top, right, bottom)


def _joined(lines: list[_Line]) -> list[_Line]:
    """Put numbers and bullets that were read as a column of their own before their lines."""
    lone = [line for line in lines if len(line.words) == 1 and _opens(line.words[0])]
    for line in lone:
        beside = _beside(line, lines)
        if beside is not None:
            beside.words.insert(0, line.words[0])
            lines.remove(line)
    return lines


def _opens(word: _Word) -> bool:
    return bool(_NUMBER.match(word.text) or _STOP_MISREAD.match(word.text) or _is_mark(word))


def _beside(line: _Line, lines: Iterable[_Line]) -> _Line | None:
    """The nearest line to the right at the same height."""
    (word,) = line.words
    found = [
        other
        for other in lines
        if 0 < other.words[0].left - word.right < _FARTHEST_TAB * other.height
        and other.top < (word.top + word.bottom) / 2 < other.bottom
        and not _opens(other.words[0])
    ]
    return min(found, key=lambda other: other.words[0].left, default=None)


def _is_mark(word: _Word) -> bool:
    """Whether a word has the shape of a bullet: small, as wide as high, and no sure letter."""
    wide, high = word.right - word.left, word.bottom - word.top
    square = 0.5 * high <= wide <= 2 * high
    unsure = word.confidence < 90 or not word.text.isalnum()
    return square and unsure and _MARK.match(word.text) is not None


def _with_bullet(line: _Line) -> _Line:
    if len(line.words) < 2:
        return line
    first, second = line.words[:2]
    if second.left - first.right < _TAB * line.height:
        return line
    if _is_mark(first):
        line.words[0] = _renamed(first, _BULLET)
    elif (misread := _STOP_MISREAD.match(first.text)) and second.text[0].isupper():
        line.words[0] = _renamed(first, f"{misread[1]}.")
    return line


def _renamed(word: _Word, text: str) -> _Word:
    return _Word(text, word.confidence, word.left, word.top, word.right, word.bottom)


def _is_debris(line: _Line) -> bool:
    """Whether a line is what a logo, a picture or a rule was taken for."""
    words = [word for word in line.words if any(map(str.isalnum, word.text))]
    if not words:
        return True
    length = sum(len(word.text) for word in words)
    mean = sum(word.confidence * len(word.text) for word in words) / length
    short = all(len(word.text) <= _DEBRIS_LETTERS for word in words)
    return mean < DOUBTFUL / 2 or (short and all(word.confidence < DOUBTFUL for word in words))
