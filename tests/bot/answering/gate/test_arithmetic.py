"""Sums are worked out again."""

import pytest

from bot.answering.gate.gate import examine
from tests.bot.answering.gate.material import source

RATE = "Re-referrals rose from 20% to 25% in the year."
MONEY = "The budget fell from £5 million to £4.2 million."
SHARE = "In all, 12 of 40 children moved school."
LIST = "What needs to improve:\n• The quality of plans for children.\n• The timeliness of visits."


@pytest.mark.parametrize(
    ("text", "claim"),
    [
        (RATE, "Re-referrals rose from 20% to 25% in the year, a rise of 5 percentage points."),
        (RATE, "Re-referrals rose from 20% to 25% in the year, a rise of five percentage points."),
        (MONEY, "The budget fell from £5 million to £4.2 million, a fall of £800,000."),
        (SHARE, "In all, 12 of 40 children (30%) moved school."),
        (LIST, "There are two areas for improvement."),
        (LIST, "Inspectors named two areas for improvement."),
    ],
)
def test_right(text: str, claim: str) -> None:
    assert examine(claim, [source(text)]).accepted


@pytest.mark.parametrize(
    ("text", "claim"),
    [
        (RATE, "Re-referrals rose from 20% to 25% in the year, a rise of 6 percentage points."),
        (RATE, "Re-referrals rose from 20% to 25% in the year, a rise of 5%."),
        (RATE, "Re-referrals rose from 20% to 25% in the year, a fall of 5 percentage points."),
        (MONEY, "The budget fell from £5 million to £4.2 million, a fall of £1."),
        (SHARE, "In all, 12 of 40 children (31%) moved school."),
        (LIST, "There are three areas for improvement."),
        (RATE, "There are two recommendations."),
    ],
)
def test_wrong(text: str, claim: str) -> None:
    assert examine(claim, [source(text)]).check == "arithmetic"


def test_items_are_counted_over_citations() -> None:
    items = ["The quality of plans for children.", "The timeliness of visits."]
    sources = [source(LIST, item) for item in items]
    assert examine("There are two areas for improvement.", sources).supporting == (0, 1)
    assert examine("There are two areas for improvement.", sources[:1]).check == "arithmetic"
    elsewhere = source(LIST, items[1], authority="Thornbeck")
    mixed = examine("There are two areas for improvement.", [sources[0], elsewhere])
    assert mixed.check == "arithmetic"
