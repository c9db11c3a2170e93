"""Scanned pages into text: OCRmyPDF is started, watched and ended, and what it gave is kept."""

import os
import platform
import shutil
import signal
import subprocess
import sys
from collections import deque
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from xml.etree.ElementTree import ParseError

from corpus.readers.hocr import Recognised, recognised
from corpus.readers.kept_pages import KeptPages
from corpus.workers.workplace import workplace

LANGUAGE = "eng"

# One start of OCRmyPDF, a second and a half, serves so many pages; their pictures take some 20 MB.
_BATCH = 20
_LOOK_SECONDS = 0.1
# One bad page costs itself; so many in a row, and the fault is not the pages'.
_GIVE_UP = 3
_PICTURES, _PAGES, _LOG = "pictures.pdf", "pages", "log"


@dataclass(slots=True)
class ScansRead:
    """What became of a file's scans: the pages recognised, by number, and what stood in the way.

    `trouble` is a sentence or two, None when every page was recognised.
    """

    pages: dict[int, Recognised] = field(default_factory=dict)
    trouble: str | None = None


def is_available() -> bool:
    """Whether scans can be recognised on this machine."""
    return LANGUAGE in languages()


def languages() -> frozenset[str]:
    """What Tesseract has been taught: languages, and "osd", how to tell which way up a page is.

    Empty where Tesseract is missing or does not work.
    """
    if shutil.which("tesseract") is None:
        return frozenset()
    # Some versions list them on stderr.
    listed = subprocess.run(
        ["tesseract", "--list-langs"], stdout=subprocess.PIPE, stderr=subprocess.STDOUT
    )
    lines = listed.stdout.decode("utf-8", "replace").splitlines()
    return frozenset(line.strip() for line in lines[1:] if not listed.returncode)


def how_to_install() -> str:
    """What to do where Tesseract is missing, a sentence with the command for this machine."""
    if platform.system() == "Darwin":
        command = "brew install tesseract"
    elif shutil.which("dnf"):
        command = "sudo dnf install tesseract tesseract-langpack-eng"
    else:
        command = "sudo apt-get install tesseract-ocr tesseract-ocr-eng"
    return f"Install Tesseract (`{command}`) and index again."


def read_scans(data: bytes, numbers: Sequence[int], kept: KeptPages) -> ScansRead:
    """Recognise these pages (1-based, ascending) of the PDF `data`, but for those kept already.

    Tells the workplace of each page that is done. Never raises for what a file can hold.
    """
    result = ScansRead()
    left: list[int] = []
    for number in numbers:
        hocr = kept.get(number)
        if hocr is None or not _take(number, hocr, result):
            left.append(number)
    if not left:
        return result
    if not is_available():
        result.trouble = (
            "Reading scans needs Tesseract with its English data, which is not on this machine. "
            f"{how_to_install()}"
        )
        return result
    _recognise(data, left, kept, result)
    return result


def _recognise(data: bytes, left: Sequence[int], kept: KeptPages, result: ScansRead) -> None:
    place = workplace()
    total = len(result.pages) + len(left)
    waiting = deque(left[at : at + _BATCH] for at in range(0, len(left), _BATCH))
    failed = 0
    while waiting and failed < _GIVE_UP:
        batch = waiting.popleft()
        place.tell(len(result.pages), total)
        run = _Run(data, batch, kept, place.processors)
        for number, hocr in run.pages():
            kept.put(number, hocr)
            if _take(number, hocr, result):
                place.tell(len(result.pages), total)
        lost = [number for number in batch if number not in result.pages]
        failed = 0 if len(lost) < len(batch) else failed + 1
        if len(batch) > 1:
            waiting.extendleft([number] for number in reversed(lost))
        elif lost:
            result.trouble = f"Recognising it failed ({run.fault})."


def _take(number: int, hocr: bytes, result: ScansRead) -> bool:
    try:
        result.pages[number] = recognised(hocr)
    except ParseError:
        return False
    return True


class _Run:
    """One start of OCRmyPDF on some pages of a file; `fault` says why it ended early."""

    def __init__(self, data: bytes, numbers: Sequence[int], kept: KeptPages, jobs: int) -> None:
        self._data = data
        self._numbers = numbers
        self._kept = kept
        self._jobs = jobs
        self.fault = "no reason was given"

    def pages(self) -> Iterator[tuple[int, bytes]]:
        """The number and the hOCR of each page, as it is done; nothing runs on afterwards."""
        # pdfium's bindings take a while to import: most files need none of this.
        from pypdfium2 import PdfiumError

        from corpus.readers.page_pictures import draw

        with self._kept.work_folder() as folder:
            try:
                draw(self._data, self._numbers, folder / _PICTURES)
            except (PdfiumError, OSError, MemoryError) as error:
                self.fault = f"drawing the page: {type(error).__name__}"
                return
            process = self._start(folder)
            try:
                yield from self._follow(process, folder)
            finally:
                with suppress(ProcessLookupError):
                    os.killpg(process.pid, signal.SIGKILL)
                process.wait()

    def _start(self, folder: Path) -> subprocess.Popen[bytes]:
        # -P: a folder named corpus where the user happens to stand must not be imported.
        jobs = min(self._jobs, len(self._numbers))
        told = f"main({str(folder)!r}, {jobs}, {os.getpid()})"
        paths = os.pathsep.join(os.path.abspath(path) for path in sys.path)
        with open(folder / _LOG, "wb") as log:
            return subprocess.Popen(
                [
                    sys.executable,
                    "-P",
                    "-c",
                    f"from corpus.readers.ocr_process import main; {told}",
                ],
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                process_group=0,
                env=os.environ | {"PYTHONPATH": paths, "TMPDIR": str(folder)},
            )

    def _follow(
        self, process: subprocess.Popen[bytes], folder: Path
    ) -> Iterator[tuple[int, bytes]]:
        seen: set[str] = set()
        running = True
        while running:
            with suppress(subprocess.TimeoutExpired):
                process.wait(_LOOK_SECONDS)
                running = False
            for file in sorted((folder / _PAGES).glob("*.hocr")):
                if file.name not in seen:
                    seen.add(file.name)
                    yield self._numbers[int(file.stem) - 1], file.read_bytes()
        log = (folder / _LOG).read_text("utf-8", "replace").split("\n")
        said = [line.strip() for line in log if line.strip()]
        if said:
            self.fault = said[-1]
