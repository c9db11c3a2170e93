"""What the emulator keeps of what was called, said, shown and delivered."""

import threading
from dataclasses import dataclass, field
from typing import Any

from tests.slack_emulator.checking import Json


@dataclass(slots=True)
class Call:
    """One call of the Web API, of a response URL (`response_url`) or an upload."""

    method: str
    body: Json
    token: str | None
    at: float
    answer: Json = field(default_factory=dict)
    status: int = 200

    @property
    def ok(self) -> bool:
        return self.status == 200 and self.answer.get("ok") is True

    @property
    def error(self) -> str | None:
        error: str | None = self.answer.get("error")
        return error


@dataclass(frozen=True, slots=True)
class Violation:
    """Something that was refused because the caller broke one of Slack's limits."""

    where: str
    error: str
    details: tuple[str, ...]
    body: Json


@dataclass(frozen=True, slots=True)
class Ping:
    """Somebody or something that a text of the bot calls up. `kind` is `user`, `channel`, `group`
    or `everyone`; `target` the id, or `channel`, `here`, `everyone`."""

    kind: str
    target: str
    ts: str
    text: str


@dataclass(slots=True)
class Stream:
    """`state` is `streaming`, `stopped`, `stopped_by_user` or `expired`; `mode` says how it is
    fed, by `markdown_text` or `chunks`, once anything came."""

    state: str
    started: float
    recipient: str | None
    mode: str | None = None
    text: str = ""
    plan: str | None = None
    tasks: dict[str, Json] = field(default_factory=dict)
    blocks: list[Json] = field(default_factory=list)


@dataclass(slots=True)
class Message:
    """A message as it stands; `history` holds what it was before each edit.

    `seen_by` is the one user who sees an ephemeral message, None for everybody.
    """

    ts: str
    channel: str
    user: str
    text: str
    at: float
    blocks: list[Json] = field(default_factory=list)
    attachments: list[Json] = field(default_factory=list)
    thread_ts: str | None = None
    bot: str | None = None
    subtype: str | None = None
    metadata: Json | None = None
    markdown: str | None = None
    seen_by: str | None = None
    stream: Stream | None = None
    files: list[Json] = field(default_factory=list)
    reactions: dict[str, set[str]] = field(default_factory=dict)
    sent: Json = field(default_factory=dict)
    history: list[Json] = field(default_factory=list)
    edited: bool = False
    deleted: bool = False

    def content(self) -> Json:
        return {"text": self.text, "blocks": self.blocks, "attachments": self.attachments}

    def to_json(self, team: str, app: str) -> Json:
        """As events and `conversations.history` give it."""
        told: Json = {
            "type": "message",
            "user": self.user,
            "text": self.text,
            "ts": self.ts,
            "team": team,
        }
        if self.subtype:
            told["subtype"] = self.subtype
        if self.bot:
            told |= {"bot_id": self.bot, "app_id": app}
        if self.blocks:
            told["blocks"] = self.blocks
        if self.attachments:
            told["attachments"] = self.attachments
        if self.thread_ts:
            told["thread_ts"] = self.thread_ts
        if self.metadata:
            told["metadata"] = self.metadata
        if self.files:
            told["files"] = self.files
        if self.edited:
            told["edited"] = {"user": self.user, "ts": self.ts}
        if self.reactions:
            told["reactions"] = [
                {"name": name, "users": sorted(users), "count": len(users)}
                for name, users in self.reactions.items()
            ]
        if self.stream is not None:
            running = self.stream.state == "streaming"
            told["streaming_state"] = "in_progress" if running else "completed"
        return told


@dataclass(slots=True)
class View:
    """A modal or a home tab. `under` is the view that it was pushed onto."""

    id: str
    user: str
    content: Json
    hash: str
    at: float
    under: str | None = None
    root: str | None = None
    trigger_id: str | None = None
    closed: bool = False
    history: list[Json] = field(default_factory=list)

    @property
    def kind(self) -> str:
        return str(self.content["type"])

    @property
    def blocks(self) -> list[Json]:
        blocks: list[Json] = self.content["blocks"]
        return blocks

    @property
    def title(self) -> str:
        return str(self.content.get("title", {}).get("text", ""))


@dataclass(frozen=True, slots=True)
class Status:
    """What `assistant.threads.setStatus` said; an empty `text` takes the status away."""

    channel: str
    thread_ts: str
    text: str
    loading_messages: tuple[str, ...]
    at: float


@dataclass(frozen=True, slots=True)
class Prompts:
    """What `assistant.threads.setSuggestedPrompts` offered."""

    channel: str
    thread_ts: str | None
    title: str | None
    prompts: tuple[Json, ...]


@dataclass(slots=True)
class File:
    """A file on its way up or shared."""

    id: str
    name: str
    length: int
    data: bytes | None = None
    title: str | None = None
    alt_text: str | None = None
    channels: list[str] = field(default_factory=list)
    thread_ts: str | None = None
    complete: bool = False


@dataclass(slots=True)
class Delivery:
    """Something brought to the app: an event, a command, or an interaction.

    `error` says what the person saw when the app did not answer in time.
    """

    id: str
    kind: str
    payload: Json
    made: float
    attempts: list[tuple[float, str]] = field(default_factory=list)
    acknowledged_at: float | None = None
    answer: Any = None
    error: str | None = None
    done: threading.Event = field(default_factory=threading.Event)

    @property
    def acknowledged(self) -> bool:
        return self.acknowledged_at is not None

    @property
    def acknowledged_after(self) -> float | None:
        """Seconds from making to acknowledgement."""
        return None if self.acknowledged_at is None else self.acknowledged_at - self.made

    @property
    def event(self) -> Json:
        event: Json = self.payload.get("event", {})
        return event

    def wait(self, timeout: float = 10.0) -> "Delivery":
        """Waits until it is acknowledged or given up."""
        if not self.done.wait(timeout):
            raise TimeoutError(f"{self.kind} {self.id} was neither acknowledged nor given up")
        return self
