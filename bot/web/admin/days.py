"""How many questions were asked each day, as a picture and as a table."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from bot.answering.answers import Outcome
from bot.state.questions import DayCount
from bot.web.admin.asked import UNANSWERED

DAYS: Final = 30

_HEIGHT, _COLUMN, _GAP = 120, 20, 4
_TOP, _LEFT, _BELOW = 16, 34, 22
_KINDS: Final[Mapping[str, tuple[Outcome, ...]]] = {
    "answered": ("answered", "partial"),
    "unanswered": UNANSWERED,
    "declined": ("declined",),
}


@dataclass(frozen=True, slots=True)
class Bar:
    """A part of a day's column: where it is drawn, and which kind it shows."""

    kind: str
    x: int
    y: float
    width: int
    height: float


@dataclass(frozen=True, slots=True)
class Day:
    """One day: its name, how many questions of each kind, and its bars."""

    name: str
    x: int
    counts: Mapping[str, int]
    bars: Sequence[Bar]
    labelled: bool

    @property
    def total(self) -> int:
        """All of them."""
        return sum(self.counts.values())


@dataclass(frozen=True, slots=True)
class Picture:
    """The days up to today, and the sizes of the picture; `most` is the largest day's count."""

    days: Sequence[Day]
    most: int
    width: int = _LEFT + DAYS * _COLUMN
    height: int = _TOP + _HEIGHT + _BELOW
    left: int = _LEFT
    top: int = _TOP
    floor: int = _TOP + _HEIGHT

    def count(self, kind: str) -> int:
        """How many of one kind all days have."""
        return sum(day.counts[kind] for day in self.days)

    @property
    def total(self) -> int:
        """How many all days have."""
        return sum(day.total for day in self.days)


def picture(counts: Sequence[DayCount], today: date) -> Picture:
    """The last `DAYS` days; days without questions are there as well."""
    found: Counter[tuple[date, str]] = Counter()
    for each in counts:
        for kind, outcomes in _KINDS.items():
            if each.outcome in outcomes:
                found[each.day, kind] += each.count
    days = [today - timedelta(days=before) for before in reversed(range(DAYS))]
    most = max((sum(found[day, kind] for kind in _KINDS) for day in days), default=0)
    return Picture([_day(day, n, found, most) for n, day in enumerate(days)], most)


def _day(day: date, number: int, found: Counter[tuple[date, str]], most: int) -> Day:
    x, y = _LEFT + number * _COLUMN, float(_TOP + _HEIGHT)
    counts = {kind: found[day, kind] for kind in _KINDS}
    bars = []
    for kind, count in counts.items():
        if count:
            height = round(_HEIGHT * count / most, 2)
            y = round(y - height, 2)
            bars.append(Bar(kind, x, y, _COLUMN - _GAP, height))
    return Day(f"{day.day} {day:%B %Y}", x, counts, bars, number % 7 == DAYS % 7)
