"""Each kind goes when its own period is over, once a day, in one process."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.audit.entries import Entry
from bot.audit.log import audit_of
from bot.retaining.daily import Daily, leap, trust
from bot.retaining.purging import due, purge
from bot.settings import Settings
from bot.state.feedback import Feedback
from bot.state.opening import State
from tests.bot.state.jobs import an_answer

LATER = datetime.now(UTC) + timedelta(days=100)


def settings_in(folder: Path, **values: object) -> Settings:
    return Settings.model_validate({"home": folder, **values})


def filled(state: State, settings: Settings) -> None:
    answer = an_answer()
    state.answers.keep(answer)
    state.conversations.remember("slack:C1:1", None, answer, "U1", "job")
    state.questions.keep("slack", answer, "job")
    state.feedback.give(Feedback(answer.id, "wrong", "U1", datetime.now(UTC)))
    state.reviews.ask(answer.id, "U1", "{}")
    number = state.runs.ask("web:ada", ["/srv/report.pdf"])
    state.runs.end(number, {})
    audit_of(state, settings).note(Entry("slack:U1", "slack", "ask", question="How long?"))


def test_only_what_is_older_than_its_period_goes(state: State, tmp_path: Path) -> None:
    settings = settings_in(tmp_path, keep_conversations=90, keep_audit=99, keep_feedback=101)
    filled(state, settings)
    before = due(state, settings, LATER)
    told = {name: count for name, count in before.items() if count}
    assert told == {"conversations": 1, "audit": 1}
    assert purge(state, settings, "cli:ada", LATER) == before
    assert state.conversations.turns("slack:C1:1") == []
    assert len(state.feedback.every()) == 1
    log = audit_of(state, settings)
    assert log.verify().fault is None
    *_, last = log.written()
    assert last.said is not None
    assert (last.said["who"], last.said["action"]) == ("cli:ada", "purge")
    assert last.said["details"] == {"conversations": 1}
    assert last.said["deleted"] == [[1, 1]]
    assert not any(purge(state, settings, "cli:ada", LATER).values())


def test_what_has_no_period_stays_for_ever(state: State, tmp_path: Path) -> None:
    names = ("conversations", "questions", "feedback", "reviews", "runs", "audit")
    settings = settings_in(tmp_path, **{f"keep_{name}": 0 for name in names})
    filled(state, settings)
    assert not any(due(state, settings, LATER + timedelta(days=9_999)).values())


def test_answers_stay_for_as_long_as_anything_may_speak_of_them(
    state: State, tmp_path: Path
) -> None:
    short = settings_in(tmp_path, keep_questions=9, keep_feedback=99, keep_reviews=9)
    filled(state, short)
    assert due(state, short, LATER)["answers"] == 1
    longer = settings_in(tmp_path, keep_questions=9, keep_feedback=101, keep_reviews=9)
    assert due(state, longer, LATER)["answers"] == 0
    assert "answers" not in due(state, settings_in(tmp_path, keep_feedback=0), LATER)


def test_one_of_several_does_it_each_day(state: State, other: State, tmp_path: Path) -> None:
    settings = settings_in(tmp_path)
    filled(state, settings)
    one, two = Daily(state, settings), Daily(other, settings)
    assert [one.look(LATER), two.look(LATER), one.look(LATER)] == [True, False, False]
    assert state.conversations.turns("slack:C1:1") == []
    assert two.look(LATER + timedelta(days=1))


@pytest.mark.parametrize("days", [15, 365, -15, -9_999])
def test_a_clock_that_leaps_deletes_nothing_by_itself(
    state: State, other: State, tmp_path: Path, caplog: pytest.LogCaptureFixture, days: int
) -> None:
    settings, now = settings_in(tmp_path), datetime.now(UTC) + timedelta(days=1)
    filled(state, settings)
    daily = Daily(state, settings)
    assert daily.look(now)
    set_wrong = now + timedelta(days=days)
    assert not any((daily.look(set_wrong), daily.look(set_wrong)))
    assert not Daily(other, settings).look(set_wrong)
    assert len(state.conversations.turns("slack:C1:1")) == 1
    warnings = [record.getMessage() for record in caplog.records if record.levelname == "WARNING"]
    assert len(set(warnings)) == 1
    assert len(warnings) == 2  # once by each process, however often it looks
    assert f"deleted last on {now.date()}, and by the clock it is {set_wrong.date()}" in warnings[0]
    assert "scrutineer purge" in warnings[0]
    # Set right it goes on by itself.
    assert leap(state, now) is None
    assert daily.look(now + timedelta(days=1))


def test_who_trusts_the_clock_has_it_go_on(state: State, tmp_path: Path) -> None:
    settings, now = settings_in(tmp_path), datetime.now(UTC)
    daily = Daily(state, settings)
    assert daily.look(now)
    filled(state, settings)
    assert not daily.look(LATER)
    trust(state, LATER)
    assert leap(state, LATER) is None
    assert daily.look(LATER + timedelta(days=1))
    assert state.conversations.turns("slack:C1:1") == []


def test_it_runs_by_itself_for_the_time_of_the_block(state: State, tmp_path: Path) -> None:
    with Daily(state, settings_in(tmp_path)):
        pass
    assert state.marks.get("purged") == datetime.now(UTC).date().isoformat()
