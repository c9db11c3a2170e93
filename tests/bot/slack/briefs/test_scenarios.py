"""From what a person does to have a brief to what the person sees, by Socket Mode and by HTTP."""

import json
from collections.abc import Iterator
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from threading import Event
from typing import Any

import docx
import pytest

from bot.app import App
from bot.briefs.content import Brief
from bot.slack.checkup import checkup
from evals.briefs.shown import Shown
from evals.briefs.word import read_word
from retrieval.ports import Embedder
from tests.bot.running import Scrutineer
from tests.bot.slack.briefs.asking import (
    ended,
    field,
    file_of,
    files_in,
    form,
    opened,
    outcome,
    shared,
    want,
)
from tests.bot.slack.desk import Desk, at_work
from tests.bot.slack.test_scenarios import seen
from tests.bot.slack.test_sights import rules
from tests.slack_emulator.emulator import SlackEmulator
from tests.slack_emulator.faults import Fault, refused, server_error
from tests.slack_emulator.records import Message, View
from tests.slack_emulator.workspace import Channel, User

TOLD = "is in this thread"


@pytest.fixture
def one(
    emulator: SlackEmulator, sample: Scrutineer, tmp_path: Path, embedder: Embedder
) -> Iterator[Desk]:
    """The bot on the sample corpus, over HTTP alone."""
    with at_work(emulator, sample.home, tmp_path / "state.sqlite", "http", embedder) as desk:
        yield desk


@pytest.fixture
def closed(
    emulator: SlackEmulator, sample: Scrutineer, tmp_path: Path, embedder: Embedder
) -> Iterator[Desk]:
    """The bot, with documents that only the leaders' channel may see."""
    state = tmp_path / "state.sqlite"
    with at_work(emulator, sample.home, state, "http", embedder, **rules(emulator)) as desk:
        yield desk


def told(slack: SlackEmulator, user: User, channel: Channel | None = None) -> Message:
    """The first thing that somebody alone is told."""
    return slack.wait_for(lambda: slack.ephemerals(user, channel), 20)[0]


def statements(slack: SlackEmulator, message: Message, folder: Path) -> list[Shown]:
    file = file_of(slack, message)
    (folder / file.name).write_bytes(file.data or b"")
    return read_word(folder / file.name)


def answer_of(slack: SlackEmulator, view: View, filled: dict[str, str]) -> dict[str, Any]:
    """What Slack is told of a form that was sent."""
    answer: dict[str, Any] = slack.submit(view, dict(filled)).wait(20).answer or {}
    return answer


def test_a_brief_is_put_into_a_thread_and_its_statements_hold(desk: Desk, tmp_path: Path) -> None:
    slack, people = desk.slack, desk.slack.people
    view = form(desk, people.carys, people.inspections, "Care leavers in Thornbeck")
    assert field(view, "authority")["initial_option"]["value"] == "Thornbeck"
    assert field(view, "area")["initial_option"]["value"] == "Care leavers"
    slack.submit(view, {}).wait(20)
    [message] = shared(slack, people.inspections)
    done = ended(slack, people.inspections, TOLD)
    assert message.thread_ts == done.ts
    assert "Thornbeck" in done.text
    assert people.carys.id in seen(done)
    assert slack.modal(people.carys) is None
    file = file_of(slack, message)
    assert file.name.endswith(".docx")
    assert file.title == "Inspection brief: Thornbeck: Care leavers"
    assert "footnote" in (file.alt_text or "")
    assert "each with a footnote" in message.text
    held = outcome(slack, message, desk.app.settings.home, tmp_path)
    assert held.statements > 5
    assert held.faults == ()


def test_it_says_what_is_current_what_was_left_out_and_what_is_not_known(one: Desk) -> None:
    slack, people = one.slack, one.slack.people
    want(one, people.carys, people.inspections)
    [message] = shared(slack, people.inspections)
    title, about, current, left, unknown = message.text.split("\n")
    assert title == "*Inspection brief: Aldermere*"
    assert about.endswith("each with a footnote. Period: all documents.")
    assert "Overall effectiveness Good" in current
    assert "3 areas for improvement" in current
    assert "further sentences" in left
    assert unknown.startswith("*Not known:* No letter")
    assert "<" not in message.text


