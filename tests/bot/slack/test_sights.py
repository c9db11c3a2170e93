"""Documents of a set are seen from Slack where it is bound, and reached from nowhere else."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from bot.slack.asked import Place
from bot.slack.blocks import notices
from retrieval.ports import Embedder
from tests.bot.running import Scrutineer
from tests.bot.slack.desk import Desk, Mode, at_work
from tests.bot.slack.test_scenarios import answer_id, seen
from tests.slack_emulator.emulator import SlackEmulator
from tests.slack_emulator.records import Message
from tests.slack_emulator.workspace import Channel, User

# The report on Thornbeck of 2022 and the letter of 2023 are for leaders alone.
SETS = {"leaders": ("thornbeck-*.pdf",)}
QUESTION = "How was Thornbeck graded in 2022?"


def rules(desk_of: SlackEmulator) -> dict[str, Any]:
    return {
        "document_sets": SETS,
        "slack_channels": {desk_of.people.leaders.id: {"sets": ("leaders",)}},
    }


@pytest.fixture
def closed(
    emulator: SlackEmulator, sample: Scrutineer, tmp_path: Path, mode: Mode, embedder: Embedder
) -> Iterator[Desk]:
    """The bot, with documents that only the leaders' channel may see."""
    state = tmp_path / "state.sqlite"
    with at_work(emulator, sample.home, state, mode, embedder, **rules(emulator)) as desk:
        yield desk


def ask_in(
    desk: Desk, channel: Channel, user: User, text: str = QUESTION, thread: str | None = None
) -> Message:
    before = len(desk.slack.from_app(channel))
    desk.slack.say(user, channel, f"{desk.slack.people.bot.mention} {text}", thread)
    return desk.slack.wait_for(lambda: desk.slack.from_app(channel)[before:], 30)[0]


def sources(desk: Desk, message: Message) -> set[str]:
    """The files that the answer in a message cites."""
    answer = desk.state.answers.get(answer_id(message))
    assert answer is not None
    return {Path(citation.source).name for citation in answer.citations}


def shown_to(desk: Desk, user: User) -> str:
    """All that one person alone has been shown in messages."""
    return "".join(map(seen, desk.slack.ephemerals(user)))


def test_a_question_sees_what_its_channel_sees(closed: Desk) -> None:
    people = closed.slack.people
    there = ask_in(closed, people.leaders, people.carys)
    assert "thornbeck-inspection-2022.pdf" in sources(closed, there)
    for channel in (people.inspections, people.practice):
        elsewhere = ask_in(closed, channel, people.carys)
        assert not any(name.endswith("pdf") for name in sources(closed, elsewhere))
    said = closed.slack.tell(people.carys, QUESTION)
    direct = closed.slack.wait_for(lambda: closed.slack.replies(said), 30)[0]
    assert not any(name.endswith("pdf") for name in sources(closed, direct))
    statuses = [status.text for status in closed.slack.statuses]
    assert any("reading" in text for text in statuses)


def test_a_command_sees_what_its_channel_sees(closed: Desk) -> None:
    people = closed.slack.people
    for channel, count in ((people.leaders, 1), (people.inspections, 0)):
        for command in ("/judgements", "/recommendations"):
            before = len(closed.slack.ephemerals(people.dilys, channel))
            closed.slack.command(people.dilys, channel, command, "Thornbeck")
            told = closed.slack.wait_for(
                lambda channel=channel, before=before: [  # type: ignore[misc]
                    m
                    for m in closed.slack.ephemerals(people.dilys, channel)[before:]
                    if "Thornbeck" in seen(m)
                ],
                30,
            )
            assert ("2022" in seen(told[-1])) == bool(count)


def test_a_thread_keeps_to_its_channel(closed: Desk) -> None:
    people = closed.slack.people
    first = ask_in(closed, people.leaders, people.carys)
    follow = ask_in(
        closed, people.leaders, people.carys, "And for leaders?", first.thread_ts or first.ts
    )
    assert "thornbeck-inspection-2022.pdf" in sources(closed, follow)
    open_first = ask_in(closed, people.inspections, people.carys)
    other = ask_in(
        closed, people.inspections, people.carys, "And for leaders?", open_first.thread_ts
    )
    assert not any(name.endswith("2022.pdf") for name in sources(closed, other))


def press_elsewhere(desk: Desk, user: User, action: str, value: str, channel: Channel) -> None:
    """A button of another channel's answer, in a message that stands here."""
    here = ask_in(desk, channel, user, "What must Aldermere improve now?")
    with_button(here, action, value)
    desk.slack.press(user, here, action, block_id="forged")


