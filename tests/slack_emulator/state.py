"""All that the emulated Slack knows, and how a method says no."""

import copy
import itertools
import random
import string
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field

from tests.slack_emulator import limits
from tests.slack_emulator.blocks import elements_of, every_block
from tests.slack_emulator.checking import Json
from tests.slack_emulator.mrkdwn import pings_of_message
from tests.slack_emulator.records import (
    Call,
    Delivery,
    File,
    Message,
    Ping,
    Prompts,
    Status,
    View,
    Violation,
)
from tests.slack_emulator.scopes import App
from tests.slack_emulator.workspace import APP, BOT, BOT_USER, TEAM, Channel, People


class RefusedError(Exception):
    """What a method answers instead of doing it.

    `broken` are the limits that the caller broke, in Slack's words; with any, it counts as a
    violation. `more` goes into the answer.
    """

    def __init__(self, error: str, *broken: str, more: Json | None = None) -> None:
        super().__init__(error, *broken)
        self.error = error
        self.broken = broken
        self.more = more or {}


@dataclass(slots=True)
class Trigger:
    """The right to open one view, for a short time. `view` is where it came from."""

    user: str
    made: float
    view: str | None = None
    used: bool = False


@dataclass(slots=True)
class ResponseUrl:
    """Where the app may answer an interaction. `of` is the message that it came from."""

    user: str
    channel: str
    made: float
    of: Message | None = None
    uses: int = 0


@dataclass(slots=True)
class Timing:
    """How long things last, in seconds. Tests shorten them."""

    acknowledge: float = limits.ACKNOWLEDGE
    retries: tuple[float, ...] = (0.0, 60.0, 300.0)
    """After how long an event that nobody acknowledged comes again, each time."""
    trigger_life: float = limits.TRIGGER_LIFE
    stream_life: float = limits.STREAM_LIFE
    status_life: float = limits.STATUS_LIFE
    response_url_life: float = limits.RESPONSE_URL_LIFE
    disconnect_grace: float = 0.5
    """Between a `disconnect` frame and the end of the connection."""
    sharing: float = 0.0
    """Between the end of an upload and the message that shows the file."""


@dataclass(slots=True)
class Tokens:
    """What the app proves itself with; `revoked` ones meet the error beside them."""

    bot: str = "xoxb-emulator-bot"
    app: str = "xapp-emulator-app"
    signing_secret: str = "emulator-signing-secret"
    revoked: dict[str, str] = field(default_factory=dict)


