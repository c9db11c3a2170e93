"""A page as it was published, as a picture with the marked words drawn over it, or why not."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from bot import addresses
from bot.reading import Reading
from bot.web.reading.marks import Mark
from corpus.readers.boxes import Box
from corpus.readers.originals import SourceChangedError, SourceError, SourceGoneError
from corpus.readers.page_viewer import PageViewer
from corpus.readers.page_views import PrintedFile, PrintedPage
from corpus.sources import Page

ZOOMS: Final = (100, 150, 200)
_PIXELS_A_POINT: Final = 2.0

GONE: Final = (
    "The file is no longer where it was when it was indexed. This is its text, as it was read then."
)
CHANGED: Final = (
    "The file has been changed since it was indexed. This is its text, as it was read before."
)
_REFUSED: Final = "This page cannot be drawn. This is its text."
_UNMARKED: Final = (
    "The words cannot be marked on the picture of this page. They are marked in its text."
)


@dataclass(frozen=True, slots=True)
class Drawn:
    """A mark on the picture: its boxes; `main`: the page was opened for it."""

    boxes: tuple[Box, ...]
    main: bool


@dataclass(frozen=True, slots=True)
class Sheet:
    """The picture of a page: its address, its size in points, and what is drawn over it."""

    address: str
    width: float
    height: float
    drawn: tuple[Drawn, ...]


@dataclass(frozen=True, slots=True)
class Shown:
    """A sheet, or none; `trouble` says what of it cannot be shown, None when all of it is."""

    sheet: Sheet | None
    trouble: str | None = None


def file_of(reading: Reading) -> PrintedFile:
    """The file that a document was read from, wherever it may stand."""
    document = reading.document
    return PrintedFile((document.path, *reading.also_at), document.sha256)


def printed(reading: Reading, page: Page, scans: Path) -> PrintedPage:
    """A page with the text that the index has of it. `scans` is where scans are kept as read."""
    assert page.number is not None
    scanned = page.confidence is not None
    return PrintedPage(file_of(reading), page.number, page.text, scanned, scans)


def pixels(zoom: int) -> float:
    """How many pixels a point is at a zoom in per cent, the nearest that there is."""
    nearest = min(ZOOMS, key=lambda known: abs(known - zoom))
    return _PIXELS_A_POINT * nearest / 100


def sheet_of(
    viewer: PageViewer,
    reading: Reading,
    page: Page,
    marks: Sequence[Mark],
    scans: Path,
    zoom: int,
) -> Shown:
    """The page, drawn once already, so that whoever sees the sheet will see its picture."""
    wanted = printed(reading, page, scans)
    stretches = [stretch for mark in marks for stretch in mark.stretches]
    try:
        viewer.picture(wanted.file, wanted.number, pixels(zoom))
        places = viewer.places(wanted, stretches)
    except SourceError as error:
        return Shown(None, trouble_of(error))
    boxes = iter(places.boxes)
    drawn: list[Drawn] = []
    lost = False
    for mark in marks:
        found = [next(boxes) for _ in mark.stretches]
        lost = lost or None in found
        drawn.append(Drawn(tuple(box for each in found for box in each or ()), mark.main))
    address = addresses.page_picture(
        reading.document.id, wanted.number, zoom if zoom != ZOOMS[0] else None
    )
    sheet = Sheet(address, places.width, places.height, tuple(drawn))
    return Shown(sheet, _UNMARKED if lost else None)


def trouble_of(error: SourceError) -> str:
    """Why the file is not shown as it was published, for its reader."""
    if isinstance(error, SourceGoneError):
        return GONE
    return CHANGED if isinstance(error, SourceChangedError) else _REFUSED
