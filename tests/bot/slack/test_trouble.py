"""A request that cannot be met ends with an apology, once, and holds nobody else up."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.slack.asked import Asked, Place
from bot.slack.briefs.wish import Wish
from bot.state.inbox import Job
from bot.state.opening import State, open_state
from retrieval.ports import Embedder
from tests.bot.running import Scrutineer
from tests.bot.slack.desk import Desk, at_work
from tests.slack_emulator.emulator import SlackEmulator
from tests.slack_emulator.records import Message

QUESTION = "What must Aldermere improve now?"


@pytest.fixture
def place(tmp_path: Path) -> Path:
    return tmp_path / "state.sqlite"


@pytest.fixture
def state(place: Path) -> Iterator[State]:
    with open_state(place) as state:
        yield state


def left(state: State, emulator: SlackEmulator, key: str, tries: int, said: str = "1.0") -> None:
    """A question that a process took so many times, and that it has died over."""
    people = emulator.people
    where = Place("T0ALDERMERE", people.inspections.id, said, said)
    asked = Asked(key, "question", QUESTION, people.amira.id, where)
    job = Job(key, asked.kind, asked.as_json(), asked.asker, where.channel, datetime.now(UTC))
    state.inbox.accept(job)
    for _ in range(tries):
        state.inbox.take(key)
        state.inbox.give_back(key)


def apologies(desk: Desk) -> list[Message]:
    return [message for message in desk.slack.from_app() if "Sorry" in message.text]


def test_what_may_end_the_process_is_not_begun_for_ever(
    emulator: SlackEmulator, sample: Scrutineer, place: Path, embedder: Embedder
) -> None:
    said = [emulator.say(emulator.people.amira, emulator.people.inspections, "x") for _ in "12"]
    with open_state(place) as dead:
        left(dead, emulator, "message:deadly", 3, said[0].ts)
        left(dead, emulator, "message:waiting", 2, said[1].ts)
    with at_work(emulator, sample.home, place, "http", embedder) as desk:
        emulator.wait_for(lambda: len(emulator.from_app()) == 2, 30)
        [sorry] = apologies(desk)
        assert sorry.thread_ts == said[0].ts
        emulator.wait_for(lambda: desk.state.inbox.waiting() == 0, 10)
        progress = desk.state.inbox.progress("message:deadly")
        assert progress is not None
        assert progress.state == "failed"
    with at_work(emulator, sample.home, place, "http", embedder) as desk:
        desk.ask("Who inspected Aldermere?")
        assert len(apologies(desk)) == 1


def test_a_brief_that_may_end_the_process_is_not_begun_for_ever(
    emulator: SlackEmulator, sample: Scrutineer, place: Path, embedder: Embedder
) -> None:
    people, wish = emulator.people, Wish("Aldermere", "care leavers")
    where = Place("T0ALDERMERE", people.inspections.id, "")
    asked = Asked("brief:1", "brief", wish.topic, people.amira.id, where, about=wish.kept())
    with open_state(place) as dead:
        dead.inbox.accept(
            Job(asked.key, "brief", asked.as_json(), asked.asker, "C", datetime.now(UTC))
        )
        for _ in range(3):
            dead.inbox.take(asked.key)
            dead.inbox.give_back(asked.key)
    with at_work(emulator, sample.home, place, "http", embedder) as desk:
        [sorry] = emulator.wait_for(lambda: emulator.from_app(people.inspections), 30)
        assert "your brief was begun several times" in sorry.text
        emulator.wait_for(lambda: desk.state.inbox.waiting() == 0, 10)


def test_what_fails_unexpectedly_is_apologised_for(
    emulator: SlackEmulator,
    sample: Scrutineer,
    place: Path,
    embedder: Embedder,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    with at_work(emulator, sample.home, place, "http", embedder) as desk:

        def broken(_: object) -> None:
            raise RuntimeError("a fault of this program")

        with monkeypatch.context() as patched:
            patched.setattr(
                type(desk.bot.service._access), "barred", lambda _, asked: broken(asked)
            )
            first = desk.ask(QUESTION)
        assert "Sorry" in first.text
        emulator.wait_for(lambda: desk.state.inbox.waiting() == 0, 10)
        assert "Sorry" not in desk.ask(QUESTION).text


def test_what_another_version_left_holds_nobody_up(
    emulator: SlackEmulator, sample: Scrutineer, place: Path, embedder: Embedder
) -> None:
    with open_state(place) as dead:
        dead.inbox.accept(Job("strange", "?", {"sort": 1}, "U", "C", datetime.now(UTC)))
    with at_work(emulator, sample.home, place, "http", embedder) as desk:
        progress = desk.state.inbox.progress("strange")
        assert progress is not None
        assert progress.state == "failed"
        assert "[1]" in desk.ask(QUESTION).text
