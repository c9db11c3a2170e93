"""Pages as they were published: pictures of them, and boxes around the words of stretches.

What these functions are given may be hostile: they are called in a process of their own
(`corpus.readers.page_viewer`).
"""

import ctypes
import io
from collections import OrderedDict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import pypdfium2
from PIL import Image, ImageChops, ImageDraw

from corpus.readers.alignment import aligned
from corpus.readers.boxes import Box, Glyph, runs
from corpus.readers.kept_pages import KeptPages
from corpus.readers.originals import Originals, SourceError
from corpus.readers.printed_letters import glyphs, shown
from corpus.readers.recognised_words import recognised_glyphs

MOST_PIXELS = 12_000_000
"""Of a picture: an A4 page at 300 dots an inch has 8.7 million. A larger one is drawn smaller."""

_LEAST_SCALE, _MOST_SCALE = 0.05, 6.0
_OPEN_FILES = 4
# In points beside and above a passage that is cut out of its page: its number stands on the left.
_BESIDE, _ABOVE = 36.0, 16.0
_INK_UNDER = (255, 229, 110)


class PageRefusedError(SourceError):
    """The file is the one that was indexed, and this page of it cannot be drawn."""


@dataclass(frozen=True, slots=True)
class PrintedFile:
    """A PDF: where it may stand, byte for byte the same, and the SHA-256 of its bytes."""

    paths: tuple[str, ...]
    sha256: str


@dataclass(frozen=True, slots=True)
class PrintedPage:
    """A page of a PDF, 1-based, with the text that the index has of it.

    `scanned`: it was read by OCR, and what that gave is kept in the folder `scans`.
    """

    file: PrintedFile
    number: int
    text: str
    scanned: bool = False
    scans: Path | None = None


Stretch = tuple[int, int]
"""Offsets of `PrintedPage.text`."""


@dataclass(frozen=True, slots=True)
class Places:
    """The size of a page in points, as it is shown, and the boxes around the words of stretches.

    A stretch whose words cannot be told on the page has None for its boxes.
    """

    width: float
    height: float
    boxes: tuple[tuple[Box, ...] | None, ...]


class OpenFiles:
    """PDFs that are open, the last few that were asked for."""

    def __init__(self) -> None:
        self._originals = Originals()
        self._open: OrderedDict[str, tuple[str, pypdfium2.PdfDocument]] = OrderedDict()

    def places(self, page: PrintedPage, stretches: Sequence[Stretch]) -> Places:
        """Where the words of stretches of a page stand on it. Raises `SourceError`."""
        opened = self._page(page.file, page.number)
        try:
            return _places(opened, page, stretches)
        except pypdfium2.PdfiumError as error:
            raise PageRefusedError(str(error)) from error
        finally:
            opened.close()

    def picture(self, file: PrintedFile, number: int, scale: float) -> bytes:
        """A page as a PNG, `scale` pixels for a point. Raises `SourceError`."""
        opened = self._page(file, number)
        try:
            return _png(_drawn(opened, scale))
        except pypdfium2.PdfiumError as error:
            raise PageRefusedError(str(error)) from error
        finally:
            opened.close()

    def clipping(self, page: PrintedPage, stretches: Sequence[Stretch], scale: float) -> bytes:
        """The part of a page with these stretches, their words marked, as a PNG.

        The whole page where the words cannot be told. Raises `SourceError`.
        """
        opened = self._page(page.file, page.number)
        try:
            places = _places(opened, page, stretches)
            picture = _drawn(opened, scale)
        except pypdfium2.PdfiumError as error:
            raise PageRefusedError(str(error)) from error
        finally:
            opened.close()
        return _png(_clipped(picture, places))

    def _page(self, file: PrintedFile, number: int) -> pypdfium2.PdfPage:
        document = self._document(file)
        if not 1 <= number <= len(document):
            raise PageRefusedError(f"there is no page {number}")
        try:
            return document[number - 1]
        except pypdfium2.PdfiumError as error:
            raise PageRefusedError(str(error)) from error

    def _document(self, file: PrintedFile) -> pypdfium2.PdfDocument:
        path = self._originals.find(file.paths, file.sha256)
        if (held := self._open.pop(file.sha256, None)) is not None:
            if held[0] == path:
                self._open[file.sha256] = held
                return held[1]
            held[1].close()
        try:
            document = pypdfium2.PdfDocument(path)
            document.init_forms()  # what is filled in belongs to the page; nothing is run
        except (pypdfium2.PdfiumError, OSError) as error:
            raise PageRefusedError(str(error)) from error
        self._open[file.sha256] = path, document
        if len(self._open) > _OPEN_FILES:
            _, (_, oldest) = self._open.popitem(last=False)
            oldest.close()
        return document


