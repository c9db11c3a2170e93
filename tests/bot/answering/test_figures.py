from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.answering.figures import figures


def kinds(text: str) -> list[tuple[str, str]]:
    return [(figure.kind, text[figure.start : figure.end]) for figure in figures(text)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("There were 1,356 children in need.", [("count", "1,356")]),
        ("Twenty two carers were approved.", [("count", "Twenty two")]),
        ("It fell from 39% to 25 per cent.", [("share", "39%"), ("share", "25 per cent")]),
        ("More than half of carers left.", [("share", "than half")]),
        ("Of them, 72 of 3844 had none.", [("share", "72 of 3844")]),
        ("A rate of 98 per 10,000.", [("rate", "98 per 10,000")]),
        ("Growth of £1.1m was agreed.", [("money", "£1.1m")]),
        ("Cases take 24 weeks.", [("duration", "24 weeks")]),
        ("Capacity has tripled.", [("times", "tripled")]),
        ("This was the seventh monitoring visit.", [("count", "seventh")]),
        ("Only one young person has a visitor.", [("count", "Only one")]),
    ],
)
def test_what_a_figure_is(text: str, found: list[tuple[str, str]]) -> None:
    assert kinds(text) == found


@pytest.mark.parametrize(
    "text",
    [
        "The oversight of the register. (outcome 3, national framework)",
        "Those aged 16 and 17 with nowhere to live",
        "23. Children in care are in good health.",
        "16- and 17-year-olds wait too long.",
        "They may stay until their 21st birthday, and up to the age of 25.",
        "Inspected 4 to 15 March 2024, published in 2024",
        "Provision for the 16–19 group is thin in 2015–16.",
        "Section 47 enquiries at key stages 2 and 4",
        "One of the strengths is one-to-one work.",
        "They live up to 20 miles away.",
        "A fourth assessment team was set up.",
        "Care leavers over 21 are supported to stay in touch.",
    ],
)
def test_ages_days_labels_and_numbering_are_no_figures(text: str) -> None:
    assert kinds(text) == []


@given(st.text(alphabet="0123456789 .,%£-–/abcdefgh ofage", max_size=60))
def test_figures_stand_in_the_text_in_its_order(text: str) -> None:
    found = figures(text)
    assert all(0 <= figure.start < figure.end <= len(text) for figure in found)
    assert all(a.end <= b.start for a, b in pairwise(found))
