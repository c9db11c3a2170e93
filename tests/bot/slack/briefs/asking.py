"""Asking for briefs in the emulated Slack, and what comes of it."""

from pathlib import Path

from evals.briefs.checking import Outcome
from evals.briefs.command import check_files
from tests.bot.slack.desk import Desk
from tests.slack_emulator.checking import Json
from tests.slack_emulator.emulator import SlackEmulator
from tests.slack_emulator.records import File, Message, View
from tests.slack_emulator.workspace import Channel, User


def form(desk: Desk, user: User, channel: Channel, words: str = "") -> View:
    """The form that `/brief` opens."""
    desk.slack.command(user, channel, "/brief", words)
    return opened(desk, user)


def opened(desk: Desk, user: User) -> View:
    """The form in front of somebody."""
    return desk.slack.wait_for(lambda: desk.slack.modal(user), 20)


def want(desk: Desk, user: User, channel: Channel, words: str = "", **filled: str) -> None:
    """Ask for a brief by command and form."""
    desk.slack.submit(form(desk, user, channel, words), dict(filled)).wait(20)


def shared(slack: SlackEmulator, channel: Channel, number: int = 1) -> list[Message]:
    """The messages that show files in a channel, once there are so many."""
    found = slack.wait_for(lambda: files_in(slack, channel)[number - 1 :] and True, 60)
    assert found
    return files_in(slack, channel)


def files_in(slack: SlackEmulator, channel: Channel) -> list[Message]:
    """The messages that show files in a channel."""
    return [message for message in slack.from_app(channel) if message.files]


def file_of(slack: SlackEmulator, message: Message) -> File:
    """The file that a message shows."""
    [told] = message.files
    return slack.state.files[told["id"]]


def ended(slack: SlackEmulator, channel: Channel, words: str) -> Message:
    """The message that told of a brief, once it says that."""
    return slack.wait_for(
        lambda: next((m for m in slack.from_app(channel) if words in m.text), None), 60
    )


def outcome(slack: SlackEmulator, message: Message, home: Path, folder: Path) -> Outcome:
    """What became of the statements of a brief, held against the documents."""
    file = file_of(slack, message)
    path = folder / file.name
    path.write_bytes(file.data or b"")
    return check_files([path], home, None, None)[path]


def field(view: View, name: str) -> Json:
    """The element of a field of a form."""
    element: Json = next(b["element"] for b in view.blocks if b.get("block_id") == name)
    return element
