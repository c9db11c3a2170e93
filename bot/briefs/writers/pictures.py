"""The pictures of a brief: grades then and now, and figures over time.

Nothing is told by colour alone: every mark has its words beside it, and dark on white.
"""

from io import BytesIO

from PIL import Image, ImageDraw, ImageFont

from bot.briefs.content import GradePicture, SeriesPicture

_SCALE = 3
"""Pixels a point: fine enough for print."""
_WIDTH = 480
_INK, _PALE, _NOW = "#1d1d1d", "#8a8a8a", "#1d4f91"
_GRADES = ("Inadequate", "Requires improvement", "Good", "Outstanding")
_ROW, _TOP = 26, 30
_LABELS = 190


def picture(of: GradePicture | SeriesPicture) -> bytes:
    """A PNG of 480 points width."""
    return _grades(of) if isinstance(of, GradePicture) else _series(of)


class _Sheet:
    """A white sheet measured in points."""

    def __init__(self, width: int, height: int) -> None:
        self.image = Image.new("RGB", (width * _SCALE, height * _SCALE), "white")
        self._draw = ImageDraw.Draw(self.image)

    def text(self, x: float, y: float, text: str, *, size: int = 9, at: str = "lm") -> None:
        font = ImageFont.load_default(size * _SCALE)
        self._draw.text((x * _SCALE, y * _SCALE), text, fill=_INK, font=font, anchor=at)

    def line(self, *points: tuple[float, float], colour: str = _PALE, width: float = 0.7) -> None:
        scaled = [(x * _SCALE, y * _SCALE) for x, y in points]
        self._draw.line(scaled, fill=colour, width=max(1, round(width * _SCALE)))

    def dot(self, x: float, y: float, *, filled: bool, radius: float = 4.5) -> None:
        box = [(v - radius) * _SCALE for v in (x, y)] + [(v + radius) * _SCALE for v in (x, y)]
        fill = _NOW if filled else "white"
        self._draw.ellipse(box, fill=fill, outline=_NOW, width=round(1.4 * _SCALE))

    def png(self) -> bytes:
        stream = BytesIO()
        self.image.save(stream, "PNG", optimize=True)
        return stream.getvalue()


def _grades(of: GradePicture) -> bytes:
    """A row for each area with a grade now: a ring for the grade before, a disc for today's."""
    rows = [(area, grades) for area, grades in of.areas if grades[-1] is not None]
    sheet = _Sheet(_WIDTH, _TOP + _ROW * len(rows) + 26)
    step = (_WIDTH - _LABELS - 50) / (len(_GRADES) - 1)
    places = {grade: _LABELS + 25 + step * at for at, grade in enumerate(_GRADES)}
    bottom = _TOP + _ROW * len(rows)
    for grade, x in places.items():
        sheet.text(x, 12, grade, size=8, at="mm")
        sheet.line((x, 22), (x, bottom), colour="#d5d5d5")
    for number, (area, grades) in enumerate(rows):
        y = _TOP + _ROW * number + _ROW / 2
        for line, told in enumerate(lines := _lines(area)):
            sheet.text(4, y + 10 * (line - (len(lines) - 1) / 2), told, size=9)
        now = places[grades[-1] or ""]
        before = next((grade for grade in reversed(grades[:-1]) if grade is not None), None)
        if before is not None and places[before] != now:
            sheet.line((places[before], y), (now, y), colour=_NOW, width=1.4)
        if before is not None:
            same = places[before] == now
            sheet.dot(places[before], y, filled=False, radius=7.5 if same else 4.5)
        sheet.dot(now, y, filled=True)
    newest = f"newest inspection ({of.inspections[-1]})"
    beside = 35 + ImageFont.load_default(8).getlength(newest)
    sheet.dot(10, bottom + 13, filled=True)
    sheet.text(20, bottom + 13, newest, size=8)
    sheet.dot(beside, bottom + 13, filled=False)
    sheet.text(beside + 10, bottom + 13, "the grade before it", size=8)
    return sheet.png()


def _series(of: SeriesPicture) -> bytes:
    """A line through the figures, each with its value; the axis begins at nought."""
    height, left, bottom = 104, 30, 84
    sheet = _Sheet(_WIDTH, height)
    most = max(value for _, value in of.points) or 1.0
    step = (_WIDTH - 2 * left) / max(1, len(of.points) - 1)
    places = [
        (left + step * at, bottom - 58 * value / most) for at, (_, value) in enumerate(of.points)
    ]
    sheet.line((left - 10, bottom), (_WIDTH - left + 10, bottom), colour=_INK)
    sheet.line(*places, colour=_NOW, width=1.4)
    for (name, value), (x, y) in zip(of.points, places, strict=True):
        sheet.dot(x, y, filled=True, radius=3)
        sheet.text(x, y - 11, _amount(value, of.unit), size=9, at="mm")
        sheet.text(x, bottom + 11, name, size=8, at="mm")
    return sheet.png()


def _amount(value: float, unit: str) -> str:
    figure = f"{value:,.10g}"
    return f"£{figure}" if unit == "£" else f"{figure}{unit}"


def _lines(area: str) -> list[str]:
    """An area on one line, or on two where it has no room on one."""
    font = ImageFont.load_default(9)
    if font.getlength(area) <= _LABELS - 8:
        return [area]
    words = area.split()
    ways = ((" ".join(words[:at]), " ".join(words[at:])) for at in range(1, len(words)))
    return list(
        min(ways, key=lambda way: max(font.getlength(line) for line in way), default=(area,))
    )
