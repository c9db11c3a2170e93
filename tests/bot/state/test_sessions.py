from datetime import UTC, datetime, timedelta

from sqlalchemy import select

from bot.state.database import Database
from bot.state.opening import State
from bot.state.sessions import LONGEST
from bot.state.tables import SESSION_ENDINGS

ANN, BOB = "ann@aldermere.example", "bob"


def test_a_session_that_was_ended_stays_so_until_it_would_have_run_out(
    state: State, other: State
) -> None:
    now = datetime.now(UTC)
    assert not other.ended_sessions.has_ended("s1", ANN)
    state.ended_sessions.end("s1", now + timedelta(hours=1))
    state.ended_sessions.end("s1", now + timedelta(hours=1))
    state.ended_sessions.end("s2", now - timedelta(hours=1))
    assert other.ended_sessions.has_ended("s1", ANN)
    assert not other.ended_sessions.has_ended("s3", ANN)
    state.ended_sessions.end("s3", now + timedelta(hours=1))
    assert [name for name in ("s1", "s2", "s3") if other.ended_sessions.has_ended(name, ANN)] == [
        "s1",
        "s3",
    ]


def test_all_of_one_person_are_ended_and_those_that_begin_later_go_on(
    state: State, other: State
) -> None:
    before = other.ended_sessions.endings(ANN)
    assert before == []
    state.ended_sessions.end_all(ANN)
    assert other.ended_sessions.has_ended("s1", ANN, before)
    assert not other.ended_sessions.has_ended("s1", BOB, before)
    later = other.ended_sessions.endings(ANN)
    assert not state.ended_sessions.has_ended("s2", ANN, later)
    # A second time what began between goes too, and what was over stays so.
    state.ended_sessions.end_all(ANN)
    assert other.ended_sessions.has_ended("s1", ANN, before)
    assert other.ended_sessions.has_ended("s2", ANN, later)
    assert not other.ended_sessions.has_ended("s3", ANN, other.ended_sessions.endings(ANN))


def test_those_of_everybody_are_ended_at_once(state: State, other: State) -> None:
    state.ended_sessions.end_all(ANN)
    known = {who: other.ended_sessions.endings(who) for who in (ANN, BOB)}
    state.ended_sessions.end_all()
    for who in (ANN, BOB):
        assert other.ended_sessions.has_ended("s1", who, known[who])
        assert not other.ended_sessions.has_ended("s1", who, other.ended_sessions.endings(who))
    # Nobody is everybody by what they are called.
    state.ended_sessions.end_all("")
    assert not other.ended_sessions.has_ended("s1", ANN, other.ended_sessions.endings(ANN))


def test_it_is_kept_for_as_long_as_a_session_may_last_and_by_no_name(
    state: State, place: str
) -> None:
    before = state.ended_sessions.endings(ANN)
    state.ended_sessions.end_all(ANN)
    now = datetime.now(UTC)
    for moment, gone in ((now + LONGEST - timedelta(minutes=1), 0), (now + LONGEST, 1)):
        assert state.due({"session_endings": moment}) == {"session_endings": gone}
        assert state.ended_sessions.has_ended("s1", ANN, before)
        assert state.purge({"session_endings": moment}) == {"session_endings": gone}
    assert not state.ended_sessions.has_ended("s1", ANN, before)
    state.ended_sessions.end_all(ANN)
    database = Database(place)
    with database.reading() as run:
        [row] = run.execute(select(SESSION_ENDINGS)).all()
    database.close()
    assert "ann" not in f"{row.who} {row.ending}"


def test_one_that_was_signed_out_of_is_forgotten_when_it_would_have_run_out(state: State) -> None:
    until = datetime.now(UTC) + timedelta(hours=1)
    state.ended_sessions.end("s1", until)
    assert state.purge({"ended_sessions": until}) == {"ended_sessions": 0}
    later = until + timedelta(seconds=1)
    assert state.due({"ended_sessions": later}) == {"ended_sessions": 1}
    assert state.purge({"ended_sessions": later}) == {"ended_sessions": 1}
    assert not state.ended_sessions.has_ended("s1", ANN)
