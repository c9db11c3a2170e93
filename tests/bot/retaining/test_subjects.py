"""All that is kept of one person, from Slack, the web pages and the command line, and no more."""

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.audit.entries import Entry
from bot.audit.log import audit_of
from bot.faults import UsageError
from bot.retaining.subjects import counted, erased, exported, person_of
from bot.settings import Settings
from bot.state.feedback import Feedback
from bot.state.follows import Follow
from bot.state.inbox import Job
from bot.state.opening import State
from bot.web.signing_in.ending import end_sessions
from tests.bot.state.jobs import an_answer

PEOPLE = {
    "slack:U1": ("U1", "slack:U1"),
    "web:Ada@Aldermere.example": ("web:ada@aldermere.example",) * 2,
    "cli:ada": ("cli:ada", "cli:ada"),
}


def filled(state: State, settings: Settings) -> None:
    """Each of the three, and somebody else, with a record of every kind."""
    now = datetime.now(UTC)
    for number, (asker, who) in enumerate([*PEOPLE.values(), ("U2", "slack:U2")]):
        answer = an_answer(f"a{number}", f"What did {asker} want to know?")
        state.answers.keep(answer)
        state.conversations.remember("slack:C1:1", None, answer, asker, f"job-{number}")
        state.questions.keep("slack", answer, f"job-{number}")
        state.feedback.give(Feedback("a3", "wrong", asker, now, None, f"A note by {asker}"))
        state.reviews.ask(f"a{number}", asker, "{}")
        state.inbox.accept(Job(f"key-{number}", "question", {"text": asker}, asker, "C1", now))
        state.briefs.ask(f"brief-{number}", asker, {"topic": f"Of {asker}"})
        state.runs.ask(asker, [f"/srv/{number}.pdf"])
        state.follows.add(Follow(f"C{number}", "Aldermere", "T1", asker, now))
        entry = Entry(who, "slack", "ask", question=f"What did {asker} want to know?")
        audit_of(state, settings).note(entry)
    state.reviews.decide("a3", "approved", "U1")


@pytest.mark.parametrize("said", PEOPLE)
def test_all_of_a_person_is_given_out_and_erased_and_nothing_of_others(
    state: State, tmp_path: Path, said: str
) -> None:
    settings = Settings(home=tmp_path)
    filled(state, settings)
    person, (asker, _) = person_of(said), PEOPLE[said]
    given = exported(state, settings, person, "cli:owner")["kept"]
    decided = int(said == "slack:U1")
    none = {"syncs": 0, "sessions_ended": 0}
    expected = dict.fromkeys(given, 1) | {"reviews_decided": decided} | none
    assert {kind: len(records) for kind, records in given.items()} == expected
    assert f"What did {asker} want to know?" in json.dumps(given["conversations"])
    assert f"What did {asker} want to know?" in json.dumps(given["audit"])
    others = [other for other, _ in [*PEOPLE.values(), ("U2", "")] if other != asker]
    assert not any(f"did {other} want" in json.dumps(given) for other in others)
    del expected["sessions_ended"]
    counts = counted(state, settings, person)
    assert counts == {kind: count for kind, count in expected.items() if kind != "answers"}
    assert erased(state, settings, person, "cli:owner") == expected
    left = exported(state, settings, person, "cli:owner")["kept"]
    assert not any(left.values())
    assert audit_of(state, settings).verify().fault is None
    for other in others:
        kept = exported(state, settings, person_of(other), "cli:owner")["kept"]
        assert len(kept["conversations"]) == len(kept["audit"]) == len(kept["answers"]) == 1


def test_an_answer_that_somebody_else_was_given_too_stays(state: State, tmp_path: Path) -> None:
    answer = an_answer()
    state.answers.keep(answer)
    for asker in ("U1", "U2"):
        state.conversations.remember(f"slack:{asker}", None, answer, asker)
    assert erased(state, Settings(home=tmp_path), person_of("U1"), "cli:x")["answers"] == 0
    assert state.answers.get(answer.id) is not None


def test_that_their_sessions_were_ended_is_told_and_stays_in_force(
    state: State, tmp_path: Path
) -> None:
    settings = Settings(home=tmp_path, sign_in="oidc")
    before = state.ended_sessions.endings("ada")
    end_sessions(state, settings, "Ada", "web:ida", "web")
    end_sessions(state, settings, "bob", "web:ida", "web")
    person = person_of("ada")
    given = exported(state, settings, person, "cli:owner")["kept"]
    assert [set(each) for each in given["sessions_ended"]] == [{"until"}]
    assert [each["details"] for each in given["audit"]] == [{"whose": "web:ada"}]
    assert erased(state, settings, person, "cli:owner")["audit"] == 1
    log = audit_of(state, settings)
    said = [each.said for each in log.written()]
    assert "web:ada" not in json.dumps(said)
    assert "web:bob" in json.dumps(said)
    assert log.verify().fault is None
    # What was a way to keep somebody out is none to let them in again.
    assert state.ended_sessions.has_ended("s1", "ada", before)


def test_nobody_is_wrong_usage() -> None:
    for said in ("", "web:", "  "):
        with pytest.raises(UsageError):
            person_of(said)
