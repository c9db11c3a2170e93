"""OCRmyPDF's Tesseract engine, which also puts what it saw on each page where we look for it."""

import os
from collections.abc import Callable
from pathlib import Path
from xml.etree import ElementTree

import numpy as np
from ocrmypdf import OcrEngine, OcrOptions, hookimpl
from ocrmypdf.builtin_plugins.tesseract_ocr import TesseractOcrEngine
from PIL import Image

from corpus.readers.passed_over import passed_over, put_back

Recognise = Callable[[Path, Path, Path, OcrOptions], None]

PAGES = "pages"
"""The folder, beside the picture PDF, that gets a file NNNNNN.hocr for each page, from 1."""

# As one block of lines: numbers that stand in a column of their own are not lost then, but the
# columns of a page are mixed.
_ONE_BLOCK = 6


class KeepingEngine(TesseractOcrEngine):
    """Tesseract, its hOCR kept: OCRmyPDF passes words on, but not how sure they are."""

    @staticmethod
    def generate_hocr(
        input_file: Path, output_hocr: Path, output_text: Path, options: OcrOptions
    ) -> None:
        """Recognise one page; its hOCR appears in `PAGES` at once or not at all."""
        recognise: Recognise = TesseractOcrEngine.generate_hocr
        recognise(input_file, output_hocr, output_text, options)
        hocr = output_hocr.read_bytes()
        if hocr.strip():
            hocr = _with_passed_over(input_file, hocr, options, recognise)
        folder = Path(os.environ["TMPDIR"]) / PAGES
        number = input_file.name[:6]
        unfinished = folder / f"{number}.part"
        unfinished.write_bytes(hocr)
        unfinished.rename(folder / f"{number}.hocr")


@hookimpl
def get_ocr_engine() -> OcrEngine:
    """What OCRmyPDF asks its plugins for; ours comes before the one that it brings."""
    return KeepingEngine()


def _with_passed_over(
    picture: Path, hocr: bytes, options: OcrOptions, recognise: Recognise
) -> bytes:
    page = ElementTree.fromstring(hocr)
    with Image.open(picture) as image:
        found = passed_over(page, np.asarray(image.convert("L")))
    second = None
    if not all(each.sign for each in found):
        again = picture.with_suffix(".again.hocr")
        differently = options.model_copy(deep=True)
        differently.tesseract.pagesegmode = _ONE_BLOCK
        recognise(picture, again, picture.with_suffix(".again.txt"), differently)
        second = ElementTree.fromstring(again.read_bytes() or "<p/>")
    return ElementTree.tostring(page) if put_back(found, second) else hocr
