"""What the app did in the emulated Slack, to be looked at and waited for."""

import time
from collections.abc import Callable
from typing import TypeVar

from tests.slack_emulator.deeds import Said
from tests.slack_emulator.mrkdwn import links_of_message
from tests.slack_emulator.records import (
    Call,
    Delivery,
    Message,
    Ping,
    Status,
    View,
    Violation,
)
from tests.slack_emulator.server import Server
from tests.slack_emulator.workspace import (
    BOT,
    Channel,
    User,
)

T = TypeVar("T")


class Seen(Server):
    """A Slack that can be looked at."""

    @property
    def calls(self) -> list[Call]:
        with self.state.lock:
            return list(self.state.calls)

    def calls_of(self, *methods: str) -> list[Call]:
        return [call for call in self.calls if call.method in methods]

    @property
    def refusals(self) -> list[Call]:
        return [call for call in self.calls if call.error is not None]

    @property
    def violations(self) -> list[Violation]:
        with self.state.lock:
            return list(self.state.violations)

    @property
    def pings(self) -> list[Ping]:
        with self.state.lock:
            return list(self.state.pings)

    @property
    def messages(self) -> list[Message]:
        """Everything that everybody can read, the oldest first."""
        with self.state.lock:
            return [m for m in self.state.messages.values() if not m.deleted]

    @property
    def deliveries(self) -> list[Delivery]:
        with self.state.lock:
            return list(self.state.deliveries)

    @property
    def statuses(self) -> list[Status]:
        with self.state.lock:
            return list(self.state.statuses)

    def from_app(self, channel: Channel | None = None) -> list[Message]:
        """What the app said for everybody, in a channel or anywhere."""
        return [
            message
            for message in self.messages
            if message.bot == BOT
            and message.subtype is None
            and (channel is None or message.channel == channel.id)
        ]

    def replies(self, to: Said | Message) -> list[Message]:
        """What the app answered in the thread of a message."""
        on = to.message if isinstance(to, Said) else to
        root = on.thread_ts or on.ts
        return [
            message
            for message in self.from_app()
            if message.channel == on.channel and message.thread_ts == root and message.ts > on.ts
        ]

    def ephemerals(self, user: User, channel: Channel | None = None) -> list[Message]:
        """What only that user sees, and has not been taken away."""
        with self.state.lock:
            return [
                message
                for message in self.state.ephemerals
                if message.seen_by == user.id
                and not message.deleted
                and (channel is None or message.channel == channel.id)
            ]

    def modal(self, user: User) -> View | None:
        """The topmost modal in front of a user."""
        with self.state.lock:
            views = self.state.open_views(user.id)
            return views[-1] if views else None

    def home(self, user: User) -> View | None:
        with self.state.lock:
            return self.state.homes.get(user.id)

    def status(self, to: Said | Message) -> Status | None:
        """The status shown in the thread of a message: the last one, until the app writes there,
        takes it away, or two minutes pass."""
        on = to.message if isinstance(to, Said) else to
        root = on.thread_ts or on.ts
        with self.state.lock:
            there = [
                s for s in self.state.statuses if (s.channel, s.thread_ts) == (on.channel, root)
            ]
            if not there or not there[-1].text:
                return None
            last = there[-1]
            if self.state.now() - last.at > self.state.timing.status_life:
                return None
            return None if any(m.at > last.at for m in self.replies(on)) else last

    @property
    def without_fallback(self) -> list[Message]:
        """Messages of the app with blocks and no text for notifications and screen readers."""
        with self.state.lock:
            everything = [*self.state.messages.values(), *self.state.ephemerals]
            return [m for m in everything if m.bot == BOT and m.blocks and not m.text.strip()]

    @property
    def links(self) -> list[str]:
        """Every address that a message of the app makes clickable, buttons left out."""
        with self.state.lock:
            everything = [*self.state.messages.values(), *self.state.ephemerals]
            return [link for m in everything if m.bot == BOT for link in links_of_message(m.sent)]

    @property
    def unfurled(self) -> list[Call]:
        """Messages with links that were posted without turning their unfurling off."""
        return [
            call
            for call in self.calls_of("chat.postMessage")
            if links_of_message(call.body)
            and (call.body.get("unfurl_links"), call.body.get("unfurl_media")) != (False, False)
        ]

    def wait_for(self, found: Callable[[], T | None], timeout: float = 10.0) -> T:
        """What `found` gives once that is true. Raises TimeoutError when it takes too long."""
        ends = time.monotonic() + timeout
        with self.state.changed:
            while not (result := found()):
                left = ends - time.monotonic()
                if left <= 0:
                    raise TimeoutError(f"nothing was found within {timeout} s")
                self.state.changed.wait(min(left, 0.5))
            return result

    def wait_connected(self, number: int = 1, timeout: float = 10.0) -> None:
        """Waits until so many WebSockets of the app are open."""
        self.wait_for(lambda: len(self.courier.connections) >= number, timeout)

    def wait_quiet(self, timeout: float = 10.0) -> None:
        """Waits until nothing that was brought is on its way any more."""
        self.wait_for(lambda: all(d.done.is_set() for d in self.state.deliveries), timeout)
