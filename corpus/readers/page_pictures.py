"""Pages as pictures: which of them are scans, and how they look, drawn by pdfium."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import pypdfium2
import pypdfium2.raw

from corpus.readers.extracts import count_letters
from corpus.readers.pdfium_lock import one_at_a_time

if TYPE_CHECKING:
    from PIL.Image import Image

# Packs are stamped with page numbers, scanned pages and all: a page of fewer letters and digits
# may be a scan all the same. None of three thousand pages with so few has ten times the characters.
_FEW_LETTERS = 100
_FEW_CHARACTERS = 1000
_POINTS = 72
_LEAST_DPI, _MOST_DPI = 200, 300
_MOST_PIXELS = 40_000_000
_SCAN_SHARE = 0.5
_GLANCE_DPI = 36
_GLANCE_PIXELS = 4_000_000  # twice those of the largest paper
_DARKER = 60  # of 255, than the paper
_INK_SHARE = 0.0002  # two short words on a page of A4 are 0.0004
_DEPTH = 3


def is_scan(page: pypdfium2.PdfPage, text: str) -> bool:
    """Whether a page with this text has more to read in its picture.

    A page without letters is a scan unless it is blank; one with a few, if a picture fills half
    of it.
    """
    if len(text) >= _FEW_CHARACTERS or (letters := count_letters(text)) >= _FEW_LETTERS:
        return False
    return _has_ink(page) if not letters else _picture_share(page) > _SCAN_SHARE


def draw(data: bytes, numbers: Sequence[int], target: Path) -> None:
    """Write these pages (1-based) of the PDF `data` as pictures into a new PDF, `target`.

    They are grey, all at the resolution of the sharpest scan among them, 200 to 300 dots an
    inch, and upright as a viewer shows them. Raises `PdfiumError`, `OSError`.
    """
    with one_at_a_time:
        document = pypdfium2.PdfDocument(data)
        try:
            dpi = max(_resolution(document[number - 1]) for number in numbers)
            first, *others = numbers
            _picture(document, first, dpi).save(
                target,
                "PDF",
                resolution=dpi,
                quality=90,
                save_all=True,
                append_images=_pictures(document, others, dpi),
            )
        finally:
            document.close()


def _has_ink(page: pypdfium2.PdfPage) -> bool:
    import numpy as np  # takes longer to import than a report to read, and few pages need it

    width, height = page.get_size()
    # A page may say that it is a mile wide.
    scale = min(_GLANCE_DPI / _POINTS, (_GLANCE_PIXELS / max(width * height, 1)) ** 0.5)
    glance = page.render(scale=scale, grayscale=True).to_numpy()
    paper = int(np.median(glance))
    # A dark page with light print counts as well.
    inked = np.abs(glance.astype(np.int16) - paper) > _DARKER
    return bool(inked.mean() > _INK_SHARE)


def _picture_share(page: pypdfium2.PdfPage) -> float:
    width, height = page.get_size()
    share = 0.0
    for picture in _pictures_on(page):
        left, bottom, right, top = picture.get_bounds()
        across = min(right, width) - max(left, 0)
        up = min(top, height) - max(bottom, 0)
        share = max(share, max(across, 0) * max(up, 0) / (width * height))
    return share


def _resolution(page: pypdfium2.PdfPage) -> int:
    """Dots an inch of the sharpest picture on the page, within what recognising needs."""
    sharpest = 0.0
    pictures = list(_pictures_on(page))
    for picture in pictures:
        left, _, right, _ = picture.get_bounds()
        across, _ = picture.get_px_size()
        if right > left:
            sharpest = max(sharpest, across * _POINTS / (right - left))
    if not pictures:
        return _MOST_DPI
    return round(min(max(sharpest, _LEAST_DPI), _MOST_DPI))


def _pictures_on(page: pypdfium2.PdfPage) -> Iterator[pypdfium2.PdfImage]:
    yield from page.get_objects(filter=[pypdfium2.raw.FPDF_PAGEOBJ_IMAGE], max_depth=_DEPTH)


def _pictures(
    document: pypdfium2.PdfDocument, numbers: Sequence[int], dpi: int
) -> Iterator["Image"]:
    for number in numbers:
        yield _picture(document, number, dpi)


def _picture(document: pypdfium2.PdfDocument, number: int, dpi: int) -> "Image":
    page = document[number - 1]
    try:
        width, height = page.get_size()
        scale = dpi / _POINTS
        # A plan of a whole borough is shown smaller: nothing on it is a sentence.
        scale = min(scale, (_MOST_PIXELS / (width * height)) ** 0.5)
        picture: Image = page.render(scale=scale, grayscale=True).to_pil()
        return picture
    finally:
        page.close()
