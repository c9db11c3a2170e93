"""How far a long piece of work is: bars in a terminal, now and then a plain line elsewhere."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, TaskID, TextColumn, TimeRemainingColumn
from rich.progress import Progress as RichProgress

from bot.cli.terminal import show_line
from retrieval.index.reports import IndexReport, Progress

_DOING = {
    "reading": "Reading files",
    "scans": "Recognising scanned pages",
    "embedding": "Embedding passages",
}
_READY = "Answers from words are ready; the search by meaning is being built."
_LINE_SECONDS = 5.0

Count = Callable[[str, int, int], None]
"""Told what is being done, how much of it is done, and of how much."""


@contextmanager
def counting(console: Console) -> Iterator[Count]:
    """Shows on `console` what the function that it gives is told."""
    if not console.is_terminal:
        yield _Lines(console).count
        return
    columns = (
        TextColumn("{task.description}"),
        BarColumn(bar_width=20),
        MofNCompleteColumn(),
        TimeRemainingColumn(),
        TextColumn("left"),
    )
    with RichProgress(*columns, console=console, transient=True) as bars:
        yield _Bars(bars).count


@contextmanager
def following(console: Console) -> Iterator[Callable[[Progress], None]]:
    """What an index run is to be given as its `progress`, shown on `console`."""
    with counting(console) as count:
        said: set[str] = set()

        def show(progress: Progress) -> None:
            if progress.stage not in _DOING or not progress.total:
                return
            if progress.stage == "embedding" and not said:
                console.print(_READY)
                said.add(_READY)
            count(_DOING[progress.stage], progress.done, progress.total)

        yield show


def show_report(console: Console, report: IndexReport) -> None:
    """An index run in a sentence or two, then the files that failed and the notes."""
    counts = report.documents
    numbers = {
        "added": counts.added,
        "updated": counts.updated,
        "unchanged": counts.unchanged,
        "removed": counts.removed,
    }
    told = ", ".join(f"{number} {what}" for what, number in numbers.items() if number)
    lines = [
        f"Documents: {told or 'none'}. The index holds {report.passages} passages. "
        f"It took {report.seconds:.1f} seconds."
    ]
    if report.failures:
        failed = len(report.failures)
        lines += ["", f"{failed} {'file' if failed == 1 else 'files'} could not be read:"]
        lines += [f"- {failure.path}: {failure.reason}" for failure in report.failures]
    if report.notes:
        lines += ["", "Notes:", *(f"- {note}" for note in report.notes)]
    for line in lines:
        show_line(console, line, hang=2)


@dataclass(slots=True)
class _Bars:
    bars: RichProgress
    tasks: dict[str, TaskID] = field(default_factory=dict)

    def count(self, doing: str, done: int, total: int) -> None:
        if doing not in self.tasks:
            self.tasks[doing] = self.bars.add_task(doing)
        self.bars.update(self.tasks[doing], completed=done, total=total)


@dataclass(slots=True)
class _Lines:
    console: Console
    began: dict[str, float] = field(default_factory=dict)
    last: float = 0.0

    def count(self, doing: str, done: int, total: int) -> None:
        now = time.monotonic()
        new = doing not in self.began
        began = self.began.setdefault(doing, now)
        if not new and done < total and now - self.last < _LINE_SECONDS:
            return
        self.last = now
        left = ""
        if 0 < done < total and now > began:
            left = f", about {(total - done) * (now - began) / done:.0f} seconds left"
        self.console.print(f"{doing}: {done} of {total}{left}")
