"""Bullets that Tesseract took for specks: found again in the picture, beside the lines it read."""

import re
from collections.abc import Iterator
from typing import TypeAlias
from xml.etree import ElementTree

import numpy as np
from numpy.typing import NDArray

Picture: TypeAlias = NDArray[np.uint8]
"""Grey values, 0 is black, by row and column."""

XHTML = "http://www.w3.org/1999/xhtml"
LINES = frozenset({"ocr_line", "ocr_header", "ocr_caption", "ocr_textfloat"})
_BOX = re.compile(r"bbox (\d+) (\d+) (\d+) (\d+)")
_INK = 128

# In heights of the line beside it: how far left of a line a bullet stands, and how large it is.
_FARTHEST, _NEAREST = 4.0, 0.3
_LEAST, _MOST = 0.12, 0.8
_DASH_WIDTH = 1.2
_FILLED = 0.5
_BULLET, _DASH = "•", "–"


def with_bullets(hocr: bytes, picture: Picture) -> bytes:
    """The hOCR of one page with a word more for each bullet that stands before a line.

    `picture` is what was recognised: boxes in `hocr` count its pixels. Gives `hocr` itself where
    there is nothing to add, or nothing was read.
    """
    if not hocr.strip():
        return hocr
    page = ElementTree.fromstring(hocr)
    boxes = [box for _, box in _boxes(page, {"ocrx_word"})]
    added = False
    for line, box in list(_boxes(page, LINES)):
        mark = _mark_before(box, boxes, picture)
        if mark is not None:
            sign, (left, top, right, bottom) = mark
            word = ElementTree.Element(
                f"{{{XHTML}}}span",
                {"class": "ocrx_word", "title": f"bbox {left} {top} {right} {bottom}; x_wconf 95"},
            )
            word.text = sign
            line.insert(0, word)
            added = True
    return ElementTree.tostring(page) if added else hocr


_Box: TypeAlias = tuple[int, int, int, int]


def _boxes(
    page: ElementTree.Element, classes: set[str] | frozenset[str]
) -> Iterator[tuple[ElementTree.Element, _Box]]:
    for span in page.iter(f"{{{XHTML}}}span"):
        if span.get("class") in classes and (box := _BOX.search(span.get("title", ""))):
            left, top, right, bottom = map(int, box.groups())
            yield span, (left, top, right, bottom)


def _mark_before(line: _Box, words: list[_Box], picture: Picture) -> tuple[str, _Box] | None:
    left, top, _, bottom = line
    height = bottom - top
    start, end = max(0, int(left - _FARTHEST * height)), int(left - _NEAREST * height)
    for word in words:  # what was read there, if anything, is not looked at again
        if word[0] < left and word[2] > start and word[1] < bottom and word[3] > top:
            start = max(start, word[2] + height // 4)
    if end - start < _LEAST * height:
        return None
    ink = picture[top:bottom, start:end] < _INK
    across, down = np.flatnonzero(ink.any(axis=0)), np.flatnonzero(ink.any(axis=1))
    if not len(across):
        return None
    x, y = int(across[0]), int(down[0])
    wide, high = int(across[-1]) - x + 1, int(down[-1]) - y + 1
    if ink[y : y + high, x : x + wide].mean() < _FILLED:
        return None  # letters, specks, or more than one thing
    box = (start + x, top + y, start + x + wide, top + y + high)
    if _LEAST * height <= high <= _MOST * height and high / 2 <= wide <= 2 * high:
        return _BULLET, box
    if high < wide / 3 and _MOST / 2 * height <= wide <= _DASH_WIDTH * height:
        return _DASH, box
    return None
