import pytest

from retrieval.conversation.apart import questions_apart
from retrieval.conversation.follow_ups import follow_on
from retrieval.query import Query
from retrieval.understanding.questions import understand

KNOWN = ("Aldermere", "Thornbeck")


def _reading(part: str, before: Query | None) -> Query:
    query = understand(part, known=KNOWN)
    return query if before is None else follow_on(query, before, known=KNOWN)


@pytest.mark.parametrize(
    ("question", "count"),
    [
        ("How was Aldermere graded last time, and what must improve?", 2),
        ("When was Aldermere inspected, what must improve and what grades did it get?", 3),
        ("What did Ofsted say about adoption in Aldermere, and what grade did it get?", 2),
        ("How was Aldermere graded, and how many potholes were repaired by the council?", 2),
        ("What are the grades and recommendations of Aldermere?", 2),
    ],
)
def test_what_is_told_from_different_places_is_asked_apart(question: str, count: int) -> None:
    assert len(questions_apart(question, _reading)) == count


@pytest.mark.parametrize(
    "question",
    [
        "How was Aldermere judged overall in 2024 and which area pulled it down?",
        "When did Aldermere fall to inadequate, and did it recover?",
        "Aldermere's help and protection grade: what was it in 2018, and what was blamed for it?",
        "When was Aldermere last inspected and who was the lead inspector?",
        "How many children were missing education, and how many of them high priority?",
        "Who does the LADO job in Aldermere, and how good is the response to allegations?",
    ],
)
def test_what_goes_on_with_the_same_stays_one_question(question: str) -> None:
    assert questions_apart(question, _reading) == [question]