class State:
    """Everything that is said and shown, guarded by `lock`; `changed` wakes who waits."""

    def __init__(self, people: People, app: App, seed: int = 0) -> None:
        self.people = people
        self.app = app
        self.tokens = Tokens()
        self.timing = Timing()
        self.base_url = ""
        self.lock = threading.RLock()
        self.changed = threading.Condition(self.lock)
        self.dice = random.Random(seed)
        self.on_event: Callable[[str, Json], None] = lambda _name, _event: None
        self.messages: dict[tuple[str, str], Message] = {}
        self.ephemerals: list[Message] = []
        self.views: dict[str, View] = {}
        self.homes: dict[str, View] = {}
        self.statuses: list[Status] = []
        self.prompts: list[Prompts] = []
        self.thread_titles: dict[tuple[str, str], str] = {}
        self.sessions: dict[tuple[str, str], Json] = {}
        self.files: dict[str, File] = {}
        self.calls: list[Call] = []
        self.violations: list[Violation] = []
        self.pings: list[Ping] = []
        self.triggers: dict[str, Trigger] = {}
        self.response_urls: dict[str, ResponseUrl] = {}
        self.deliveries: list[Delivery] = []
        self._count = itertools.count(1)
        self._last_ts = 0

    def now(self) -> float:
        return time.monotonic()

    def tell_changed(self) -> None:
        with self.changed:
            self.changed.notify_all()

    def name(self, prefix: str) -> str:
        """A new id."""
        return f"{prefix}{next(self._count):08X}"

    def new_ts(self) -> str:
        """The next timestamp: they grow, and no two are the same."""
        micro = max(int(time.time() * 1_000_000), self._last_ts + 1)
        self._last_ts = micro
        return f"{micro // 1_000_000}.{micro % 1_000_000:06}"

    def _short(self) -> str:
        return "".join(self.dice.choices(string.ascii_letters + string.digits, k=5))

    def with_ids(self, blocks: list[Json]) -> list[Json]:
        """The blocks with ids where the app gave none, as Slack gives them back."""
        named = copy.deepcopy(blocks)
        for _, block in every_block(named):
            block.setdefault("block_id", self._short())
            for _, element in elements_of(block):
                element.setdefault("action_id", self._short())
        return named

    def violate(self, where: str, error: str, details: tuple[str, ...], body: Json) -> None:
        self.violations.append(Violation(where, error, details, body))

    # Channels and people

    def channel(self, channel_id: str, *, to_write: bool = False) -> Channel:
        """The channel as the bot sees it.

        Raises `RefusedError` when it cannot see it or, `to_write`, may not write there.
        """
        if channel_id in self.people.users and to_write:
            return self.people.im(self.people.users[channel_id])
        channel = self.people.channels.get(channel_id)
        if channel is None:
            named = [c for c in self.people.channels.values() if c.name and channel_id == c.name]
            channel = named[0] if named else None
        if channel is None:
            raise RefusedError("channel_not_found")
        if BOT_USER not in channel.members:
            if channel.kind != "public":
                raise RefusedError("channel_not_found")
            if to_write and "chat:write.public" not in self.app.scopes:
                raise RefusedError("not_in_channel")
        if to_write and channel.archived:
            raise RefusedError("is_archived")
        return channel

    # Messages

    def keep(self, message: Message) -> Message:
        """Keeps what somebody said and records what it calls up."""
        if message.seen_by is None:
            self.messages[message.channel, message.ts] = message
        else:
            self.ephemerals.append(message)
        self.note_pings(message)
        self.tell_changed()
        return message

    def note_pings(self, message: Message) -> None:
        if message.bot == BOT:
            for kind, target, text in pings_of_message(message.sent):
                self.pings.append(Ping(kind, target, message.ts, text))

    def said_by_app(
        self, channel: str, sent: Json, *, thread_ts: str | None = None, seen_by: str | None = None
    ) -> Message:
        """A message of the app from the arguments that it sent."""
        markdown = sent.get("markdown_text")
        return Message(
            ts=self.new_ts(),
            channel=channel,
            user=BOT_USER,
            bot=BOT,
            text=sent.get("text") or markdown or "",
            markdown=markdown,
            at=self.now(),
            blocks=self.with_ids(sent.get("blocks") or []),
            attachments=copy.deepcopy(sent.get("attachments") or []),
            thread_ts=thread_ts,
            metadata=sent.get("metadata"),
            seen_by=seen_by,
            sent=sent,
        )

    def message(self, channel: str, ts: str) -> Message:
        """Raises `RefusedError` when there is none."""
        message = self.messages.get((channel, ts))
        if message is None or message.deleted:
            raise RefusedError("message_not_found")
        return message

    def announce(self, channel: Channel, event: Json) -> None:
        """Tells the app of a message event in a channel that it is in."""
        if BOT_USER in channel.members:
            name = {"channel": "channels", "group": "groups", "im": "im"}[channel.type]
            self.on_event(f"message.{name}", {**event, "channel_type": channel.type})

    def announce_message(self, message: Message) -> None:
        """Tells the app of a message, its own ones too, as Slack does."""
        channel = self.people.channels[message.channel]
        event = message.to_json(TEAM, APP) | {
            "channel": message.channel,
            "event_ts": message.ts,
        }
        self.announce(channel, event)

    def edit(self, message: Message, **fields: object) -> None:
        """Changes a message, keeps what it was, and tells the app."""
        before = message.to_json(TEAM, APP)
        message.history.append(message.content())
        for name, value in fields.items():
            setattr(message, name, value)
        message.edited = True
        self.note_pings(message)
        self.tell_changed()
        if message.seen_by is None:
            self.announce(
                self.people.channels[message.channel],
                {
                    "type": "message",
                    "subtype": "message_changed",
                    "message": message.to_json(TEAM, APP),
                    "previous_message": before,
                    "channel": message.channel,
                    "hidden": True,
                    "ts": self.new_ts(),
                    "event_ts": message.ts,
                },
            )

    def delete(self, message: Message) -> None:
        before = message.to_json(TEAM, APP)
        message.deleted = True
        self.tell_changed()
        if message.seen_by is None:
            self.announce(
                self.people.channels[message.channel],
                {
                    "type": "message",
                    "subtype": "message_deleted",
                    "previous_message": before,
                    "deleted_ts": message.ts,
                    "channel": message.channel,
                    "hidden": True,
                    "ts": self.new_ts(),
                    "event_ts": message.ts,
                },
            )

    # Interactions

    def new_trigger(self, user: str, view: str | None = None) -> str:
        trigger_id = f"{next(self._count)}.{self.dice.randrange(10**12)}.{self._short()}"
        self.triggers[trigger_id] = Trigger(user, self.now(), view)
        return trigger_id

    def spend_trigger(self, trigger_id: str) -> Trigger:
        """Raises `RefusedError` when it is unknown, too old, or was used before."""
        trigger = self.triggers.get(trigger_id)
        if trigger is None:
            raise RefusedError("invalid_trigger_id")
        if trigger.used:
            raise RefusedError("exchanged_trigger_id")
        if self.now() - trigger.made > self.timing.trigger_life:
            raise RefusedError("expired_trigger_id")
        trigger.used = True
        return trigger

    def new_response_url(self, user: str, channel: str, of: Message | None = None) -> str:
        name = self.name("R")
        self.response_urls[name] = ResponseUrl(user, channel, self.now(), of)
        return f"{self.base_url}/response/{name}"

    def open_views(self, user: str) -> list[View]:
        """The modals in front of a user, the topmost last."""
        views = (view for view in self.views.values() if view.kind == "modal")
        return [view for view in views if view.user == user and not view.closed]

    def expire_streams(self, *, all_of_them: bool = False) -> None:
        """Ends the streams that ran for too long."""
        for message in self.messages.values():
            stream = message.stream
            if stream is not None and stream.state == "streaming":
                age = self.now() - stream.started
                if all_of_them or age > self.timing.stream_life:
                    stream.state = "expired"
        self.tell_changed()
