import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrieval.query import Query
from retrieval.understanding.questions import understand
from retrieval.understanding.topic_words import topic_as_asked

KNOWN = ("Aldermere", "Thornbeck")


def said(question: str) -> tuple[str, ...]:
    return topic_as_asked(understand(question, known=KNOWN, home=None))


@pytest.mark.parametrize(
    ("question", "stretches"),
    [
        ("How well do audits of practice do?", ("well", "audits of practice")),
        ("Are social workers' caseloads manageable?", ("social workers' caseloads manageable",)),
        ("How stable are placements for children?", ("stable", "placements for children")),
        # The name of an authority between them is no part of a topic.
        ("Audits in Thornbeck of practice", ("Audits", "practice")),
    ],
)
def test_a_topic_is_said_back_as_it_was_typed(question: str, stretches: tuple[str, ...]) -> None:
    assert said(question) == stretches


def test_words_carried_over_come_first() -> None:
    query = Query("And the budget?", core=("care", "leavers", "budget"))
    assert topic_as_asked(query) == ("care leavers", "budget")


@given(
    st.lists(st.sampled_from(["carers", "budget", "audits", "the", "of", "is", "?"]), max_size=60)
)
def test_nothing_is_said_that_was_not_typed(words: list[str]) -> None:
    question = " ".join(words)
    for stretch in topic_as_asked(understand(question, known=KNOWN, home=None)):
        assert stretch.removesuffix(" …") in question
        assert len(stretch) <= 162
