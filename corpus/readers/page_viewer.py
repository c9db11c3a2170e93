"""Pictures of pages, drawn in a process of their own: a hostile page costs that, no more."""

import time
from collections import OrderedDict
from collections.abc import Sequence
from threading import Lock
from typing import cast

from corpus.readers.originals import SourceError
from corpus.readers.page_views import (
    OpenFiles,
    PageRefusedError,
    Places,
    PrintedFile,
    PrintedPage,
    Stretch,
)
from corpus.workers.kept import Failed, KeptProcess
from corpus.workers.limiting import Limits
from corpus.workers.receiving import LostError

PAGE_SECONDS = 5.0
"""For drawing a page, or for finding words on it. Pages of reports take a fiftieth of a second."""

PAGE_MEMORY = 3 * 1024**3 // 2
"""Bytes of the process that draws. A page is a picture of at most 36 MB; the pictures on it, which
are unpacked to be drawn, and the file itself are the rest."""

_KEPT_BYTES = 64_000_000
# A page that was too much is not tried again at once, since others wait for it, and after so many
# none of its file is.
_PAUSE_SECONDS, _MOST_PAUSED = 60.0, 3


class PageViewer:
    """Shows pages of PDFs as they were published; threads may share it.

    The process that draws is started when it is first needed, and again when it was lost. Each
    method raises `SourceError`.
    """

    def __init__(self, seconds: float = PAGE_SECONDS, memory: int = PAGE_MEMORY) -> None:
        self._seconds = seconds
        self._memory = memory
        self._turn = Lock()
        self._looking = Lock()
        self._worker: KeptProcess | None = None
        self._pictures: OrderedDict[object, bytes] = OrderedDict()
        self._held = 0
        self._paused: dict[tuple[str, int], float] = {}

    def close(self) -> None:
        """Ends the process; a later call starts another."""
        with self._turn:
            self._end()

    def places(self, page: PrintedPage, stretches: Sequence[Stretch]) -> Places:
        """Where the words of stretches of a page stand on it."""
        key = page.file.sha256, page.number
        return cast(Places, self._ask(key, "places", page, tuple(stretches)))

    def picture(self, file: PrintedFile, number: int, scale: float) -> bytes:
        """A page as a PNG, `scale` pixels for a point, fewer where it is very large."""
        return self._picture((file.sha256, number), scale, "picture", file, number, scale)

    def clipping(self, page: PrintedPage, stretches: Sequence[Stretch], scale: float) -> bytes:
        """The part of a page with these stretches, their words marked, as a PNG.

        The whole page where it cannot be told where they stand.
        """
        key = page.file.sha256, page.number
        told = page, tuple(stretches), scale
        return self._picture(key, (scale, *stretches), "clipping", *told)

    def _picture(self, page: tuple[str, int], how: object, name: str, *told: object) -> bytes:
        key = page, how
        with self._looking:
            if key in self._pictures:
                self._pictures.move_to_end(key)
                return self._pictures[key]
        picture = cast(bytes, self._ask(page, name, *told))
        with self._looking:
            if key not in self._pictures:
                self._pictures[key] = picture
                self._held += len(picture)
            while self._held > _KEPT_BYTES:
                _, oldest = self._pictures.popitem(last=False)
                self._held -= len(oldest)
        return picture

    def _ask(self, page: tuple[str, int], name: str, *told: object) -> object:
        with self._turn:
            if self._is_paused(page):
                raise PageRefusedError("it took too long, or too much memory, a moment ago")
            try:
                answer = self._started().ask(name, told, self._seconds)
            except LostError as lost:
                self._end()
                self._paused[page] = time.monotonic() + _PAUSE_SECONDS
                raise PageRefusedError(str(lost)) from lost
            except BaseException:
                self._end()  # an answer may still be under way, and would be taken for the next
                raise
        if isinstance(answer, Failed):
            raise PageRefusedError(answer.why)
        if isinstance(answer, SourceError):
            raise answer
        return answer

    def _is_paused(self, page: tuple[str, int]) -> bool:
        """Whether this page, or several others of its file, were too much a moment ago."""
        now = time.monotonic()
        self._paused = {each: until for each, until in self._paused.items() if until > now}
        of_file = sum(sha256 == page[0] for sha256, _ in self._paused)
        return page in self._paused or of_file >= _MOST_PAUSED

    def _started(self) -> KeptProcess:
        if self._worker is None:
            self._worker = KeptProcess("page_viewer", OpenFiles, Limits(self._memory))
        return self._worker

    def _end(self) -> None:
        if self._worker is not None:
            self._worker.end()
            self._worker = None
