"""Panels as one SVG: plain lines and areas, for light and dark pages alike."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime
from html import escape
from math import isfinite

from evals.dashboard.panels import Panel
from evals.dashboard.prometheus import Line

_COLUMN, _UNIT, _GAP = 56, 26, 8
_LEFT, _TOP, _BELOW = 56, 30, 18
_LEGEND, _LETTER = 16, 6.1
_HEAD, _EDGE = 44, 12
_COLOURS = (
    *("#3b78c2", "#d9822b", "#2f8f5b", "#b8432f", "#7a5ab5", "#8a6d3b", "#c2558f", "#5f6b7a"),
    *("#7d9e1c", "#1b9aaa"),
)
_STYLE = """
svg { background: #fff; font: 12px system-ui, sans-serif; }
text { fill: #333; } .small { font-size: 10px; fill: #666; } .title { font-weight: 600; }
.big { font-size: 26px; font-weight: 600; } .row { font-size: 15px; font-weight: 600; }
rect.panel { fill: #fafafa; stroke: #ddd; } path.grid { stroke: #e4e4e4; } path { fill: none; }
"""
_NOTE = (
    "Drawn from what Prometheus answers to the queries of deploy/grafana/dashboard.json "
    "(python -m evals.dashboard). This is not Grafana's own picture; the figures are measured."
)
_UNITS: Mapping[str, Sequence[tuple[float, str]]] = {
    "s": ((86_400, " d"), (3_600, " h"), (60, " min"), (1, " s"), (0.001, " ms")),
    "bytes": ((2**30, " GiB"), (2**20, " MiB"), (2**10, " KiB"), (1, " B")),
    "percentunit": ((0.01, " %"),),
}


def drawn(shown: Sequence[tuple[Panel, Sequence[Line]]], first: float, last: float) -> str:
    """The whole picture."""
    width = 24 * _COLUMN + 2 * _EDGE
    height = _HEAD + max(panel.y + panel.height for panel, _ in shown) * _UNIT + _EDGE
    spans = f"{_clock(first)} to {_clock(last)} UTC"
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" role="img">',
        "<title>The dashboard over some minutes in which Slack refuses and a model is down</title>",
        f"<style>{_STYLE}</style>",
        f'<rect width="{width}" height="{height}" fill="#fff"/>',
        f'<text x="{_EDGE}" y="18" class="row">Scrutineer, {spans}</text>',
        f'<text x="{_EDGE}" y="34" class="small">{escape(_NOTE)}</text>',
    ]
    for panel, lines in shown:
        left, top = _EDGE + panel.x * _COLUMN, _HEAD + panel.y * _UNIT
        parts.append(f'<g transform="translate({left} {top})">')
        parts += _panel(panel, lines, first, last)
        parts.append("</g>")
    return "\n".join([*parts, "</svg>\n"])


def _panel(panel: Panel, lines: Sequence[Line], first: float, last: float) -> Iterator[str]:
    width, height = panel.width * _COLUMN - _GAP, panel.height * _UNIT - _GAP
    if panel.kind == "row":
        yield f'<text x="0" y="16" class="row">{escape(panel.title)}</text>'
        return
    yield f'<rect class="panel" width="{width}" height="{height}" rx="3"/>'
    yield f'<text x="8" y="18" class="title">{escape(panel.title)}</text>'
    if panel.kind == "stat":
        told = written(lines[0].points[-1][1], panel.unit) if lines else "nothing"
        yield f'<text x="8" y="62" class="big">{told}</text>'
        return
    yield from _lines(panel, lines, (first, last), width, height)


def _lines(
    panel: Panel, lines: Sequence[Line], span: tuple[float, float], width: int, height: int
) -> Iterator[str]:
    rows = _legend(lines, width)
    bottom = height - _BELOW - _LEGEND * len(rows)
    stacked = (
        _stacked(lines)
        if panel.stacked
        else [[(at, 0.0, v) for at, v in _told(one)] for one in lines]
    )
    most = _round_up(max((high for one in stacked for _, _, high in one), default=0.0), panel.unit)
    first, last = span

    def x(at: float) -> float:
        return round(_LEFT + (at - first) / (last - first) * (width - _LEFT - 8), 1)

    def y(value: float) -> float:
        return round(bottom - value / most * (bottom - _TOP), 1)

    for part in (0.0, 0.5, 1.0):
        yield f'<path class="grid" d="M{_LEFT} {y(part * most)}H{width - 8}"/>'
        label = written(part * most, panel.unit)
        yield _small(_LEFT - 4, y(part * most) + 3, label, "end")
    for at, anchor in ((first, "start"), (last, "end")):
        yield _small(x(at), bottom + 12, _clock(at), anchor)
    for number, one in enumerate(stacked):
        colour = _COLOURS[number % len(_COLOURS)]
        # What was not told for a while is a gap.
        for piece in _pieces(one):
            over = " ".join(f"{x(at)} {y(high)}" for at, _, high in piece)
            yield f'<path stroke="{colour}" stroke-width="1.4" d="M{over}"/>'
            if panel.stacked:
                under = " ".join(f"{x(at)} {y(low)}" for at, low, _ in reversed(piece))
                yield f'<path style="fill:{colour};fill-opacity:.25" d="M{over} {under}Z"/>'
    if not lines:
        yield _small(_LEFT + 10, (bottom + _TOP) / 2, "nothing of the kind happened")
    for row, names in enumerate(rows):
        at = bottom + _BELOW + 8 + row * _LEGEND
        for place, number, name in names:
            colour = _COLOURS[number % len(_COLOURS)]
            yield f'<rect x="{place}" y="{at - 7}" width="10" height="4" fill="{colour}"/>'
            yield _small(place + 14, at - 2, name)


def _small(x: float, y: float, text: str, anchor: str = "start") -> str:
    said = escape(text)
    return f'<text class="small" text-anchor="{anchor}" x="{x}" y="{y}">{said}</text>'


def _legend(lines: Sequence[Line], width: int) -> list[list[tuple[float, int, str]]]:
    """The names by line of the legend: where each begins, its number, itself."""
    rows: list[list[tuple[float, int, str]]] = [[]] if lines else []
    place = 8.0
    for number, line in enumerate(lines):
        takes = 22 + _LETTER * len(line.name)
        if place + takes > width and rows[-1]:
            rows.append([])
            place = 8.0
        rows[-1].append((place, number, line.name))
        place += takes
    return rows


def _told(line: Line) -> list[tuple[float, float]]:
    return [(at, value) for at, value in line.points if isfinite(value)]


def _from_nought(line: Line) -> list[tuple[float, float, float]]:
    return [(at, 0.0, value) for at, value in _told(line)]


def _stacked(lines: Sequence[Line]) -> list[list[tuple[float, float, float]]]:
    """Each line on those before it: when, from, to."""
    below: dict[float, float] = {}
    stacked = []
    for line in lines:
        piece = []
        for at, value in _told(line):
            low = below.get(at, 0.0)
            below[at] = low + value
            piece.append((at, low, low + value))
        stacked.append(piece)
    return stacked


def _pieces(
    points: Sequence[tuple[float, float, float]],
) -> Iterator[list[tuple[float, float, float]]]:
    piece: list[tuple[float, float, float]] = []
    for point in points:
        if piece and point[0] - piece[-1][0] > 5:
            yield piece
            piece = []
        piece.append(point)
    if piece:
        yield piece


def _round_up(most: float, unit: str) -> float:
    """The end of an axis: the next round number."""
    if unit == "percentunit":
        return 1.0
    step = 1.0
    while step < most:
        step *= 10
    while step / 10 >= most > 0:
        step /= 10
    return next(part * step for part in (0.2, 0.25, 0.5, 1.0) if part * step >= most)


def written(value: float, unit: str) -> str:
    """A value as it is told: "12.5 ms", "71 %", "18"."""
    if not isfinite(value):
        return "none yet"
    for size, name in _UNITS.get(unit, ()):
        if value >= size or size == _UNITS[unit][-1][0]:
            return f"{value / size:.3g}{name}" if value else "0"
    return f"{value:,.3g}" if value < 10 else f"{value:,.0f}"


def _clock(at: float) -> str:
    return datetime.fromtimestamp(at, UTC).strftime("%H:%M")
