"""Frames: who says it, where, and when."""

from datetime import date
from typing import Any

import pytest

from bot.answering.gate.gate import examine
from bot.answering.gate.verdicts import Source
from tests.bot.answering.gate.material import MINUTES, PLAIN, REPORT, source

LETTER = {**REPORT, "kind": "focused_visit_letter", "current": False}
REST = PLAIN[0].lower() + PLAIN[1:]


@pytest.mark.parametrize(
    ("frame", "known"),
    [
        ("Inspectors found that ", REPORT),
        ("Ofsted reported that ", REPORT),
        ("Inspectors visiting Aldermere in March 2024 found that ", REPORT),
        ("According to inspectors, ", REPORT),
        ("According to the report, ", REPORT),
        ("The 2024 report says ", REPORT),
        ("The March 2024 inspection report states that ", REPORT),
        ("Aldermere’s 2024 inspection found that ", REPORT),
        ("Ofsted’s 2024 report says that ", REPORT),
        ("At the latest inspection, ", REPORT),
        ("At the March 2024 inspection, inspectors found that ", REPORT),
        ("In Aldermere, ", REPORT),
        ("In March 2024, ", REPORT),
        ("On 15 March 2024, ", REPORT),
        ("As of March 2024, ", REPORT),
        ("The focused visit letter says that ", LETTER),
        ("The council reports that ", MINUTES),
        ("Aldermere council reported that ", MINUTES),
        ("The London Borough of Aldermere reported that ", MINUTES),
        ("The minutes of 7 November 2017 record that ", MINUTES),
        ("The panel noted that ", MINUTES),
        ("The report says that ", {"publisher": "Ofsted"}),
    ],
)
def test_a_true_frame(frame: str, known: dict[str, Any]) -> None:
    assert examine(frame + REST, [Source(PLAIN, **known)]).accepted


@pytest.mark.parametrize(
    ("frame", "known"),
    [
        ("Inspectors found that ", MINUTES),
        ("Inspectors found that ", {}),
        ("Inspectors found that ", {"publisher": "Aldermere council"}),
        ("Inspectors found that ", {**REPORT, "publisher": "Aldermere council"}),
        ("Ofsted’s report says that ", MINUTES),
        ("The council reports that ", REPORT),
        ("The council reports that ", {}),
        ("Aldermere council reported that ", REPORT),
        ("Thornbeck council reported that ", MINUTES),
        ("According to the report, ", {}),
        ("In Aldermere, ", {}),
        ("In Thornbeck, ", REPORT),
        ("In Aldermere and Thornbeck, ", REPORT),
        ("In England, ", REPORT),
        ("In March 2023, ", REPORT),
        ("In April 2024, ", REPORT),
        ("On 14 March 2024, ", REPORT),
        ("As of 2025, ", REPORT),
        ("The 2017 report says that ", REPORT),
        ("The inspection report says that ", MINUTES),
        ("At the latest inspection, ", LETTER),
        ("At the latest inspection, ", {**REPORT, "current": None}),
        ("Currently, ", REPORT),
        ("Now, ", REPORT),
        ("Inspectors were told that ", REPORT),
        ("Critics say that ", REPORT),
        ("The council says that ", {**MINUTES, "kind": "guidance"}),
        ("Inspectors found that ", {**REPORT, "kind": "guidance"}),
    ],
)
def test_a_frame_that_is_not_so(frame: str, known: dict[str, Any]) -> None:
    assert not examine(frame + REST, [Source(PLAIN, **known)]).accepted


def test_a_frame_behind_the_claim() -> None:
    claim = PLAIN.removesuffix(".") + ", inspectors found."
    assert examine(claim, [source(PLAIN)]).accepted
    assert examine(claim, [source(PLAIN, **MINUTES)]).check == "attribution"


def test_a_frame_of_the_source_itself() -> None:
    text = "In Thornbeck in 2011, inspectors found that plans were thin."
    assert examine(text, [source(text, **MINUTES)]).accepted


def test_a_reported_finding_is_not_told_bare() -> None:
    text = "The council told inspectors that plans are clear."
    assert examine("Plans are clear.", [source(text)]).check == "governing"


def test_a_day_within_the_days_told() -> None:
    known = {**REPORT, "date": date(2024, 3, 15)}
    for days, right in (("4 to 15", True), ("4 to 14", False)):
        claim = f"In the inspection of {days} March 2024, {REST}"
        assert examine(claim, [Source(PLAIN, **known)]).accepted is right
