"""The sources of what was checked are there again, and marks are what was put last."""

from datetime import UTC, datetime, timedelta

from sqlalchemy import update

from bot.state.opening import State
from bot.state.tables import CHECKS
from tests.bot.state.jobs import an_answer


def test_sources_are_kept_under_an_id_that_says_nothing(state: State, other: State) -> None:
    citations = an_answer().citations
    identity = state.checks.keep(citations)
    assert other.checks.keep(citations) == identity
    assert other.checks.get(identity) == citations
    assert state.checks.keep(()) != identity
    assert state.checks.get("c0") is None
    now = datetime.now(UTC)
    assert state.purge({"checks": now - timedelta(hours=1)}) == {"checks": 0}
    assert state.purge({"checks": now + timedelta(hours=1)}) == {"checks": 2}
    assert state.checks.get(identity) is None


def test_sources_of_another_version_are_none(state: State) -> None:
    identity = state.checks.keep(an_answer().citations)
    with state.checks._database.writing() as run:
        run.execute(update(CHECKS).values(citations=[{"number": "one"}]))
    assert state.checks.get(identity) is None


def test_a_mark_is_what_was_put_last(state: State, other: State) -> None:
    assert state.marks.get("seen") is None
    for value in ([], ["d1", "\ud800"], {"n": 1}, ["d2"]):
        state.marks.put("seen", value)
        assert other.marks.get("seen") == value
    assert other.marks.get("looked") is None
