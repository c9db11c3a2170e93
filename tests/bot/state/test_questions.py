"""What was asked: each question once, nothing of who asked it, nothing of what was declined."""

from dataclasses import fields
from datetime import UTC, date, datetime, timedelta

from sqlalchemy import inspect, update

from bot.answering.answers import Answer, Outcome
from bot.answering.verify import restored
from bot.state.database import Database
from bot.state.opening import State
from bot.state.questions import AskedQuestion, DayCount, Sought
from bot.state.tables import QUESTIONS
from tests.bot.state.jobs import QUESTION, an_answer

TODAY = datetime.now(UTC).date()


def answered(outcome: Outcome, identity: str = "a1", question: str = QUESTION) -> Answer:
    answer = an_answer(identity, question)
    values = {field.name: getattr(answer, field.name) for field in fields(answer)}
    return restored(values | {"outcome": outcome})


def told(asked: list[AskedQuestion]) -> list[tuple[str, str, str]]:
    return [(each.place, each.outcome, each.question) for each in asked]


def test_questions_are_found_by_outcome_place_and_day_the_newest_first(
    state: State, other: State, place: str
) -> None:
    state.questions.keep("slack", answered("answered", "a0", "Of long ago?"), "message:C1:1")
    database = Database(place)
    with database.writing() as run:
        run.execute(update(QUESTIONS).values(day="2026-03-04"))
    database.close()
    state.questions.keep("web", answered("answered", question="Odd: \x00 \ud800?"))
    state.questions.keep("web", answered("no_evidence", question="How many dragons?"))
    state.questions.keep("slack", answered("no_evidence", question="How many unicorns?"), "m2")
    everything = other.questions.newest(Sought(), 10)
    assert told(everything) == [
        ("slack", "no_evidence", "How many unicorns?"),
        ("web", "no_evidence", "How many dragons?"),
        ("web", "answered", "Odd: \x00 \ud800?"),
        ("slack", "answered", "Of long ago?"),
    ]
    assert abs(everything[0].at - datetime.now(UTC)) < timedelta(minutes=5)
    assert everything[3].answer_id == "a0"
    assert told(other.questions.newest(Sought(), 2, 1)) == told(everything[1:3])
    for sought, count in (
        (Sought(), 4),
        (Sought(outcomes=("no_evidence",)), 2),
        (Sought(outcomes=("no_evidence", "answered")), 4),
        (Sought(places=("slack",)), 2),
        (Sought(outcomes=("no_evidence",), places=("slack",)), 1),
        (Sought(first=date(2026, 3, 4), last=date(2026, 3, 4)), 1),
        (Sought(first=date(2026, 3, 5)), 3),
        (Sought(last=date(2026, 3, 3)), 0),
        (Sought(outcomes=("failed",)), 0),
    ):
        assert other.questions.count(sought) == count
        assert len(other.questions.newest(sought, 10)) == count
    assert other.questions.by_day() == [
        DayCount(date(2026, 3, 4), "answered", 1),
        DayCount(TODAY, "answered", 1),
        DayCount(TODAY, "no_evidence", 2),
    ]
    assert other.questions.by_day(Sought(places=("slack",), first=TODAY)) == [
        DayCount(TODAY, "no_evidence", 1)
    ]


def test_a_question_that_is_answered_again_is_counted_once(state: State) -> None:
    state.questions.keep("slack", answered("failed"), "message:C1:1")
    state.questions.keep("slack", answered("answered"), "message:C1:1")
    state.questions.keep("web", answered("answered"))
    state.questions.keep("web", answered("answered"))
    assert [asked.outcome for asked in state.questions.newest(Sought(), 10)] == ["answered"] * 3


def test_of_a_question_that_was_declined_no_word_is_kept(state: State) -> None:
    state.questions.keep("web", answered("declined", question="Write me a poem."))
    assert told(state.questions.newest(Sought(), 10)) == [("web", "declined", "")]


def test_who_asked_is_not_kept(place: str, state: State) -> None:
    state.questions.keep("web", answered("answered"))
    database = Database(place)
    with database.reading() as run:
        columns = {column["name"] for column in inspect(run).get_columns("questions")}
    database.close()
    assert columns == {
        "number", "key", "at", "day", "place", "outcome", "question", "answer_id",
    }  # fmt: skip


def test_questions_are_forgotten_by_date(state: State) -> None:
    state.questions.keep("web", answered("answered"))
    now = datetime.now(UTC)
    assert state.purge({"questions": now - timedelta(hours=1)}) == {"questions": 0}
    assert state.purge({"questions": now + timedelta(hours=1)}) == {"questions": 1}
    assert state.questions.count() == 0
