from datetime import UTC, datetime, timedelta

from sqlalchemy import update

from bot.state.database import Database
from bot.state.feedback import Feedback
from bot.state.inbox import REDELIVERY
from bot.state.opening import Record, State
from bot.state.tables import JOBS
from tests.bot.state.jobs import a_job, an_answer


def test_each_kind_of_record_is_forgotten_when_its_own_period_is_over(
    state: State, place: str
) -> None:
    now = datetime.now(UTC)
    state.conversations.remember("C1:1", None, an_answer(), "T1:U1")
    state.answers.keep(an_answer())
    state.feedback.give(Feedback("a1", "useful", "T1:U1", now))
    state.reviews.ask("a1", "T1:U1", "C1:1")
    for key in ("E1", "E2", "E3"):
        state.inbox.accept(a_job(key))
    for key in ("E1", "E2"):
        state.inbox.take(key)
        state.inbox.finish(key)
    database = Database(place)
    with database.writing() as run:
        run.execute(
            update(JOBS)
            .where(JOBS.c.key == "E1")
            .values(ended_at=now - REDELIVERY - timedelta(hours=1))
        )
    database.close()
    past, future = now - timedelta(hours=1), now + timedelta(hours=1)
    kinds: tuple[Record, ...] = ("conversations", "answers", "feedback", "reviews")
    assert state.purge(dict.fromkeys(kinds, past)) == dict.fromkeys(kinds, 0)
    assert state.purge({"answers": future, "inbox": future}) == {"answers": 1, "inbox": 1}
    assert state.answers.get("a1") is None
    assert state.conversations.latest("C1:1") is not None
    assert state.inbox.accept(a_job("E1"))
    assert not state.inbox.accept(a_job("E2"))
    rest: tuple[Record, ...] = ("conversations", "feedback", "reviews")
    assert state.purge(dict.fromkeys(rest, future)) == dict.fromkeys(rest, 1)
    assert state.conversations.latest("C1:1") is None
    assert state.feedback.every() == []
    assert state.reviews.get("a1") is None
    assert state.inbox.waiting() == 2
