"""Whether a text is a claim at all."""

import pytest

from bot.answering.gate.gate import examine
from tests.bot.answering.gate.material import source


@pytest.mark.parametrize(
    "text",
    [
        "Overall effectiveness: good",
        "Lead inspector: Odalys Quillfeather",
        "The timeliness of visits to children.",
        "• The timeliness of visits to children",
        "There is a plan.",
    ],
)
def test_says_something(text: str) -> None:
    assert examine(text.removeprefix("• "), [source(text)]).accepted


@pytest.mark.parametrize(
    ("text", "check"),
    [
        ("Odalys Quillfeather", "content"),
        ("Inspection of Aldermere children’s services", "content"),
        ("The experiences and progress of children in care", "content"),
        ("What needs to improve", "content"),
        ("The council must:", "content"),
        ("12", "content"),
        ("—", "content"),
        ("<b>Outstanding</b>", "content"),
    ],
)
def test_says_nothing(text: str, check: str) -> None:
    assert examine(text, [source(text)]).check == check
