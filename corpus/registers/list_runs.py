"""Lists of what must improve: which passages, and which stretches of them, are their items."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from operator import attrgetter

from corpus.passages import Passage
from corpus.sections import (
    ends_improvement,
    heads_improvement,
    heads_own_recommendations,
    is_boilerplate,
    is_of_the_board,
)

# A leap in the numbers is a list further on; an item as long as this is a finding.
_MOST_SKIPPED, _LONGEST_ITEM = 10, 110
# Text in place of a list: more than this is a chapter.
_MOST_TEXT = 220
_TIME = r"(?:with immediate effect|immediately|within \w+ (?:days|weeks|months))"
_TIME_LEAD = re.compile(rf"{_TIME}\b.{{0,30}}\Z", re.IGNORECASE)
# "The local authority should take the following action:"
_STEM = re.compile(r"\b(?:take|undertake) the following (?:\w+ )?actions?\W*\Z", re.IGNORECASE)
_LEAD = re.compile(
    rf"\b(?:following|below|{_TIME}|recommend\w*|should|must|needs? to|that)\b|\Aactions?\b",
    re.IGNORECASE,
)
_NOTHING = re.compile(
    r"\A(?:there (?:are|were|is|was) (?:no|none)\b|(?:none|nil|not applicable)\b.{0,20}\Z|"
    r"no (?:further )?(?:areas?|priority|recommendations?)\b|"
    r"(?:the |this |our )?(?:inspections?|inspectors|visit|review|ofsted|we)\b.{0,40}?"
    r"\b(?:not (?:identif|find|found|ma[dk]e)\w*|(?:identified|found|made|makes?) no)\b)",
    re.IGNORECASE,
)
# What follows a list and says something of it.
_AFTERWORD = re.compile(
    r"\A(?:any|these|the) (?:areas?|recommendations?|numbers?) (?:for|after|in|will|are|have)\b",
    re.IGNORECASE,
)
_LETTER = re.compile(r"(?:\([A-Za-z]\)|[A-Za-z][.)])\s+(?=\S)")
# Headings of what an earlier inspection asked for.
_EARLIER = re.compile(r"\b(?:previous|last|earlier)\b|\bprogress\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Item:
    """`passage.text[start:end]`; `number` is the document's own, None for a bullet."""

    passage: Passage
    start: int
    end: int
    number: int | None


@dataclass(slots=True)
class Run:
    """The items under one heading, in order; `board`: they are the safeguarding board's."""

    heading: str
    board: bool
    items: list[Item] = field(default_factory=list)


def runs_of(passages: Sequence[Passage], *, inspectors: bool) -> list[Run]:
    """The lists of a document, in its order.

    In a report or letter by inspectors every list of what must improve counts; in a council's
    paper only what the paper itself recommends.
    """
    return _Reading(inspectors).run(passages)


