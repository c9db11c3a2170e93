"""What lies under boxes on a page, told by pdfium's own account of its characters."""

import ctypes
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path

import pypdfium2
import pypdfium2.raw

from corpus.readers.boxes import Box


def under(path: Path, number: int, boxes: Sequence[Box]) -> str:
    """The characters of a page whose middle lies in one of the boxes, without white space."""
    with closing(pypdfium2.PdfDocument(path)) as document:
        page = document[number - 1]
        west, south, east, north = page.get_bbox()
        turn = page.get_rotation()
        textpage = page.get_textpage()
        sides = [ctypes.c_double() for _ in range(4)]
        found: list[str] = []
        for index in range(textpage.count_chars()):
            pypdfium2.raw.FPDFText_GetCharBox(textpage, index, *map(ctypes.byref, sides))
            left, right, bottom, top = (side.value for side in sides)
            x, y = (left + right) / 2, (bottom + top) / 2
            across, down = {
                0: (x - west, north - y),
                90: (y - south, x - west),
                180: (east - x, y - south),
                270: (north - y, east - x),
            }[turn]
            if any(b.left <= across <= b.right and b.top <= down <= b.bottom for b in boxes):
                found.append(chr(pypdfium2.raw.FPDFText_GetUnicode(textpage, index)))
        textpage.close()
        page.close()
    return "".join("".join(found).split())
