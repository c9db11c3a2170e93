"""Telling what an uploaded file is, in a process of its own: a hostile one costs itself."""

from threading import Lock
from typing import cast

from corpus.readers.extracts import Refusal
from corpus.readers.sniff import recognise
from corpus.readers.text import read_text
from corpus.sources import Media
from corpus.workers.kept import Failed, KeptProcess
from corpus.workers.limiting import Limits
from corpus.workers.receiving import LostError

EXAMINE_SECONDS = 30.0
"""For telling what a file is: a table of an archive, or the decoding of a text. It takes less than
a second; the machine may be busy."""

EXAMINE_MEMORY = 1_500_000_000

_TOO_MUCH = Refusal(
    "The file is more than can be looked at (it takes too much time or memory to open): save it "
    "anew, as PDF or text, or split it."
)


class Looking:
    """What the process does."""

    def kind(self, data: bytes) -> Media | Refusal:
        """What a file is by its bytes, or why it is not read."""
        if not data.strip(b" \t\r\n\f\v\0"):
            return Refusal("The file is empty: download or save it again.")
        media = recognise(data)
        # All that is nothing else is taken for text: whether it is shows when it is read.
        if media == "text" and isinstance(extract := read_text(data), Refusal):
            return extract
        return media


class Examiner:
    """Tells what files are; threads may share it. The process is started when it is needed."""

    def __init__(self, seconds: float = EXAMINE_SECONDS, memory: int = EXAMINE_MEMORY) -> None:
        self._seconds = seconds
        self._memory = memory
        self._turn = Lock()
        self._process: KeptProcess | None = None

    def kind(self, data: bytes) -> Media | Refusal:
        """What a file is by its bytes, or why it is not read; never raises for what it holds."""
        with self._turn:
            try:
                if self._process is None:
                    self._process = KeptProcess("examiner", Looking, Limits(self._memory))
                answer = self._process.ask("kind", (data,), self._seconds)
            except LostError:
                self._end()
                return _TOO_MUCH
            except BaseException:
                self._end()  # an answer may still be under way, and would be taken for the next
                raise
        return _TOO_MUCH if isinstance(answer, Failed) else cast(Media | Refusal, answer)

    def _end(self) -> None:
        if self._process is not None:
            self._process.end()
            self._process = None
