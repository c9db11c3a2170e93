"""Where the words of a scanned page stand on it, as they were recognised."""

import math
import re
from collections.abc import Iterator
from xml.etree.ElementTree import ParseError

from corpus.readers.boxes import Box, Glyph
from corpus.readers.hocr import Picture, recognised
from corpus.readers.kept_pages import KeptPages

_WORD = re.compile(r"\S+")


def recognised_glyphs(
    kept: KeptPages, number: int, text: str, width: float, height: float
) -> list[tuple[int, int, Glyph]] | None:
    """The words of a page that was read by OCR: their offsets of `text`, and their boxes.

    `width` and `height` are those of the page as it is shown. None where what was recognised is
    not kept, is not this text, or does not say how the page was turned for it.
    """
    hocr = kept.get(number)
    if hocr is None:
        return None
    try:
        page = recognised(hocr)
    except ParseError:
        return None
    if page.text != text or page.picture is None:
        return None
    boxes = _shown(page.boxes, page.picture, width, height)
    upwards = page.picture.turn % 180 == 90
    return [
        (
            word.start(),
            word.end(),
            Glyph(box, box.right - box.left if upwards else box.bottom - box.top, upwards),
        )
        for word, box in zip(_WORD.finditer(text), boxes, strict=True)
    ]


def _shown(
    boxes: tuple[tuple[int, int, int, int], ...], picture: Picture, width: float, height: float
) -> Iterator[Box]:
    """The boxes on the page as it is shown, before it was turned."""
    skew = math.radians(picture.skew)
    cosine, sine = math.cos(skew), math.sin(skew)
    middle = picture.width / 2, picture.height / 2

    def back(x: float, y: float) -> tuple[float, float]:
        x, y = x - middle[0], y - middle[1]
        x, y = x * cosine - y * sine + middle[0], x * sine + y * cosine + middle[1]
        across, down = x / picture.width, y / picture.height
        if picture.turn == 90:
            across, down = 1 - down, across
        elif picture.turn == 180:
            across, down = 1 - across, 1 - down
        elif picture.turn == 270:
            across, down = down, 1 - across
        return across * width, down * height

    for left, top, right, bottom in boxes:
        # The middles of the sides: corners would make leaning words broader and higher.
        x, y = (left + right) / 2, (top + bottom) / 2
        points = [back(*point) for point in ((left, y), (right, y), (x, top), (x, bottom))]
        xs, ys = [point[0] for point in points], [point[1] for point in points]
        yield Box(min(xs), min(ys), max(xs), max(ys))
