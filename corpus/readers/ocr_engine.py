"""OCRmyPDF's Tesseract engine, which also puts what it saw on each page where we look for it."""

import os
from collections.abc import Callable
from pathlib import Path

import numpy as np
from ocrmypdf import OcrEngine, OcrOptions, hookimpl
from ocrmypdf.builtin_plugins.tesseract_ocr import TesseractOcrEngine
from PIL import Image

from corpus.readers.bullets import with_bullets

Recognise = Callable[[Path, Path, Path, OcrOptions], None]

PAGES = "pages"
"""The folder, beside the picture PDF, that gets a file NNNNNN.hocr for each page, from 1."""


class KeepingEngine(TesseractOcrEngine):
    """Tesseract, its hOCR kept: OCRmyPDF passes words on, but not how sure they are."""

    @staticmethod
    def generate_hocr(
        input_file: Path, output_hocr: Path, output_text: Path, options: OcrOptions
    ) -> None:
        """Recognise one page; its hOCR appears in `PAGES` at once or not at all."""
        recognise: Recognise = TesseractOcrEngine.generate_hocr
        recognise(input_file, output_hocr, output_text, options)
        with Image.open(input_file) as picture:
            hocr = with_bullets(output_hocr.read_bytes(), np.asarray(picture.convert("L")))
        folder = Path(os.environ["TMPDIR"]) / PAGES
        number = input_file.name[:6]
        unfinished = folder / f"{number}.part"
        unfinished.write_bytes(hocr)
        unfinished.rename(folder / f"{number}.hocr")


@hookimpl
def get_ocr_engine() -> OcrEngine:
    """What OCRmyPDF asks its plugins for; ours comes before the one that it brings."""
    return KeepingEngine()
