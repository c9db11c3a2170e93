"""OCRmyPDF's Tesseract engine, which also puts what it saw on each page where we look for it."""

import os
from collections.abc import Callable
from pathlib import Path
from xml.etree import ElementTree

import numpy as np
from ocrmypdf import OcrEngine, OcrOptions, OrientationConfidence, hookimpl
from ocrmypdf.builtin_plugins.tesseract_ocr import TesseractOcrEngine
from PIL import Image

from corpus.readers.hocr import note_turn
from corpus.readers.passed_over import passed_over, put_back

Recognise = Callable[[Path, Path, Path, OcrOptions], None]
Look = Callable[[Path, OcrOptions], OrientationConfidence]

PAGES = "pages"
"""The folder, beside the picture PDF, that gets a file NNNNNN.hocr for each page, from 1."""

# As one block of lines: numbers that stand in a column of their own are not lost then, but the
# columns of a page are mixed.
_ONE_BLOCK = 6


# By number of the page, the right angles and then the degrees by which its picture is being
# turned, to the left, before it is recognised.
_turns: dict[str, int] = {}
_skews: dict[str, float] = {}


class KeepingEngine(TesseractOcrEngine):
    """Tesseract, its hOCR kept: OCRmyPDF passes words on, but not how sure they are.

    Boxes in hOCR are of the picture that was recognised, and that was turned: how far, is written
    beside them.
    """

    @staticmethod
    def get_orientation(input_file: Path, options: OcrOptions) -> OrientationConfidence:
        """How a page lies."""
        look: Look = TesseractOcrEngine.get_orientation
        found = look(input_file, options)
        sure = found.confidence >= options.rotate_pages_threshold
        _turns[_number(input_file)] = found.angle % 360 if sure else 0
        return found

    @staticmethod
    def get_deskew(input_file: Path, options: OcrOptions) -> float:
        """By how many degrees a page leans."""
        skew: float = TesseractOcrEngine.get_deskew(input_file, options)
        _skews[_number(input_file)] = skew
        return skew

    @staticmethod
    def generate_hocr(
        input_file: Path, output_hocr: Path, output_text: Path, options: OcrOptions
    ) -> None:
        """Recognise one page; its hOCR appears in `PAGES` at once or not at all."""
        recognise: Recognise = TesseractOcrEngine.generate_hocr
        recognise(input_file, output_hocr, output_text, options)
        hocr = output_hocr.read_bytes()
        number = _number(input_file)
        if hocr.strip():
            page = ElementTree.fromstring(hocr)
            _put_back(page, input_file, options, recognise)
            note_turn(page, _turns.get(number, 0), _skews.get(number, 0.0))
            hocr = ElementTree.tostring(page)
        folder = Path(os.environ["TMPDIR"]) / PAGES
        unfinished = folder / f"{number}.part"
        unfinished.write_bytes(hocr)
        unfinished.rename(folder / f"{number}.hocr")


@hookimpl
def get_ocr_engine() -> OcrEngine:
    """What OCRmyPDF asks its plugins for; ours comes before the one that it brings."""
    return KeepingEngine()


def _number(input_file: Path) -> str:
    """The number of the page of which this is a picture, as OCRmyPDF begins the names of all."""
    return input_file.name[:6]


def _put_back(
    page: ElementTree.Element, picture: Path, options: OcrOptions, recognise: Recognise
) -> None:
    with Image.open(picture) as image:
        found = passed_over(page, np.asarray(image.convert("L")))
    second = None
    if not all(each.sign for each in found):
        again = picture.with_suffix(".again.hocr")
        differently = options.model_copy(deep=True)
        differently.tesseract.pagesegmode = _ONE_BLOCK
        recognise(picture, again, picture.with_suffix(".again.txt"), differently)
        second = ElementTree.fromstring(again.read_bytes() or "<p/>")
    put_back(found, second)
