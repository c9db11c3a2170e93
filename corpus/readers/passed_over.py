"""What Tesseract passed over at the left of lines: bullets, and numbers in a column apart."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TypeAlias
from xml.etree import ElementTree

import numpy as np
from numpy.typing import NDArray

Picture: TypeAlias = NDArray[np.uint8]
"""Grey values, 0 is black, by row and column."""

Box: TypeAlias = tuple[int, int, int, int]

XHTML = "http://www.w3.org/1999/xhtml"
_SPAN = f"{{{XHTML}}}span"
LINES = frozenset({"ocr_line", "ocr_header", "ocr_caption", "ocr_textfloat"})
_BOX = re.compile(r"bbox (\d+) (\d+) (\d+) (\d+)")
_INK = 128

# In heights of the line beside it: how far left of a line a mark stands, and how large it is.
_FARTHEST, _NEAREST = 4.0, 0.3
_LEAST, _MOST = 0.12, 0.8
_DASH_WIDTH = 1.2
_FILLED = 0.5
_LETTER = 0.4
_BULLET, _DASH = "•", "–"


@dataclass(frozen=True, slots=True)
class PassedOver:
    """What stands before a line, `page_line` of the hOCR, where nothing was read.

    `sign` is the bullet that it is, or "" for ink of another shape; `box` is where it stands:
    left, top, right, bottom in pixels.
    """

    page_line: ElementTree.Element
    sign: str
    box: Box


def passed_over(page: ElementTree.Element, picture: Picture) -> list[PassedOver]:
    """What was passed over before the lines of a page.

    `picture` is what was recognised: boxes in `page`, its hOCR, count its pixels.
    """
    words = [box for _, box in _boxes(page, {"ocrx_word"})]
    found: list[PassedOver] = []
    for line, box in _boxes(page, LINES):
        stretch = _unread_before(box, words)
        mark = None if stretch is None else _mark_in(stretch, box[3] - box[1], picture)
        if mark is not None:
            found.append(PassedOver(line, *mark))
    return found


def put_back(found: Iterable[PassedOver], second: ElementTree.Element | None = None) -> bool:
    """Put bullets back before their lines, and the words that `second`, another hOCR, has there.

    Whether there was anything to put back.
    """
    others = [] if second is None else list(_boxes(second, {"ocrx_word"}))
    changed = False
    for each in found:
        if each.sign:
            title = "bbox {} {} {} {}; x_wconf 95".format(*each.box)
            word = ElementTree.Element(_SPAN, {"class": "ocrx_word", "title": title})
            word.text = each.sign
            words = [word]
        else:
            words = [word for word, box in others if _is_in(box, each.box)]
        for word in reversed(words):
            each.page_line.insert(0, word)
            changed = True
    return changed


def _boxes(
    page: ElementTree.Element, classes: set[str] | frozenset[str]
) -> Iterator[tuple[ElementTree.Element, Box]]:
    for span in page.iter(_SPAN):
        if span.get("class") in classes and (box := _BOX.search(span.get("title", ""))):
            left, top, right, bottom = map(int, box.groups())
            yield span, (left, top, right, bottom)


def _unread_before(line: Box, words: Iterable[Box]) -> Box | None:
    """The stretch at the left of a line in which nothing was read; None where there is none."""
    left, top, _, bottom = line
    height = bottom - top
    start, end = max(0, int(left - _FARTHEST * height)), int(left - _NEAREST * height)
    for word in words:
        if word[0] < left and word[2] > start and word[1] < bottom and word[3] > top:
            start = max(start, word[2] + height // 4)
    return (start, top, end, bottom) if end - start >= _LEAST * height else None


def _mark_in(stretch: Box, height: int, picture: Picture) -> tuple[str, Box] | None:
    left, top, right, bottom = stretch
    ink = picture[top:bottom, left:right] < _INK
    across, down = np.flatnonzero(ink.any(axis=0)), np.flatnonzero(ink.any(axis=1))
    if not len(across):
        return None
    x, y = int(across[0]), int(down[0])
    wide, high = int(across[-1]) - x + 1, int(down[-1]) - y + 1
    box = (left + x, top + y, left + x + wide, top + y + high)
    filled = bool(ink[y : y + high, x : x + wide].mean() >= _FILLED)
    if filled and _LEAST * height <= high <= _MOST * height and high / 2 <= wide <= 2 * high:
        return _BULLET, box
    if filled and high < wide / 3 and _MOST / 2 * height <= wide <= _DASH_WIDTH * height:
        return _DASH, box
    return ("", box) if high >= _LETTER * height else None


def _is_in(word: Box, box: Box) -> bool:
    across, down = (word[0] + word[2]) / 2, (word[1] + word[3]) / 2
    return box[0] <= across <= box[2] and box[1] <= down <= box[3]
