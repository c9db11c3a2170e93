"""Where the letters of a page's text are printed, by pdfium's own account of them."""

import ctypes
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import pypdfium2
import pypdfium2.raw

from corpus.readers.boxes import Box, Glyph

# Of the size of the letters: how far a line reaches below and above what the letters stand on.
_BELOW, _ABOVE = 0.22, 0.76
_UNITS = 1_000_000
_LEAST_SIZE = 0.01
# Halves of the pairs in which UTF-16 writes what lies beyond the first plane.
_HIGH, _LOW, _BEYOND = 0xD800, 0xDC00, 0xE000


@dataclass(frozen=True, slots=True)
class Shown:
    """How a page is shown: its size in points, upright and cropped, and the way to there.

    A point x, y of the page's own measure is shown at `a*x + c*y + e`, `b*x + d*y + f`.
    """

    width: float
    height: float
    a: float
    b: float
    c: float
    d: float
    e: float
    f: float

    def point(self, x: float, y: float) -> tuple[float, float]:
        """Where a point of the page's own measure is shown."""
        return self.a * x + self.c * y + self.e, self.b * x + self.d * y + self.f

    def turned(self, x: float, y: float) -> tuple[float, float]:
        """A direction of the page's own measure, as it is shown."""
        return self.a * x + self.c * y, self.b * x + self.d * y


def shown(page: pypdfium2.PdfPage) -> Shown:
    """How a viewer shows the page: cropped, and turned as the file says."""
    width, height = page.get_size()
    left, bottom, right, top = page.get_bbox()
    across, up = max(right - left, 1.0), max(top - bottom, 1.0)
    origin = _device(page, left, bottom, width, height)
    beside = _device(page, left + across, bottom, width, height)
    above = _device(page, left, bottom + up, width, height)
    a, b = (beside[0] - origin[0]) / across, (beside[1] - origin[1]) / across
    c, d = (above[0] - origin[0]) / up, (above[1] - origin[1]) / up
    return Shown(
        width,
        height,
        a,
        b,
        c,
        d,
        origin[0] - a * left - c * bottom,
        origin[1] - b * left - d * bottom,
    )


def _device(
    page: pypdfium2.PdfPage, x: float, y: float, width: float, height: float
) -> tuple[float, float]:
    across, down = ctypes.c_int(), ctypes.c_int()
    pypdfium2.raw.FPDF_PageToDevice(page, 0, 0, _UNITS, _UNITS, 0, x, y, across, down)
    return across.value * width / _UNITS, down.value * height / _UNITS


def _places(textpage: pypdfium2.PdfTextPage, text: str) -> Sequence[int]:
    """By offset of `text` the place of each character among the text page's 16-bit units.

    A character beyond the first plane takes two of them; half of such a pair, which broken fonts
    give, is not in the text.
    """
    if textpage.count_chars() == len(text):
        return range(len(text))
    units = (ctypes.c_ushort * (textpage.count_chars() + 1))()
    count = pypdfium2.raw.FPDFText_GetText(textpage, 0, textpage.count_chars(), units) - 1
    places: list[int] = []
    place = 0
    while place < count and len(places) < len(text):
        if _HIGH <= units[place] < _LOW and _LOW <= units[place + 1] < _BEYOND:
            places.append(place)
            place += 2
            continue
        if not _HIGH <= units[place] < _BEYOND:
            places.append(place)
        place += 1
    return places


def glyphs(
    textpage: pypdfium2.PdfTextPage, text: str, start: int, end: int, page: Shown
) -> Iterator[Glyph]:
    """The letters of `text[start:end]` as they stand on the page, in the order of the text.

    `text` is what the text page gives. White space has no place of its own.
    """
    raw = pypdfium2.raw
    sides = [ctypes.c_double() for _ in range(4)]
    left, right, bottom, top = sides
    pointers = [ctypes.byref(side) for side in sides]
    x, y = ctypes.c_double(), ctypes.c_double()
    matrix = raw.FS_MATRIX()
    places = _places(textpage, text)
    for offset in range(start, min(end, len(places))):
        if text[offset].isspace():
            continue
        index = raw.FPDFText_GetCharIndexFromTextIndex(textpage, places[offset])
        if index < 0 or not raw.FPDFText_GetCharBox(textpage, index, *pointers):
            continue
        raw.FPDFText_GetCharOrigin(textpage, index, ctypes.byref(x), ctypes.byref(y))
        raw.FPDFText_GetMatrix(textpage, index, matrix)
        size = raw.FPDFText_GetFontSize(textpage, index)
        up = page.turned(matrix.c * size, matrix.d * size)
        along = page.turned(matrix.a, matrix.b)
        tight = _around([page.point(left.value, bottom.value), page.point(right.value, top.value)])
        high = (up[0] ** 2 + up[1] ** 2) ** 0.5
        if high < _LEAST_SIZE:
            yield Glyph(tight, tight.bottom - tight.top)
            continue
        upwards = abs(along[1]) > abs(along[0])
        base = page.point(x.value, y.value)
        foot = base[0] - _BELOW * up[0], base[1] - _BELOW * up[1]
        head = base[0] + _ABOVE * up[0], base[1] + _ABOVE * up[1]
        line = _around([foot, head])
        yield Glyph(_stretched(tight, line, upwards), high, upwards)


def _around(points: list[tuple[float, float]]) -> Box:
    xs, ys = [x for x, _ in points], [y for _, y in points]
    return Box(min(xs), min(ys), max(xs), max(ys))


def _stretched(tight: Box, line: Box, upwards: bool) -> Box:
    """A letter's box as broad as the letter and as high as its line."""
    if upwards:
        return Box(
            min(tight.left, line.left), tight.top, max(tight.right, line.right), tight.bottom
        )
    return Box(tight.left, min(tight.top, line.top), tight.right, max(tight.bottom, line.bottom))
