"""How well scanned pages are read, and how fast: pages of reports as worn pictures, read by OCR.

Their own text is the truth. Columns and running lines may come in another order than there, so
words are compared without their order; the character error counts order as error.
"""

import io
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import Any

import numpy as np
import pypdfium2
from PIL import Image

from corpus.confidence import DOUBTFUL
from corpus.layout.cleaning import folded
from corpus.readers.kept_pages import NOTHING_KEPT
from corpus.readers.ocr import read_scans
from corpus.workers.workplace import workplace
from evals.benchmarks.options import options, save, show

_REPORTS, _PAGES_OF_EACH, _LEAST_TEXT = 12, 2, 300
_RESOLUTIONS = (150, 200)
_SIGNS = str.maketrans({"–": "-", "—": "-", "−": "-", "\ufffe": "-"})


@dataclass(frozen=True, slots=True)
class _Truth:
    text: str
    picture: Image.Image


def main() -> None:
    """Run the benchmark."""
    with options("scans", __doc__ or "") as given:
        figures = [measure(given.corpus, dpi) for dpi in _RESOLUTIONS]
        show("Scans", tuple(figures[0]), [tuple(each.values()) for each in figures])
        save({"benchmark": "scans", "figures": figures}, given.json)


def measure(corpus: Path, dpi: int) -> dict[str, Any]:
    """The figures of pages picked by chance, always the same, scanned at `dpi`."""
    dice = Random(7)
    pages = list(_pages(corpus, dpi, dice))
    made = io.BytesIO()
    first, *others = [_worn(page.picture, dice) for page in pages]
    first.save(made, "PDF", resolution=dpi, quality=45, save_all=True, append_images=others)
    begun = time.perf_counter()
    read = read_scans(made.getvalue(), range(1, len(pages) + 1), NOTHING_KEPT)
    seconds = time.perf_counter() - begun
    characters = wrong = words = missed = doubtful = doubtful_wrong = sure = sure_wrong = 0
    for number, page in enumerate(pages, 1):
        found = read.pages[number]
        wanted = _comparable(page.text)
        characters += len(wanted)
        wrong += distance(wanted, _comparable(found.text))
        left = Counter(wanted.split())
        words += left.total()
        for word, confidence in zip(found.text.split(), found.confidence, strict=True):
            parts = _comparable(word).split()
            known = all(left[part] > 0 for part in parts)
            left.subtract(part for part in parts if left[part] > 0)
            if confidence < DOUBTFUL:
                doubtful, doubtful_wrong = doubtful + 1, doubtful_wrong + (not known)
            else:
                sure, sure_wrong = sure + 1, sure_wrong + (not known)
        missed += left.total()
    return {
        "dots an inch": dpi,
        "pages": len(pages),
        "processors": workplace().processors,
        "seconds a page": round(seconds / len(pages), 2),
        "words missed, %": round(100 * missed / words, 2),
        "character error, %": round(100 * wrong / characters, 2),
        "wrong among sure words, %": round(100 * sure_wrong / sure, 2),
        "doubtful words": doubtful,
        "wrong among them, %": round(100 * doubtful_wrong / max(1, doubtful)),
    }


def distance(one: str, other: str) -> int:
    """Levenshtein distance: single characters put in, taken out or replaced."""
    first, second = (np.array([*map(ord, text)], np.int32) for text in (one, other))
    places = np.arange(len(second) + 1)
    row = places
    for number, character in enumerate(first, 1):
        best = np.minimum(row[1:] + 1, row[:-1] + (second != character))
        # What is put in costs one for each place since the best beginning.
        row = np.minimum.accumulate(np.concatenate(([number], best)) - places) + places
    return int(row[-1])


def _pages(corpus: Path, dpi: int, dice: Random) -> Iterator[_Truth]:
    reports: Sequence[Path] = sorted((corpus / "ofsted").rglob("*.pdf"))
    for path in dice.sample(reports, min(_REPORTS, len(reports))):
        try:
            document = pypdfium2.PdfDocument(path)
        except pypdfium2.PdfiumError:
            continue
        for index in dice.sample(range(len(document)), min(_PAGES_OF_EACH, len(document))):
            page = document[index]
            text = page.get_textpage().get_text_range()
            if len(text) >= _LEAST_TEXT:
                yield _Truth(text, page.render(scale=dpi / 72, grayscale=True).to_pil())
        document.close()


def _worn(picture: Image.Image, dice: Random) -> Image.Image:
    """As a scanner in an office would give it: turned a little, with noise."""
    grey = picture.convert("L")
    turned = grey.rotate(dice.uniform(-1, 1), resample=Image.Resampling.BICUBIC, fillcolor=250)
    noise = Image.frombytes("L", turned.size, dice.randbytes(turned.width * turned.height))
    return Image.blend(turned, noise, 0.07)


def _comparable(text: str) -> str:
    return " ".join(folded(text.translate(_SIGNS)).replace("•", " ").split())


if __name__ == "__main__":
    main()
