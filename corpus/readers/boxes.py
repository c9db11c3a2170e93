"""Boxes around words on a page as it is shown, and one box for each run of words in a line."""

from collections.abc import Iterable
from dataclasses import dataclass

# In heights of a letter: words further apart are two runs, and letters whose heights share less
# than half are on two lines. A run that leans would grow into the lines beside it.
_GAP, _SHARED, _HIGHEST = 1.5, 0.5, 1.4


@dataclass(frozen=True, slots=True)
class Box:
    """Sides in points (72 an inch) from the left and the top of a page as it is shown."""

    left: float
    top: float
    right: float
    bottom: float

    def around(self, other: "Box") -> "Box":
        """The smallest box that holds both."""
        return Box(
            min(self.left, other.left),
            min(self.top, other.top),
            max(self.right, other.right),
            max(self.bottom, other.bottom),
        )


@dataclass(frozen=True, slots=True)
class Glyph:
    """The box of a letter or word, how high its letters are, and whether its line runs upwards."""

    box: Box
    size: float
    upwards: bool = False

    @property
    def along(self) -> tuple[float, float]:
        """Its two sides in the direction of its line."""
        return (self.box.top, self.box.bottom) if self.upwards else (self.box.left, self.box.right)

    @property
    def across(self) -> tuple[float, float]:
        """Its two sides across the direction of its line."""
        return (self.box.left, self.box.right) if self.upwards else (self.box.top, self.box.bottom)


def runs(glyphs: Iterable[Glyph]) -> list[Box]:
    """One box for each run of glyphs that stand side by side in a line, in their order."""
    found: list[Glyph] = []
    for glyph in glyphs:
        if found and _beside(found[-1], glyph):
            last = found[-1]
            found[-1] = Glyph(last.box.around(glyph.box), max(last.size, glyph.size), glyph.upwards)
        else:
            found.append(glyph)
    return [glyph.box for glyph in found]


def _beside(run: Glyph, glyph: Glyph) -> bool:
    if run.upwards != glyph.upwards:
        return False
    (low, high), (bottom, top) = run.across, glyph.across
    shared = min(high, top) - max(low, bottom)
    if shared < _SHARED * min(high - low, top - bottom):
        return False
    size = max(run.size, glyph.size)
    if max(high, top) - min(low, bottom) > _HIGHEST * size:
        return False
    gap = max(glyph.along[0] - run.along[1], run.along[0] - glyph.along[1])
    return gap <= _GAP * size