class _Reading:
    """One pass over the passages; a list ends with its heading, its numbers or its manner."""

    def __init__(self, inspectors: bool) -> None:
        self._inspectors = inspectors
        self._runs: list[Run] = []
        self._board = False
        self._current: Run | None = None
        # Of the current list: whether it follows another at once, whether it is over, the number
        # of its last item and what stands before the dot in it ("2" of "2.1"), its plain text.
        self._adjoins = False
        self._over = False
        self._last = 0
        self._prefix = ""
        self._texts: list[Passage] = []

    def run(self, passages: Sequence[Passage]) -> list[Run]:
        for trail, section in groupby(passages, attrgetter("heading")):
            self._read(trail, section)
        self._end()
        return [run for run in self._runs if run.items]

    def _read(self, trail: tuple[str, ...], section: Iterable[Passage]) -> None:
        """Take in the passages that follow one another under one trail of headings."""
        heading = self._opening(trail)
        board = self._inspectors and any(is_of_the_board(h) for h in trail)
        # The part on the board comes second; its headings do not all name it.
        self._board = self._board or (board and any(run.items for run in self._runs))
        if heading is None:
            self._end()
            return
        board = board or self._board
        run = self._current
        if run is None or (run.heading, run.board) != (heading, board):
            adjoins = run is not None
            self._end()
            self._adjoins = adjoins
            self._current = run = Run(heading, board)
            self._runs.append(run)
        self._over = self._over or self._turns(trail[trail.index(heading) + 1 :], run)
        for passage in section:
            if self._over:
                return
            self._take(passage, run)

    def _opening(self, trail: tuple[str, ...]) -> str | None:
        """The innermost heading that opens a list."""
        opens = heads_improvement if self._inspectors else heads_own_recommendations
        for heading in reversed(trail):
            if opens(heading) and not _EARLIER.search(heading):
                return heading
        return None

    def _end(self) -> None:
        run = self._current
        words = sum(len(passage.text.split()) for passage in self._texts)
        expected = self._adjoins or not any(other.items for other in self._runs)
        if run is not None and not run.items and expected and words <= _MOST_TEXT:
            # A list that has lost its marks, or a paragraph in place of one.
            for passage in self._texts:
                self._bullets(passage, passage.text, run)
        self._current, self._over, self._texts = None, False, []
        self._last, self._prefix = 0, ""

    def _turns(self, below: tuple[str, ...], run: Run) -> bool:
        """Whether the headings below that of the list say that the list is over."""
        if any(ends_improvement(heading) for heading in below):
            return True
        bulleted = bool(run.items) and not self._last
        return bulleted and bool(below) and not _TIME_LEAD.match(below[-1])

    def _take(self, passage: Passage, run: Run) -> None:
        text = passage.text
        if passage.shape in ("table", "front"):
            return
        if passage.paragraph is not None:
            self._over = not self._numbered(passage, passage.paragraph, run)
        elif passage.shape == "list":
            self._bullets(passage, text, run)
        elif ends_improvement(text) and len(text.split()) < 15:
            self._over = True
        elif not (text.endswith(":") or _TIME_LEAD.match(text) or is_boilerplate(passage)):
            self._texts.append(passage)

    def _numbered(self, passage: Passage, paragraph: str, run: Run) -> bool:
        """Take a numbered item in; False where the list was over before it."""
        first, _, rest = passage.text.partition("\n")
        if _STEM.search(first):
            if rest:
                self._bullets(passage, rest, run)
            return True
        prefix, _, own = paragraph.rpartition(".")
        if (self._inspectors and prefix) or (not rest and len(first.split()) > _LONGEST_ITEM):
            return False
        number = int(own)
        if run.items or self._last:
            follows = self._last < number <= self._last + _MOST_SKIPPED
            if prefix != self._prefix or not follows:
                return False
        elif self._inspectors and self._is_far_on(number, run):
            return False
        self._last, self._prefix = number, prefix
        if not _NOTHING.match(first):
            run.items.append(Item(passage, 0, len(passage.text), None if prefix else number))
        return True

    def _is_far_on(self, number: int, run: Run) -> bool:
        """Whether the numbers of the same addressee's items end long before this one."""
        numbers = [
            item.number
            for other in self._runs
            if other.board == run.board
            for item in other.items
            if item.number is not None
        ]
        return bool(numbers) and number > numbers[-1] + 2 * _MOST_SKIPPED

    def _bullets(self, passage: Passage, text: str, run: Run) -> None:
        """Take in each line of a list, `text`, with which `passage.text` ends."""
        at = len(passage.text) - len(text)
        for position, line in enumerate(text.split("\n")):
            start, at = at, at + len(line) + 1
            introduces = (
                position == 0
                and line.endswith(":")
                and (not self._inspectors or _LEAD.search(line) is not None)
            )
            if introduces or any(
                pattern.match(line) for pattern in (_NOTHING, _AFTERWORD, _TIME_LEAD)
            ):
                continue
            letter = _LETTER.match(line)
            skipped = letter.end() if letter is not None else 0
            run.items.append(Item(passage, start + skipped, start + len(line), None))
