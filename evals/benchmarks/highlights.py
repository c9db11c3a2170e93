"""Whether the words under the highlights of a page are the words that are cited, letter for letter.

300 citations of published reports: half from answers to the questions of `questions.jsonl`, half
sentences of passages drawn by chance (always the same). Rectangles come from the process that
serves pages. What lies under them is read back from the file by pdfium alone: the characters whose
middle lies in a rectangle. With `--work FOLDER` some pages are kept there as pictures, to be
looked at.
"""

import ctypes
import time
from collections.abc import Iterator, Sequence
from contextlib import closing, suppress
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import Any

import pypdfium2
import pypdfium2.raw

from bot.answering.answers import Citation
from bot.answering.citing import Citer, RefusedError
from bot.app import App, open_app
from bot.settings import of_home
from corpus.layout.cleaning import folded
from corpus.readers.boxes import Box
from corpus.readers.page_viewer import PageViewer
from corpus.readers.page_views import PrintedFile, PrintedPage
from corpus.sentences import sentences
from evals.benchmarks.options import Options, options, save, show
from evals.benchmarks.processes import measured, scrutineer
from evals.cases import read_cases
from evals.metrics import percentile

_CITATIONS = 300
_LOOKED_AT = 12
_SCALE = 2.0


@dataclass(frozen=True, slots=True)
class _Cited:
    origin: str
    document_id: str
    path: str
    sha256: str
    page: int
    start: int
    end: int
    quote: str


def main() -> None:
    """Run the benchmark."""
    with options("highlights", __doc__ or "") as given:
        figures = measure(given)
        rows = [(name, value) for name, value in figures.items() if name != "failures"]
        show("Highlights", ("", "measured"), rows)
        for failure in figures["failures"]:
            show(failure["where"], ("quote", "under it"), [(failure["quote"], failure["under"])])
        save({"benchmark": "highlights", **figures}, given.json)


def measure(given: Options) -> dict[str, Any]:
    """How many highlights hold their quote and nothing else, and what the others hold."""
    home = given.work / "ofsted"
    measured(scrutineer("index", given.corpus / "ofsted", "--home", home), given.work)
    dice = Random(6)
    viewer = PageViewer()
    failures: list[dict[str, str]] = []
    placing: list[float] = []
    drawing: list[float] = []
    with closing(open_app(of_home(home))) as app, closing(viewer):
        cited = _drawn(app, given, dice)
        for number, each in enumerate(cited):
            reading = app.reading(each.document_id)
            page = reading.page(each.page) if reading else None
            assert page is not None
            file = PrintedFile((each.path,), each.sha256)
            wanted = PrintedPage(file, each.page, page.text)
            begun = time.perf_counter()
            (boxes,) = viewer.places(wanted, [(each.start, each.end)]).boxes
            placed = time.perf_counter()
            viewer.picture(file, each.page, _SCALE)
            placing.append(placed - begun)
            drawing.append(time.perf_counter() - placed)
            under = _under(each, boxes or ())
            if _letters(under) != _letters(each.quote):
                where = f"{Path(each.path).name}, page {each.page} ({each.origin})"
                failures.append({"where": where, "quote": each.quote, "under": under})
            if number % (_CITATIONS // _LOOKED_AT) == 0:
                picture = viewer.clipping(wanted, [(each.start, each.end)], _SCALE)
                (given.work / f"highlight-{number}.png").write_bytes(picture)
    held = len(cited) - len(failures)
    return {
        "citations": len(cited),
        "of them from answers": sum(each.origin == "answer" for each in cited),
        "letter for letter": held,
        "share": f"{100 * held / len(cited):.1f} %",
        "milliseconds to find words, p50 and p95": _spread(placing),
        "milliseconds to draw a page, p50 and p95": _spread(drawing),
        "failures": failures,
    }


def _drawn(app: App, given: Options, dice: Random) -> list[_Cited]:
    answered = sorted(set(_of_answers(app, given)), key=lambda each: (each.path, each.start))
    chosen = dice.sample(answered, min(_CITATIONS // 2, len(answered)))
    stated = _of_sentences(app, dice)
    while len(chosen) < _CITATIONS:
        chosen.append(next(stated))
    return chosen


def _of_answers(app: App, given: Options) -> Iterator[_Cited]:
    for case in read_cases(given.gold / "questions.jsonl"):
        for citation in app.ask(case.question)[0].citations:
            yield from _cited("answer", citation)


def _of_sentences(app: App, dice: Random) -> Iterator[_Cited]:
    held = app.documents()
    while True:
        document = dice.choice(held).document
        reading = app.reading(document.id)
        assert reading is not None
        passage = dice.choice(reading.passages)
        found = sentences(passage.text)
        if not found:
            continue
        start, end = dice.choice(found)
        with suppress(RefusedError):  # what may not be cited is never highlighted
            for citation in Citer(reading.page_of, {}).cite(
                passage, document, passage.text[start:end]
            ):
                yield from _cited("sentence", citation)


def _cited(origin: str, citation: Citation) -> Iterator[_Cited]:
    if citation.page is not None:
        yield _Cited(
            origin,
            citation.document_id,
            citation.source,
            citation.sha256,
            citation.page,
            citation.start,
            citation.end,
            citation.quote,
        )


def _under(cited: _Cited, boxes: Sequence[Box]) -> str:
    """What pdfium has whose middle lies in one of the boxes, in pdfium's order."""
    raw = pypdfium2.raw
    with closing(pypdfium2.PdfDocument(cited.path)) as document:
        page = document[cited.page - 1]
        left, _, _, top = page.get_bbox()
        turned = page.get_rotation()
        assert turned == 0, "turned pages are held by tests"
        textpage = page.get_textpage()
        sides = [ctypes.c_double() for _ in range(4)]
        found: list[str] = []
        for index in range(textpage.count_chars()):
            if not raw.FPDFText_GetCharBox(textpage, index, *map(ctypes.byref, sides)):
                continue
            west, east, south, north = (side.value for side in sides)
            x, y = (west + east) / 2 - left, top - (south + north) / 2
            if any(b.left <= x <= b.right and b.top <= y <= b.bottom for b in boxes):
                found.append(chr(raw.FPDFText_GetUnicode(textpage, index)))
        textpage.close()
        page.close()
    return "".join(found)


def _letters(text: str) -> str:
    """What is compared: everything but white space and the hyphens that end lines."""
    return "".join(c for c in folded(text) if not c.isspace() and c not in "-\x02\ufffe")


def _spread(seconds: list[float]) -> str:
    milliseconds = [1000 * each for each in seconds]
    return f"{percentile(milliseconds, 0.5):.0f}, {percentile(milliseconds, 0.95):.0f}"


if __name__ == "__main__":
    main()
