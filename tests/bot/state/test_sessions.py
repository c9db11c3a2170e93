from datetime import UTC, datetime, timedelta

from bot.state.opening import State


def test_a_session_that_was_ended_stays_so_until_it_would_have_run_out(
    state: State, other: State
) -> None:
    now = datetime.now(UTC)
    assert not other.ended_sessions.has_ended("s1")
    state.ended_sessions.end("s1", now + timedelta(hours=1))
    state.ended_sessions.end("s1", now + timedelta(hours=1))
    state.ended_sessions.end("s2", now - timedelta(hours=1))
    assert other.ended_sessions.has_ended("s1")
    assert not other.ended_sessions.has_ended("s3")
    state.ended_sessions.end("s3", now + timedelta(hours=1))
    assert [name for name in ("s1", "s2", "s3") if other.ended_sessions.has_ended(name)] == [
        "s1",
        "s3",
    ]
