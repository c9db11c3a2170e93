"""Conversations: what a follow-up finds, after a restart and on another machine."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import update

from bot.state.database import Database
from bot.state.opening import State
from bot.state.tables import TURNS
from retrieval.query import Demand, Filters, Part, Query, Supposed, Told
from retrieval.understanding.questions import understand
from tests.bot.state.jobs import QUESTION, an_answer

QUERY = Query(
    QUESTION,
    authorities=("Aldermere",),
    years=(2019, 2024),
    months=((None, 3), (2024, 5)),
    slips=(("Aldermeer", "Aldermere"),),
    supposed=Supposed("good", "up", 3),
    told=(Told("d1", "p1", "The time it takes."),),
    also=(Part("How many?", "number", Demand(measure="count", days=()), ("visits",)),),
    filters=Filters(first=datetime(2019, 1, 1).date()),
)


def test_a_follow_up_finds_the_query_before_it(state: State, other: State) -> None:
    assert state.conversations.latest("C1:17.5") is None
    state.conversations.remember("C1:17.5", understand(QUESTION), an_answer("a0"), "T1:U1")
    state.conversations.remember("C1:17.5", QUERY, an_answer(), "T1:U2")
    state.conversations.remember("C1:18.0", None, an_answer("a2"), "T1:U1")
    latest = other.conversations.latest("C1:17.5")
    assert latest is not None
    assert latest.query == QUERY
    assert (latest.asker, latest.answer_id, latest.question) == ("T1:U2", "a1", QUESTION)
    assert abs(latest.at - datetime.now(UTC)) < timedelta(minutes=5)
    assert [turn.answer_id for turn in other.conversations.turns("C1:17.5")] == ["a0", "a1"]
    unasked = other.conversations.latest("C1:18.0")
    assert unasked is not None
    assert unasked.query is None


def test_a_question_that_is_answered_again_does_not_follow_on_from_itself(state: State) -> None:
    turns = state.conversations
    turns.remember("C1:1", QUERY, an_answer("a1"), "T1:U1", "E1")
    assert turns.latest("C1:1", "E1") is None
    for answer in ("a2", "a3"):
        before = turns.latest("C1:1", "E2")
        assert before is not None
        assert before.answer_id == "a1"
        turns.remember("C1:1", None, an_answer(answer), "T1:U1", "E2")
    turns.remember("C1:2", None, an_answer("a9"), "T1:U1", "E2")
    turns.remember("C1:1", None, an_answer("a4"), "T1:U1", "E3")
    before = turns.latest("C1:1", "E2")
    assert before is not None
    assert before.answer_id == "a1"
    assert [(turn.answer_id, turn.job) for turn in turns.turns("C1:1")] == [
        ("a1", "E1"),
        ("a3", "E2"),
        ("a4", "E3"),
    ]


@pytest.mark.parametrize(
    "change", [{"shape": "another"}, {"query": {"question": 3, "authorities": "x"}}]
)
def test_a_query_of_another_version_is_read_as_none(
    state: State, place: str, change: dict[str, object]
) -> None:
    state.conversations.remember("C1:17.5", QUERY, an_answer(), "T1:U1")
    database = Database(place)
    with database.writing() as run:
        run.execute(update(TURNS).values(change))
    database.close()
    latest = state.conversations.latest("C1:17.5")
    assert latest is not None
    assert latest.query is None
    assert latest.question == QUESTION


def test_recent_questions_are_ones_own_the_newest_first(state: State) -> None:
    for n, (asker, question) in enumerate(
        [("T1:U1", "One?"), ("T1:U2", "Two?"), ("T1:U1", ""), ("T1:U1", "Three?")]
    ):
        answer = an_answer(f"a{n}", question)
        state.conversations.remember(f"C1:{n}", QUERY, answer, asker)
    recent = state.conversations.recent("T1:U1", 5)
    assert [turn.question for turn in recent] == ["Three?", "One?"]
    assert [turn.question for turn in state.conversations.recent("T1:U1", 1)] == ["Three?"]


def test_a_conversation_is_forgotten_alone(state: State) -> None:
    for key in ("C1:1", "C1:1", "C1:2"):
        state.conversations.remember(key, QUERY, an_answer(), "T1:U1")
    assert state.conversations.forget("C1:1") == 2
    assert state.conversations.latest("C1:1") is None
    assert state.conversations.latest("C1:2") is not None


def test_odd_characters_stay_as_they_are(state: State) -> None:
    question = "What of \x00 and \ud800 and ’?"
    query = Query(question)
    state.conversations.remember("C1:1", query, an_answer(question=question), "T1:U1")
    latest = state.conversations.latest("C1:1")
    assert latest is not None
    assert (latest.question, latest.query) == (question, query)
