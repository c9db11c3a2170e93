from xml.etree import ElementTree

import pytest

from evals.dashboard.drawing import drawn, written
from evals.dashboard.panels import Panel, panels
from evals.dashboard.prometheus import Line

PANEL = Panel("timeseries", "Questions", 0, 0, 8, 8, "short", stacked=True)
TOLD = [
    Line("answered & more", ((0.0, 1.0), (2.0, 3.0), (10.0, 2.0))),
    Line("failed", ((0.0, 1.0), (2.0, float("nan")))),
]


def texts(picture: str) -> list[str]:
    return [text.text or "" for text in ElementTree.fromstring(picture).iter() if text.text]


def test_every_panel_of_the_dashboard_can_be_drawn() -> None:
    every = panels()
    assert {panel.kind for panel in every} == {"row", "stat", "timeseries"}
    said = texts(drawn([(panel, []) for panel in every], 0.0, 60.0))
    for panel in every:
        assert panel.title in said


def test_lines_have_gaps_where_nothing_was_told_and_stand_on_each_other() -> None:
    picture = drawn([(PANEL, TOLD)], 0.0, 10.0)
    assert "answered & more" in texts(picture)
    strokes = [
        path.attrib["d"]
        for path in ElementTree.fromstring(picture).iter("{http://www.w3.org/2000/svg}path")
        if "stroke" in path.attrib
    ]
    # The first is in two pieces; the second begins on top of it, and has one point that is one.
    assert len(strokes) == 3
    first, second = (stroke.removeprefix("M").split()[:2] for stroke in (strokes[0], strokes[2]))
    assert first[0] == second[0]
    assert float(second[1]) < float(first[1])


@pytest.mark.parametrize(
    ("value", "unit", "text"),
    [
        (0.0125, "s", "12.5 ms"),
        (90.0, "s", "1.5 min"),
        (0.5, "percentunit", "50 %"),
        (3 * 2**20, "bytes", "3 MiB"),
        (0.0, "s", "0"),
        (519.3, "none", "519"),
        (2.5, "short", "2.5"),
        (float("nan"), "s", "none yet"),
    ],
)
def test_values_are_told_in_their_unit(value: float, unit: str, text: str) -> None:
    assert written(value, unit) == text