def test_it_tells_how_far_it_is(one: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.slack.briefs.moving.SECONDS_BETWEEN", 0.0)
    slack, people = one.slack, one.slack.people
    want(one, people.carys, people.inspections)
    done = ended(slack, people.inspections, TOLD)
    before = [str(each["text"]) for each in done.history]
    assert "Gathering the documents" in before[0]
    assert any("Reading findings: 2 of" in text for text in before)
    assert "Sending the file" in before[-1]


def test_it_tells_what_came_into_the_index_since_a_day(one: Desk) -> None:
    slack, people = one.slack, one.slack.people
    want(one, people.carys, people.inspections, changed="2020-01-01")
    [message] = shared(slack, people.inspections)
    done = ended(slack, people.inspections, TOLD)
    assert "with what came into the index since 1 January 2020" in done.text
    document = docx.Document(BytesIO(file_of(slack, message).data or b""))
    assert "In the index since 1 January 2020" in [p.text for p in document.paragraphs]


def test_from_the_home_it_comes_to_the_askers_own_messages(desk: Desk, tmp_path: Path) -> None:
    slack, people = desk.slack, desk.slack.people
    slack.open_home(people.ben)
    home = slack.wait_for(lambda: slack.home(people.ben), 20)
    slack.press(people.ben, home, "home_brief")
    filled = {"length": "one-page", "format": "pdf", "first": "2016-01-01", "last": "2025-12-31"}
    slack.submit(opened(desk, people.ben), {**filled, "neighbours": ["neighbours"]}).wait(20)
    own = people.im(people.ben)
    [message] = shared(slack, own)
    done = ended(slack, own, TOLD)
    assert message.thread_ts == done.ts
    assert "documents from 1 January 2016 to 31 December 2025 (one page, PDF)" in done.text
    held = outcome(slack, message, desk.app.settings.home, tmp_path)
    assert held.statements > 5
    assert held.faults == ()


def test_from_an_answers_menu_it_goes_into_its_thread(one: Desk) -> None:
    slack, people = one.slack, one.slack.people
    answer = one.ask("What did inspectors find about care leavers in Thornbeck?")
    slack.shortcut(people.ben, answer, "brief_message")
    view = opened(one, people.ben)
    assert field(view, "authority")["initial_option"]["value"] == "Thornbeck"
    assert "care leavers" in field(view, "topic")["initial_value"]
    slack.submit(view, {"topic": "care leavers"}).wait(20)
    message = shared(slack, people.inspections)[0]
    assert message.thread_ts == answer.thread_ts
    assert ended(slack, people.inspections, TOLD).thread_ts == answer.thread_ts


def test_a_form_that_is_told_of_twice_makes_one_brief(one: Desk) -> None:
    slack, people = one.slack, one.slack.people
    view = form(one, people.carys, people.inspections)
    sent = slack.submit(view, {})
    sent.wait(20)
    shared(slack, people.inspections)
    slack.deliver_again(sent).wait(20)
    want(one, people.carys, people.practice)
    shared(slack, people.practice)
    assert len(files_in(slack, people.inspections)) == 1
    assert len(slack.from_app(people.inspections)) == 2


def test_personal_data_is_declined_in_the_form_and_kept_nowhere(desk: Desk) -> None:
    slack, people = desk.slack, desk.slack.people
    topic = "Tobias Wrenfield, born 4 May 2016"
    slack.submit(form(desk, people.carys, people.inspections), {"topic": topic}).wait(20)
    window = opened(desk, people.carys)
    assert window.content["callback_id"] == "brief_declined"
    assert "nothing of it has been kept" in json.dumps(window.content)
    slack.close_view(window, everything=True)
    slack.command(people.carys, people.inspections, "/brief", topic)
    assert "nothing of it has been kept" in told(slack, people.carys).text
    assert slack.modal(people.carys) is None
    assert slack.from_app() == []
    desk.bot.service.stop()
    files = [path for path in desk.app.settings.home.parent.rglob("*") if path.is_file()]
    assert not [path for path in files if b"Wrenfield" in path.read_bytes()]


def test_what_is_wrong_is_told_at_its_field(one: Desk) -> None:
    slack, people = one.slack, one.slack.people
    view = form(one, people.carys, people.inspections)
    for filled, name in (
        ({"area": "Permanence", "topic": "adoption"}, "topic"),
        ({"first": "2024-05-01", "last": "2023-05-01"}, "last"),
    ):
        answer = answer_of(slack, view, filled)
        assert answer["response_action"] == "errors"
        assert [*answer["errors"]] == [name]
    assert slack.from_app() == []


@pytest.mark.parametrize(
    ("filled", "why"),
    [
        ({"topic": "electric buses"}, "speaks of “electric buses”"),
        ({"first": "1999-01-01", "last": "1999-12-31"}, "of the kinds and dates asked for"),
    ],
)
def test_where_there_is_nothing_to_write_of_that_is_told(
    one: Desk, filled: dict[str, str], why: str
) -> None:
    people = one.slack.people
    want(one, people.carys, people.inspections, **filled)
    ended(one.slack, people.inspections, why)
    assert files_in(one.slack, people.inspections) == []


def test_an_empty_index_is_told_in_place_of_the_form(
    emulator: SlackEmulator, tmp_path: Path, embedder: Embedder
) -> None:
    people, state = emulator.people, tmp_path / "state.sqlite"
    with at_work(emulator, tmp_path / "home", state, "http", embedder):
        emulator.command(people.carys, people.inspections, "/brief", "care leavers")
        assert "No document is indexed yet" in told(emulator, people.carys).text
        assert emulator.modal(people.carys) is None


def test_documents_that_name_no_authority_make_no_brief(
    emulator: SlackEmulator, tmp_path: Path, embedder: Embedder
) -> None:
    people = emulator.people
    (tmp_path / "papers").mkdir()
    (tmp_path / "papers" / "note.txt").write_text("The minutes were agreed. Nothing else was.")
    scrutineer = Scrutineer(tmp_path / "home")
    assert scrutineer.run("index", str(tmp_path / "papers")).exit_code == 0
    with at_work(emulator, scrutineer.home, tmp_path / "s.sqlite", "http", embedder):
        emulator.command(people.carys, people.inspections, "/brief")
        assert "which authority" in told(emulator, people.carys).text


def test_a_brief_rests_on_what_its_channel_sees(closed: Desk, tmp_path: Path) -> None:
    slack, people = closed.slack, closed.slack.people
    for channel, sees in ((people.leaders, True), (people.practice, False)):
        want(closed, people.carys, channel, "Thornbeck")
        [message] = shared(slack, channel)
        notes = "".join(each.footnote or "" for each in statements(slack, message, tmp_path))
        assert ("2022" in notes, "Thornbeck" in notes) == (sees, True)
    assert files_in(slack, people.im(people.carys)) == []


def test_what_leaders_see_is_sent_nowhere_else(closed: Desk) -> None:
    slack, people = closed.slack, closed.slack.people
    view = form(closed, people.carys, people.leaders, "Thornbeck")
    people.leaders.archived = True
    slack.submit(view, {}).wait(20)
    own = people.im(people.carys)
    ended(slack, own, "shown nowhere else")
    slack.wait_for(lambda: closed.state.inbox.waiting() == 0, 20)
    assert slack.state.files == {}
    people.leaders.archived = False
    slack.faults.script("files.completeUploadExternal", refused("is_archived"))
    want(closed, people.carys, people.leaders, "Thornbeck")
    ended(slack, people.leaders, "shown nowhere else")
    slack.wait_for(lambda: closed.state.inbox.waiting() == 0, 20)
    assert files_in(slack, own) == files_in(slack, people.leaders) == []


def test_where_the_bot_may_not_write_the_asker_gets_it(one: Desk) -> None:
    slack, people = one.slack, one.slack.people
    want(one, people.amira, people.elsewhere)
    own = people.im(people.amira)
    [message] = shared(slack, own)
    done = ended(slack, own, TOLD)
    assert message.thread_ts == done.ts
    assert "does not take messages" in done.text


def test_a_channel_that_closes_meanwhile_sends_it_to_the_asker(one: Desk) -> None:
    slack, people = one.slack, one.slack.people
    slack.faults.script("files.completeUploadExternal", refused("is_archived"))
    want(one, people.amira, people.inspections)
    own = people.im(people.amira)
    [message] = shared(slack, own)
    assert message.thread_ts == ended(slack, own, TOLD).ts
    assert files_in(slack, people.inspections) == []


@pytest.mark.parametrize(
    ("method", "fault", "why"),
    [
        ("files.getUploadURLExternal", refused("file_upload_size_restricted"), "larger than"),
        ("files.getUploadURLExternal", refused("file_uploads_disabled"), "does not let this app"),
        ("upload", server_error(413), "larger than"),
        ("files.completeUploadExternal", refused("malware_detected"), "did not take the file"),
        ("upload", server_error(500), "tried for a while"),
    ],
)
def test_a_file_that_is_not_taken_is_told_of(
    one: Desk, method: str, fault: Fault, why: str
) -> None:
    slack, people = one.slack, one.slack.people
    slack.faults.script(method, fault, times=8)
    want(one, people.carys, people.inspections)
    ended(slack, people.inspections, why)
    slack.wait_for(lambda: one.state.inbox.waiting() == 0, 20)
    assert files_in(slack, people.inspections) == []


def test_without_the_scope_that_is_told_and_the_checkup_finds_it(one: Desk) -> None:
    slack, people = one.slack, one.slack.people
    scopes = slack.state.app.scopes
    slack.state.app = replace(slack.state.app, scopes=scopes - {"files:write"})
    want(one, people.carys, people.inspections)
    ended(slack, people.inspections, "files:write")
    found = [check.text for check in checkup(one.app.settings) if check.topic == "Slack scopes"]
    assert ["no brief can be put" in text for text in found] == [True]
    # A refusal for want of a scope is a fault of whoever installed it.
    slack.state.violations.clear()


def test_who_may_not_ask_is_told_so_alone(one: Desk) -> None:
    slack, people = one.slack, one.slack.people
    slack.command(people.guest, people.inspections, "/brief")
    assert "Guests cannot ask" in told(slack, people.guest).text
    assert slack.from_app() == []


def test_where_reviewers_look_first_there_is_no_form(
    emulator: SlackEmulator, sample: Scrutineer, tmp_path: Path, embedder: Embedder
) -> None:
    people, state = emulator.people, tmp_path / "state.sqlite"
    reviewed = {people.practice.id: {"review": people.reviewers.id}}
    with at_work(emulator, sample.home, state, "http", embedder, slack_channels=reviewed) as desk:
        emulator.command(people.carys, people.practice, "/brief")
        assert "reviewer" in told(emulator, people.carys).text
        # It may have become one while the form was open.
        view = form(desk, people.carys, people.inspections)
        view.content["private_metadata"] = json.dumps({"channel": people.practice.id})
        emulator.submit(view, {}).wait(20)
        ended(emulator, people.practice, "reviewer")
        assert emulator.state.files == {}


def test_no_question_waits_for_a_brief(one: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    slack, people, go = one.slack, one.slack.people, Event()
    made = App.brief

    def slowly(self: App, *wanted: Any) -> Brief:
        go.wait(60)
        return made(self, *wanted)

    monkeypatch.setattr(App, "brief", slowly)
    try:
        want(one, people.carys, people.practice)
        want(one, people.ben, people.practice)
        assert "Before yours: 1 brief" in told(slack, people.ben).text
        assert "[1]" in seen(one.ask("What must Aldermere improve now?"))
    finally:
        go.set()
    shared(slack, people.practice, 2)


def test_what_fails_unexpectedly_is_told(one: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> None:
        raise RuntimeError("a fault of this program")

    monkeypatch.setattr(App, "brief", broken)
    people = one.slack.people
    want(one, people.carys, people.inspections)
    ended(one.slack, people.inspections, "could not be made")
