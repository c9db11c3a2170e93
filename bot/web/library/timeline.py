"""The timeline of an authority as a picture: where each grade and visit stands in it.

Nothing but numbers and words is computed here; the template draws them. A grade is told by its
height and by its shape, so that no colour is needed to read it.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final, get_args

from bot.naming import AREAS, spoken
from corpus.registers.judgements import Area, Grade

WIDTH: Final = 860
_LEFT, _RIGHT = 172, 28
_TOP = 26
_HEADING, _LEVEL, _GAP = 22, 20, 10

GRADES: Final[tuple[Grade, ...]] = get_args(Grade)
"""From the best to the worst, as they stand above each other."""

_SHAPES: Final[Mapping[Grade, str]] = {
    "outstanding": "M0 -9.5 L2.7 -3.4 L9.3 -2.9 L4.2 1.6 L5.8 8.2 L0 4.6 "
    "L-5.8 8.2 L-4.2 1.6 L-9.3 -2.9 L-2.7 -3.4 Z",
    "good": "M-7.5 0 A7.5 7.5 0 1 1 7.5 0 A7.5 7.5 0 1 1 -7.5 0 Z",
    "requires_improvement": "M0 -8.5 L8.5 6.5 L-8.5 6.5 Z",
    "inadequate": "M-7 -7 H7 V7 H-7 Z",
}
VISIT_SHAPE: Final = "M0 -9 L7 0 L0 9 L-7 0 Z"


@dataclass(frozen=True, slots=True)
class Seen:
    """What is told of a day: a grade of an area, or a visit, which has neither.

    `href` leads to where it stands; `said` tells all of it in words.
    """

    day: date
    href: str
    said: str
    area: Area | None = None
    grade: Grade | None = None


@dataclass(frozen=True, slots=True)
class Point:
    """A mark at `x`, `y`, drawn as `shape` around that place; `name` is for its colour."""

    x: float
    y: float
    shape: str
    name: str
    href: str
    said: str


@dataclass(frozen=True, slots=True)
class Level:
    """A line across the picture, at the height of a grade; `words` name it."""

    y: float
    words: str


@dataclass(frozen=True, slots=True)
class Lane:
    """What was told of one area, or of visits, in the order of the days.

    `y` is where `words`, its name, stand; `trace` is the line through its marks, empty for fewer
    than two.
    """

    words: str
    y: float
    levels: tuple[Level, ...]
    points: tuple[Point, ...]
    trace: str


@dataclass(frozen=True, slots=True)
class Year:
    """Where a year begins; `named` where there is room for its number."""

    x: float
    number: int
    named: bool


@dataclass(frozen=True, slots=True)
class Timeline:
    """The whole picture; levels run from `left` to `right`, years from `top` to `bottom`."""

    width: float
    height: float
    left: float
    right: float
    top: float
    bottom: float
    years: tuple[Year, ...]
    lanes: tuple[Lane, ...]


@dataclass(frozen=True, slots=True)
class Mark:
    """What a mark of the picture means; `name` is for its colour."""

    name: str
    words: str
    shape: str


def marks() -> list[Mark]:
    """All the marks that there are, the best grade first."""
    return [
        *(Mark(grade, grade_words(grade), shape_of(grade)) for grade in GRADES),
        Mark("visit", "No grade", VISIT_SHAPE),
    ]


def grade_words(grade: Grade) -> str:
    """A grade as words that begin with a capital."""
    return spoken(grade).capitalize()


def shape_of(grade: Grade | None) -> str:
    """The outline of a mark around its place, as an SVG path."""
    return VISIT_SHAPE if grade is None else _SHAPES[grade]


def timeline_of(told: Sequence[Seen], today: date) -> Timeline | None:
    """The picture of what was told, from the first year to this one; None where nothing was."""
    if not told:
        return None
    first = min(each.day.year for each in told)
    last = max(today.year, *(each.day.year for each in told))
    scale = _Scale(date(first, 1, 1), date(last + 1, 1, 1))
    lanes: list[Lane] = []
    y = float(_TOP)
    for area in (None, *get_args(Area)):
        inside = sorted((each for each in told if each.area == area), key=lambda each: each.day)
        if inside:
            lane = _lane(area, inside, y, scale)
            lanes.append(lane)
            y = lane.levels[-1].y + _LEVEL / 2 + _GAP
    step = max(1, -(-(last - first + 1) // 14))
    years = tuple(
        Year(scale.x(date(year, 1, 1)), year, (year - first) % step == 0)
        for year in range(first, last + 1)
    )
    return Timeline(WIDTH, y, _LEFT, WIDTH - _RIGHT, _TOP, y - _GAP, years, tuple(lanes))


@dataclass(frozen=True, slots=True)
class _Scale:
    first: date
    last: date

    def x(self, day: date) -> float:
        share = (day - self.first).days / (self.last - self.first).days
        return round(_LEFT + share * (WIDTH - _LEFT - _RIGHT), 1)


def _lane(area: Area | None, inside: Sequence[Seen], top: float, scale: _Scale) -> Lane:
    grades: Sequence[Grade | None] = (None,) if area is None else GRADES
    levels = tuple(
        Level(top + _HEADING + (place + 0.5) * _LEVEL, "" if grade is None else grade_words(grade))
        for place, grade in enumerate(grades)
    )
    heights = {grade: level.y for grade, level in zip(grades, levels, strict=True)}
    points = tuple(
        Point(
            scale.x(each.day),
            heights[each.grade],
            shape_of(each.grade),
            each.grade or "visit",
            each.href,
            each.said,
        )
        for each in inside
    )
    trace = " ".join(f"{point.x},{point.y}" for point in points)
    words = "Visits and inspections without grades" if area is None else AREAS[area]
    traced = area is not None and len(points) > 1
    return Lane(words, top + _HEADING - 8, levels, points, trace if traced else "")