def with_button(message: Message, action: str, value: str) -> None:
    """A button more in a message that was posted."""
    text = {"type": "plain_text", "text": "Press"}
    element = {"type": "button", "action_id": action, "value": value, "text": text}
    message.blocks.append({"type": "actions", "block_id": "forged", "elements": [element]})


@pytest.mark.parametrize(
    ("action", "value"),
    [("show_passage:1", "{}:1"), ("more_sources", "{}"), ("share", "{}"), ("more_sources", "{}:2")],
)
def test_no_button_shows_elsewhere_what_leaders_were_told(
    closed: Desk, action: str, value: str
) -> None:
    people = closed.slack.people
    kept = answer_id(ask_in(closed, people.leaders, people.carys))
    press_elsewhere(closed, people.dilys, action, value.format(kept), people.inspections)
    told = closed.slack.wait_for(lambda: shown_to(closed, people.dilys), 10)
    assert "cannot be shown" in told
    assert closed.slack.modal(people.dilys) is None
    assert len(closed.slack.from_app(people.inspections)) == 1


def test_an_answer_of_a_channel_that_sees_no_more_is_shown_no_more(
    emulator: SlackEmulator, sample: Scrutineer, tmp_path: Path, embedder: Embedder
) -> None:
    people, state = emulator.people, tmp_path / "state.sqlite"
    with at_work(emulator, sample.home, state, "http", embedder, **rules(emulator)) as desk:
        answer = ask_in(desk, people.leaders, people.carys)
    with at_work(emulator, sample.home, state, "http", embedder, document_sets=SETS) as desk:
        emulator.press(people.carys, answer, "show_passage:1")
        desk.slack.wait_for(lambda: "cannot be shown" in shown_to(desk, people.carys), 10)
        assert desk.slack.modal(people.carys) is None


def test_a_window_sees_what_the_channel_sees_in_which_it_was_opened(closed: Desk) -> None:
    people = closed.slack.people
    question = "What did inspectors find about care leavers in Thornbeck?"
    answer = ask_in(closed, people.leaders, people.carys, question)
    kept = closed.state.answers.get(answer_id(answer))
    assert kept is not None
    hidden = next(c for c in kept.citations if c.source.endswith("2022.pdf"))
    value = f"{kept.id}:{hidden.number}"
    with_button(answer, "more_sources", kept.id)
    closed.slack.press(people.carys, answer, "more_sources", block_id="forged")
    window = closed.slack.wait_for(lambda: closed.slack.modal(people.carys), 10)
    first = next(
        element["action_id"]
        for block in window.blocks
        if block["type"] == "actions"
        for element in block["elements"]
        if element["value"] == value
    )
    closed.slack.press(people.carys, window, first)
    closed.slack.wait_for(
        lambda: (
            (top := closed.slack.modal(people.carys)) and top.content["callback_id"] == "passage"
        ),
        10,
    )


def test_the_home_shows_what_everybody_may_see(closed: Desk) -> None:
    people = closed.slack.people
    ask_in(closed, people.leaders, people.carys)
    closed.slack.open_home(people.carys)
    home = closed.slack.wait_for(lambda: closed.slack.home(people.carys), 10)
    assert "thornbeck-inspection-2022" not in json.dumps(home.content)
    shown, every = (len(app.documents()) for app in (closed.app.seeing(()), closed.app))
    assert shown < every
    assert f"{shown} documents" in json.dumps(home.content)


def test_what_leaders_are_told_goes_to_nobodys_own_messages(closed: Desk) -> None:
    people = closed.slack.people
    own = people.im(people.carys)
    for channel, told in ((people.leaders, "shown nowhere else"), (people.practice, "GRADES")):
        channel.archived = True
        before = len(closed.slack.from_app(own))
        place = Place("T", channel.id, "1.0", "1.0")
        closed.bot.service.publish(channel.id, [notices.say("GRADES")], people.carys.id, place)
        closed.slack.wait_for(
            lambda before=before, told=told: any(  # type: ignore[misc]
                told in message.text for message in closed.slack.from_app(own)[before:]
            ),
            10,
        )
    assert [m.text for m in closed.slack.from_app(own)].count("GRADES") == 1


def test_a_name_that_only_leaders_may_read_is_strange_elsewhere(closed: Desk) -> None:
    people = closed.slack.people
    question = "What did a mother called Philippa Zetterby say?"
    there = ask_in(closed, people.leaders, people.carys, question)
    assert "nothing of it has been kept" not in there.text
    here = ask_in(closed, people.inspections, people.carys, question)
    assert "nothing of it has been kept" in here.text
