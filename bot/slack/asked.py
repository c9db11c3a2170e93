"""What somebody asked in Slack, and where the answer goes: kept as JSON until it is answered."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, replace
from typing import Any, Literal

Kind = Literal[
    "question",
    "recommendations",
    "judgements",
    "check",
    "help",
    "refused",
    "ready",
    "decide",
    "brief",
]


@dataclass(frozen=True, slots=True)
class Place:
    """Where something was asked: ids as Slack gives them.

    `message` is the timestamp of the message that asked, "" where none did, `thread` that of the
    thread the answer goes into; both are None for a command. `respond_to` is the address that
    takes replies which only the asker sees. `direct`: a conversation with the bot alone.
    """

    team: str
    channel: str
    message: str | None = None
    thread: str | None = None
    respond_to: str | None = None
    direct: bool = False

    @property
    def private(self) -> bool:
        """Whether the asker alone sees the answer in a channel that others are in."""
        return self.message is None

    def alone(self) -> "Place":
        """The same for what nobody but the asker is to see."""
        return self if self.direct else replace(self, message=None)


@dataclass(frozen=True, slots=True)
class Asked:
    """A question or a request; `text` has been through the guards, or is empty.

    `key` is the same however often Slack tells of it. `home` is the asker's workspace, which in a
    shared channel may be another than the place's. `shared`: Slack says that others share the
    channel. `unprompted`: the bot was not named, the thread is one that it is in. `ready` are the
    messages of the reply, as arguments of the Web API, where it is made already. `about` is what
    else is to be known of it, by name.
    """

    key: str
    kind: Kind
    text: str
    asker: str
    place: Place
    home: str = ""
    shared: bool = False
    unprompted: bool = False
    ready: tuple[Mapping[str, Any], ...] = ()
    about: Mapping[str, str] = field(default_factory=dict)

    @property
    def who(self) -> str:
        """Who asked, as the audit log has it."""
        return f"slack:{self.asker}"

    @property
    def conversation(self) -> str:
        """The conversation it belongs to: a thread, or what one person asks for himself."""
        place = self.place
        if place.thread is not None:
            return f"slack:{place.channel}:{place.thread}"
        return f"slack:{place.channel}:by:{self.asker}"

    def as_json(self) -> dict[str, Any]:
        """This as values that JSON has."""
        return asdict(self)


def asked_of(value: Mapping[str, Any]) -> Asked:
    """The `Asked` that `as_json` gave."""
    place, ready = Place(**value["place"]), tuple(value.get("ready") or ())
    return Asked(**{**value, "place": place, "ready": ready})
