"""Documents of a set are seen from Slack where it is bound, and reached from nowhere else."""

import json
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from bot.answering.answers import Citation
from bot.audit.log import audit_of
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


def _told_after(closed: Desk, channel: Channel, before: int, word: str) -> list[Message]:
    every = closed.slack.ephemerals(closed.slack.people.dilys, channel)[before:]
    return [m for m in every if word in seen(m)]


def test_a_command_sees_what_its_channel_sees(closed: Desk) -> None:
    people = closed.slack.people
    for channel, count in ((people.leaders, 1), (people.inspections, 0)):
        for command in ("/judgements", "/recommendations"):
            before = len(closed.slack.ephemerals(people.dilys, channel))
            closed.slack.command(people.dilys, channel, command, "Thornbeck")
            told = closed.slack.wait_for(
                partial(_told_after, closed, channel, before, "Thornbeck"), 30
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


def test_who_opens_a_passage_that_only_some_may_see_is_in_the_audit_log(closed: Desk) -> None:
    people = closed.slack.people
    question = "What did inspectors find about care leavers in Thornbeck?"
    answer = ask_in(closed, people.leaders, people.carys, question)
    kept = closed.state.answers.get(answer_id(answer))
    assert kept is not None
    hidden = next(c for c in kept.citations if c.source.endswith("2022.pdf"))
    shown = next(c for c in kept.citations if closed.app.seeing(()).shows(c.source))
    opened = [["a passage", [[hidden.document_id, hidden.sha256]]]]
    for cited in (hidden, shown):
        with_button(answer, "show_passage:9", f"{kept.id}:{cited.number}")
        closed.slack.press(people.dilys, answer, "show_passage:9", block_id="forged")
        closed.slack.wait_for(partial(shows_quote, closed, people.dilys, cited), 10)
        assert viewed(closed, people.dilys) == opened
        answer.blocks.pop()


def viewed(desk: Desk, user: User) -> list[list[Any]]:
    """What the audit log says that somebody looked at, and the documents that it is of."""
    audit = audit_of(desk.state, desk.app.settings)
    every = [each.said for each in audit.of([f"slack:{user.id}"]) if each.said is not None]
    return [
        [said["details"]["of"], said["documents"]] for said in every if said["action"] == "view"
    ]


def shows_quote(desk: Desk, user: User, cited: Citation) -> bool:
    """Whether the window that somebody looks at shows the words of a citation."""
    top = desk.slack.modal(user)
    return top is not None and cited.quote[:40] in json.dumps(top.content, ensure_ascii=False)


def by_group(emulator: SlackEmulator) -> dict[str, Any]:
    return {
        "document_sets": SETS,
        "slack_group_sets": {emulator.people.leadership.id: ("leaders",)},
    }


@pytest.fixture
def grouped(
    emulator: SlackEmulator, sample: Scrutineer, tmp_path: Path, embedder: Embedder
) -> Iterator[Desk]:
    """The bot, with documents that the members of a user group see in their own messages."""
    state = tmp_path / "state.sqlite"
    more = by_group(emulator)
    with at_work(emulator, sample.home, state, "http", embedder, **more) as desk:
        yield desk


def tell(desk: Desk, user: User, text: str = QUESTION) -> Message:
    said = desk.slack.tell(user, text)
    return desk.slack.wait_for(lambda: desk.slack.replies(said), 60)[0]


def home_of(desk: Desk, user: User) -> str:
    desk.slack.open_home(user)
    home = desk.slack.wait_for(lambda: desk.slack.home(user), 60)
    return json.dumps(home.content)


def test_members_of_a_group_see_its_sets_in_their_own_messages_alone(grouped: Desk) -> None:
    people, slack = grouped.slack.people, grouped.slack
    theirs = tell(grouped, people.carys)
    assert "thornbeck-inspection-2022.pdf" in sources(grouped, theirs)
    assert not any("pdf" in name for name in sources(grouped, tell(grouped, people.amira)))
    # A channel sees what it may see, whoever asks there.
    there = ask_in(grouped, people.leaders, people.carys)
    assert not any("pdf" in name for name in sources(grouped, there))
    # Windows and buttons of their own messages see the same.
    slack.press(people.carys, theirs, "show_passage:1")
    slack.wait_for(lambda: slack.modal(people.carys), 60)
    every, others = len(grouped.app.documents()), len(grouped.app.seeing(()).documents())
    assert f"{every} documents" in home_of(grouped, people.carys)
    assert f"{others} documents" in home_of(grouped, people.amira)


def test_who_left_a_group_is_shown_no_more_what_they_were_told(
    emulator: SlackEmulator, sample: Scrutineer, tmp_path: Path, embedder: Embedder
) -> None:
    people, state, more = emulator.people, tmp_path / "state.sqlite", by_group(emulator)
    with at_work(emulator, sample.home, state, "http", embedder, **more) as desk:
        theirs = tell(desk, people.carys)
        assert "thornbeck-inspection-2022.pdf" in sources(desk, theirs)
    people.leadership.members.remove(people.carys.id)
    with at_work(emulator, sample.home, state, "http", embedder, **more) as desk:
        emulator.press(people.carys, theirs, "show_passage:1")
        emulator.wait_for(lambda: "cannot be shown" in shown_to(desk, people.carys), 60)
        assert desk.slack.modal(people.carys) is None
        follow = tell(desk, people.carys, "And in 2022?")
        assert not any("thornbeck" in name for name in sources(desk, follow))


def test_who_may_not_ask_has_a_home_that_says_so_and_no_more(
    emulator: SlackEmulator, sample: Scrutineer, tmp_path: Path, embedder: Embedder
) -> None:
    people, state = emulator.people, tmp_path / "state.sqlite"
    more = {"slack_user_groups": (people.leadership.id,)}
    with at_work(emulator, sample.home, state, "http", embedder, **more) as desk:
        assert "documents" in home_of(desk, people.carys)
        told = home_of(desk, people.amira)
        assert "Only some groups of this workspace can ask here" in told
        assert "documents" not in told
        answer = ask_in(desk, people.inspections, people.carys)
        desk.slack.press(people.amira, answer, "show_passage:1")
        desk.slack.wait_for(lambda: "Only some groups" in shown_to(desk, people.amira), 60)
        desk.slack.command(people.amira, people.inspections, "/brief", "")
        desk.slack.wait_for(lambda: shown_to(desk, people.amira).count("Only some groups") == 2, 60)
        assert desk.slack.modal(people.amira) is None


def test_who_may_see_nothing_is_told_so(
    emulator: SlackEmulator, sample: Scrutineer, tmp_path: Path, embedder: Embedder
) -> None:
    people, state = emulator.people, tmp_path / "state.sqlite"
    more = {"document_sets": {"leaders": ("**",)}}
    with at_work(emulator, sample.home, state, "http", embedder, **more) as desk:
        assert "no documents here that you may see" in home_of(desk, people.amira)
        assert "no documents here that you may see" in tell(desk, people.amira).text


def test_the_home_shows_what_everybody_may_see(closed: Desk) -> None:
    people = closed.slack.people
    ask_in(closed, people.leaders, people.carys)
    closed.slack.open_home(people.carys)
    home = closed.slack.wait_for(lambda: closed.slack.home(people.carys), 10)
    assert "thornbeck-inspection-2022" not in json.dumps(home.content)
    shown, every = (len(app.documents()) for app in (closed.app.seeing(()), closed.app))
    assert shown < every
    assert f"{shown} documents" in json.dumps(home.content)


def _sent_after(closed: Desk, channel: Channel, before: int, word: str) -> list[Message]:
    return [m for m in closed.slack.from_app(channel)[before:] if word in m.text]


def test_what_leaders_are_told_goes_to_nobodys_own_messages(closed: Desk) -> None:
    people = closed.slack.people
    own = people.im(people.carys)
    for channel, told in ((people.leaders, "shown nowhere else"), (people.practice, "GRADES")):
        channel.archived = True
        before = len(closed.slack.from_app(own))
        place = Place("T", channel.id, "1.0", "1.0")
        closed.bot.service.publish(channel.id, [notices.say("GRADES")], people.carys.id, place)
        closed.slack.wait_for(partial(_sent_after, closed, own, before, told), 10)
    assert [m.text for m in closed.slack.from_app(own)].count("GRADES") == 1


def test_a_name_that_only_leaders_may_read_is_strange_elsewhere(closed: Desk) -> None:
    people = closed.slack.people
    question = "What did a mother called Philippa Zetterby say?"
    there = ask_in(closed, people.leaders, people.carys, question)
    assert "nothing of it has been kept" not in there.text
    here = ask_in(closed, people.inspections, people.carys, question)
    assert "nothing of it has been kept" in here.text