def _places(opened: pypdfium2.PdfPage, page: PrintedPage, stretches: Sequence[Stretch]) -> Places:
    look = shown(opened)
    if page.scanned:
        kept = KeptPages(page.scans, page.file.sha256)
        words = recognised_glyphs(kept, page.number, page.text, look.width, look.height)
        found = tuple(
            None if words is None else _boxes(g for s, e, g in words if s < end and e > start)
            for start, end in stretches
        )
        return Places(look.width, look.height, found)
    textpage = opened.get_textpage()
    try:
        text: str = textpage.get_text_range()
    except (RecursionError, ctypes.ArgumentError):
        text = ""  # a page that begins with a thousand characters without text; see the reader
    boxes: list[tuple[Box, ...] | None] = []
    for stretch in stretches:
        own = aligned(page.text, *stretch, text)
        boxes.append(None if own is None else _boxes(glyphs(textpage, text, *own, look)))
    return Places(look.width, look.height, tuple(boxes))


def _boxes(found: Iterator[Glyph]) -> tuple[Box, ...] | None:
    return tuple(runs(found)) or None


def _drawn(page: pypdfium2.PdfPage, scale: float) -> Image.Image:
    width, height = page.get_size()
    most = (MOST_PIXELS / max(width * height, 1.0)) ** 0.5
    scale = max(_LEAST_SCALE, min(scale, most, _MOST_SCALE))
    if width * scale < 1 or height * scale < 1 or width * height * scale**2 > 2 * MOST_PIXELS:
        raise PageRefusedError(f"it measures {width:.0f} by {height:.0f} points")
    picture: Image.Image = page.render(scale=scale, rev_byteorder=True).to_pil()
    return picture.convert("RGB")


def _clipped(picture: Image.Image, places: Places) -> Image.Image:
    boxes = [box for found in places.boxes for box in found or ()]
    if not boxes:
        return picture
    across, down = picture.width / places.width, picture.height / places.height
    marks = Image.new("RGB", picture.size, "white")
    pen = ImageDraw.Draw(marks)
    for box in boxes:
        pen.rectangle(
            (box.left * across, box.top * down, box.right * across, box.bottom * down),
            fill=_INK_UNDER,
        )
    top = max(0, round((min(box.top for box in boxes) - _ABOVE) * down))
    bottom = min(picture.height, round((max(box.bottom for box in boxes) + _ABOVE) * down))
    left = max(0, round((min(box.left for box in boxes) - _BESIDE) * across))
    right = min(picture.width, round((max(box.right for box in boxes) + _BESIDE) * across))
    if left >= right or top >= bottom:
        return picture
    # As a marker does: paper takes its colour, ink stays ink.
    return ImageChops.multiply(picture, marks).crop((left, top, right, bottom))


def _png(picture: Image.Image) -> bytes:
    red, green, blue = picture.split()
    colourless = not (
        ImageChops.difference(red, green).getbbox() or ImageChops.difference(green, blue).getbbox()
    )
    made = io.BytesIO()
    (red if colourless else picture).save(made, "PNG", compress_level=3)
    return made.getvalue()
