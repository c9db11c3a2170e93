"""What is said before a question."""

import pytest

from retrieval.understanding.asides import without_aside
from retrieval.understanding.questions import understand


@pytest.mark.parametrize(
    ("question", "asked"),
    [
        (
            "Preparing a slide on kinship: why were assessments late in Aldermere?",
            "Why were assessments late in Aldermere?",
        ),
        (
            "We're rewriting our strategy and my boss is curious - are mentors valued by all?",
            "Are mentors valued by all?",
        ),
        (
            "I'm drafting a paper for cabinet, what did inspectors say about mentors?",
            "What did inspectors say about mentors?",
        ),
        (
            "For my briefing to the board: which teams were praised most?",
            "Which teams were praised most?",
        ),
    ],
)
def test_what_an_answer_is_wanted_for_is_not_asked(question: str, asked: str) -> None:
    assert without_aside(question) == asked


@pytest.mark.parametrize(
    "question",
    [
        "We're looking at mentors in Aldermere. How many does it have?",
        "I'm going to Merton next week. What did inspectors say about mentors?",
        "I was told of the 2019 report. What did inspectors say about mentors?",
        "We want mentors - why?",
        "Reading: what did inspectors say about mentors?",
        "What did inspectors say about mentors?",
    ],
)
def test_what_a_question_needs_to_be_understood_stays(question: str) -> None:
    assert without_aside(question) == question


def test_what_was_typed_is_kept_beside_what_was_read() -> None:
    typed = "Preparing a slide on pace: why were assessments late in Merton?"
    query = understand(typed, known=("Merton",))
    assert (query.kinds, query.as_asked) == ((), typed)
    assert query.core == ("assessments", "late")
