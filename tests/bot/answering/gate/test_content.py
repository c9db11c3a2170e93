"""Whether a text is a claim at all."""

import pytest

from bot.answering.gate.content import over_and_over
from bot.answering.gate.gate import examine
from bot.answering.gate.tokens import tokens_of
from tests.bot.answering.gate.material import source


@pytest.mark.parametrize(
    "text",
    [
        "Overall effectiveness: good",
        "Lead inspector: Odalys Quillfeather",
        "The timeliness of visits to children.",
        "• The timeliness of visits to children",
        "There is a plan.",
        "Grades of the three: good · good · good.",
        "The panel is very, very, very slow to reply.",
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


@pytest.mark.parametrize(
    ("text", "refused"),
    [
        ("Care leavers care leavers care leavers read this first.", True),
        ("Read this read this Read this", True),
        ("Good good good is what it is.", True),
        ("The panel is very, very, very slow to reply.", False),
        ("Requires improvement · requires improvement · requires improvement", False),
        ("Calls rose to 12 12 12", False),
        ("Visits are late, and late visits are late again.", False),
    ],
)
def test_words_over_and_over_say_nothing(text: str, refused: bool) -> None:
    assert (over_and_over(tokens_of(text)) is not None) is refused
