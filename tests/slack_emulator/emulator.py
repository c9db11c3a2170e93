"""The emulator as tests use it: people do things, and what the app did is looked at."""

import asyncio
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar

from aiohttp import web

from tests.slack_emulator import payloads
from tests.slack_emulator.answers import element_in
from tests.slack_emulator.blocks import elements_of, every_block
from tests.slack_emulator.checking import Json
from tests.slack_emulator.courier import Courier, http_form, signed
from tests.slack_emulator.faults import Faults
from tests.slack_emulator.mrkdwn import links_of_message
from tests.slack_emulator.rates import Rates
from tests.slack_emulator.records import (
    Call,
    Delivery,
    Message,
    Ping,
    Status,
    View,
    Violation,
)
from tests.slack_emulator.scopes import App, app_of
from tests.slack_emulator.state import State
from tests.slack_emulator.web_api import WebApi
from tests.slack_emulator.workspace import (
    BOT,
    BOT_USER,
    TEAM,
    Channel,
    People,
    User,
)

T = TypeVar("T")
_LARGEST_REQUEST = 100 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Said:
    """A message of a person and the events that told the app of it."""

    message: Message
    deliveries: tuple[Delivery, ...]

    @property
    def ts(self) -> str:
        return self.message.ts

    @property
    def thread_ts(self) -> str:
        """The thread that an answer belongs into."""
        return self.message.thread_ts or self.message.ts

    @property
    def events(self) -> list[Json]:
        return [delivery.event for delivery in self.deliveries]

    def wait(self, timeout: float = 10.0) -> "Said":
        """Waits until every event is acknowledged or given up."""
        for delivery in self.deliveries:
            delivery.wait(timeout)
        return self


@dataclass(frozen=True, slots=True)
class HttpAnswer:
    """What the app answered to a request that was sent by hand."""

    status: int
    body: str
    headers: dict[str, str] = field(default_factory=dict)


class SlackEmulator:
    """A Slack in a thread of its own. Made by `slack()`, which also ends it.

    `violations` are the refusals that the app earned by breaking a limit; `refusals` all calls
    that were answered with an error.
    """

    def __init__(
        self, manifest: Path | Json | None = None, seed: int = 0, host: str = "127.0.0.1"
    ) -> None:
        self.people = People()
        self.state = State(self.people, app_of(manifest) if manifest else App(), seed)
        self.faults = Faults(seed)
        self.rates = Rates()
        self.state.on_event = self._on_event
        self._host = host
        self._loop = asyncio.new_event_loop()
        self._courier: Courier | None = None
        self._runner: web.AppRunner | None = None
        self._tasks: set[asyncio.Task[None]] = set()
        self._thread = threading.Thread(target=self._run, name="slack-emulator", daemon=True)
        self.extra_routes: list[web.RouteDef] = []

    # Its life

    def start(self, port: int = 0) -> None:
        self._thread.start()
        self._in_loop(self._open(port))

    def close(self) -> None:
        self._in_loop(self._close())
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()
        self._loop.close()

    def _run(self) -> None:
        asyncio.set_event_loop(self._loop)
        self._loop.run_forever()

    def _in_loop(self, coroutine: Any, timeout: float = 30.0) -> Any:
        return asyncio.run_coroutine_threadsafe(coroutine, self._loop).result(timeout)

    async def _open(self, port: int) -> None:
        self._courier = Courier(self.state)
        application = web.Application(client_max_size=_LARGEST_REQUEST)
        api = WebApi(self.state, self._courier, self.faults, self.rates)
        application.add_routes([*api.routes(), *self.extra_routes])
        self._runner = web.AppRunner(application, access_log=None, shutdown_timeout=1.0)
        await self._runner.setup()
        site = web.TCPSite(self._runner, self._host, port)
        await site.start()
        sockets = self._runner.addresses
        self.state.base_url = f"http://{self._host}:{sockets[0][1]}"

    async def _close(self) -> None:
        assert self._runner is not None
        for task in list(self._tasks):
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        await self.courier.close()
        await self._runner.cleanup()
        await self._loop.shutdown_asyncgens()

    # Where it is and how to get in

    @property
    def courier(self) -> Courier:
        assert self._courier is not None
        return self._courier

    @property
    def url(self) -> str:
        return self.state.base_url

    @property
    def api_url(self) -> str:
        """For `SCRUTINEER_SLACK_API_URL`, or `WebClient(base_url=…)`."""
        return f"{self.state.base_url}/api/"

    @property
    def bot_token(self) -> str:
        return self.state.tokens.bot

    @property
    def app_token(self) -> str:
        return self.state.tokens.app

    @property
    def signing_secret(self) -> str:
        return self.state.tokens.signing_secret

    @property
    def environment(self) -> dict[str, str]:
        """The settings with which the bot finds this Slack."""
        return {
            "SCRUTINEER_SLACK_API_URL": self.api_url,
            "SCRUTINEER_SLACK_BOT_TOKEN": self.bot_token,
            "SCRUTINEER_SLACK_APP_TOKEN": self.app_token,
            "SCRUTINEER_SLACK_SIGNING_SECRET": self.signing_secret,
        }

    # Deliveries

    def deliver(self, kind: str, payload: Json, attempt: int = 0, reason: str = "") -> Delivery:
        """Brings any payload to the app; `kind` is `events_api`, `slash_commands`, `interactive`.

        An `attempt` above 0 says that it was brought before, in vain for that `reason`.
        """
        delivery = Delivery(self.state.name("delivery-"), kind, payload, self.state.now())
        with self.state.lock:
            self.state.deliveries.append(delivery)
        self._loop.call_soon_threadsafe(self._begin, delivery, attempt, reason)
        return delivery

    def _begin(self, delivery: Delivery, attempt: int, reason: str) -> None:
        if self.courier.closing:
            return
        task = self._loop.create_task(self.courier.bring(delivery, attempt, reason))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    def deliver_again(self, delivery: Delivery, attempt: int = 1) -> Delivery:
        """The same event once more, as after an acknowledgement that got lost."""
        return self.deliver(delivery.kind, delivery.payload, attempt, "timeout")

    def _on_event(self, name: str, event: Json) -> None:
        self._tell(name, event)

    def _tell(self, name: str, event: Json) -> Delivery | None:
        """Brings an event if the app hears of such; `name` as in a manifest."""
        if not self.state.app.hears(name):
            return None
        channel = self.people.channels.get(str(event.get("channel")))
        told = payloads.event_callback(event, self.state.name("Ev"), channel)
        return self.deliver("events_api", told)

    def use_http(self, url: str) -> None:
        """From now on everything is posted there, signed, in place of Socket Mode."""
        self.courier.http_url = url

    def use_sockets(self) -> None:
        self.courier.http_url = None

    def deliver_http(
        self,
        url: str,
        payload: Json,
        kind: str = "events_api",
        *,
        secret: str | None = None,
        at: float | None = None,
        signature: str | None = None,
        retry: tuple[int, str] | None = None,
        headers: dict[str, str] | None = None,
        timeout: float = 10.0,
    ) -> HttpAnswer:
        """Posts one payload by hand: with another secret, at another time, with a signature of
        one's own, as a retry. A header given as "" is left out."""
        body, content_type = http_form(kind, payload)
        stamp = int(time.time() if at is None else at)
        right = signed(secret or self.signing_secret, body, stamp)
        told = {
            "Content-Type": content_type,
            "X-Slack-Request-Timestamp": str(stamp),
            "X-Slack-Signature": right if signature is None else signature,
        }
        if retry is not None:
            told |= {"X-Slack-Retry-Num": str(retry[0]), "X-Slack-Retry-Reason": retry[1]}
        told |= headers or {}
        request = urllib.request.Request(
            url, body.encode(), {name: value for name, value in told.items() if value}
        )
        try:
            with urllib.request.urlopen(request, timeout=timeout) as answer:
                return HttpAnswer(answer.status, answer.read().decode(), dict(answer.headers))
        except urllib.error.HTTPError as error:
            with error:
                return HttpAnswer(error.code, error.read().decode(), dict(error.headers))

    def verify_url(self, url: str, challenge: str = "emulated-challenge") -> HttpAnswer:
        return self.deliver_http(url, payloads.url_verification(challenge))

    # What people do

    def say(
        self,
        user: User,
        channel: Channel,
        text: str,
        thread_ts: str | None = None,
        *,
        broadcast: bool = False,
        files: list[Json] | None = None,
    ) -> Said:
        """A person (or another bot) writes. The app hears of it as far as it would in Slack: as a
        message, and once more as a mention when it is mentioned in a channel."""
        with self.state.lock:
            message = Message(
                ts=self.state.new_ts(),
                channel=channel.id,
                user=user.id,
                text=text,
                at=self.state.now(),
                thread_ts=thread_ts,
                blocks=self.state.with_ids(payloads.typed_blocks(text)),
                bot=user.bot,
                subtype="thread_broadcast" if broadcast else "file_share" if files else None,
                files=files or [],
            )
            if user.bot and user.id != BOT_USER:
                message.subtype = "bot_message"
            self.state.keep(message)
            return Said(message, self._tell_message(message, channel, user))

    def _tell_message(self, message: Message, channel: Channel, user: User) -> tuple[Delivery, ...]:
        if BOT_USER not in channel.members:
            return ()
        told: list[Delivery | None] = []
        event = payloads.message_event(message, channel, user)
        parent = self.state.messages.get((channel.id, message.thread_ts or ""))
        if parent is not None and parent is not message:
            event["parent_user_id"] = parent.user
        if channel.kind != "im" and f"<@{BOT_USER}" in message.text:
            told.append(self._tell("app_mention", {**event, "type": "app_mention"}))
        name = {"public": "channels", "private": "groups", "im": "im"}[channel.kind]
        told.append(self._tell(f"message.{name}", {**event, "channel_type": channel.type}))
        return tuple(delivery for delivery in told if delivery is not None)

    def tell(self, user: User, text: str, thread_ts: str | None = None) -> Said:
        """A direct message to the bot, which is also how people write in the agent pane."""
        return self.say(user, self.people.im(user), text, thread_ts)

    def change_message(self, said: Said | Message, text: str) -> None:
        """The author edits what they wrote."""
        message = said.message if isinstance(said, Said) else said
        with self.state.lock:
            blocks = self.state.with_ids(payloads.typed_blocks(text))
            self.state.edit(message, text=text, blocks=blocks)

    def delete_message(self, said: Said | Message) -> None:
        with self.state.lock:
            self.state.delete(said.message if isinstance(said, Said) else said)

    def join(self, user: User, channel: Channel) -> Said:
        """Joins a channel, which shows as a message; with `people.bot`, the bot is invited."""
        with self.state.lock:
            channel.members.add(user.id)
            message = Message(
                ts=self.state.new_ts(),
                channel=channel.id,
                user=user.id,
                text=f"<@{user.id}> has joined the channel",
                at=self.state.now(),
                subtype="channel_join",
            )
            self.state.keep(message)
            told = list(self._tell_message(message, channel, user))
            event = {
                "type": "member_joined_channel",
                "user": user.id,
                "channel": channel.id,
                "channel_type": "C" if channel.kind == "public" else "G",
                "team": TEAM,
                "event_ts": message.ts,
            }
            joined = self._tell("member_joined_channel", event)
            return Said(message, (*told, *([joined] if joined else [])))

    def share_file(self, user: User, channel: Channel, name: str, text: str = "") -> Said:
        """Uploads a file with a comment."""
        file = {"id": self.state.name("F"), "name": name, "title": name, "user": user.id}
        return self.say(user, channel, text, files=[file])

    def open_home(self, user: User, tab: str = "home") -> Delivery | None:
        """Opens the app's home: its `home` tab, or `messages`, where its agent is talked to."""
        with self.state.lock:
            channel = self.people.im(user)
            view = self.state.homes.get(user.id)
            event = payloads.app_home_opened(user, channel, tab, view, self.state.new_ts())
            return self._tell("app_home_opened", event)

    def look_at(self, user: User, channel: Channel | None) -> Delivery | None:
        """Goes to a channel with the agent pane open."""
        with self.state.lock:
            im = self.people.im(user)
            event = payloads.app_context_changed(user, im, channel, self.state.new_ts())
            return self._tell("app_context_changed", event)

    def start_assistant_thread(self, user: User, seen: Channel | None = None) -> Said:
        """Opens a thread of an `assistant_view`, the older kind of agent."""
        with self.state.lock:
            im = self.people.im(user)
            message = Message(
                ts=self.state.new_ts(),
                channel=im.id,
                user=BOT_USER,
                bot=BOT,
                text="New Assistant Thread",
                at=self.state.now(),
                subtype="assistant_app_thread",
            )
            self.state.keep(message)
            event = payloads.assistant_thread(
                "assistant_thread_started", user, im, seen, message.ts
            )
            told = self._tell("assistant_thread_started", event)
            return Said(message, (told,) if told else ())

    def change_assistant_context(self, thread: Said, seen: Channel | None) -> Delivery | None:
        """Goes to a channel with a thread of an `assistant_view` open."""
        with self.state.lock:
            im = self.people.channels[thread.message.channel]
            user = self.people.users[next(iter(im.members - {BOT_USER}))]
            kind = "assistant_thread_context_changed"
            return self._tell(kind, payloads.assistant_thread(kind, user, im, seen, thread.ts))

    def command(self, user: User, channel: Channel, command: str, text: str = "") -> Delivery:
        """Types a slash command. Slack refuses one that the manifest does not name."""
        with self.state.lock:
            known = self.state.app.commands
            if known is not None and command not in known:
                raise LookupError(f"{command} is not a valid command")
            return self.deliver(
                "slash_commands",
                payloads.slash_command(
                    user,
                    channel,
                    command,
                    text,
                    self.state.new_trigger(user.id),
                    self.state.new_response_url(user.id, channel.id),
                ),
            )

    def press(
        self,
        user: User,
        on: Message | View,
        action_id: str,
        *,
        value: str | None = None,
        block_id: str | None = None,
        values: Json | None = None,
    ) -> Delivery:
        """Clicks a button, or chooses something, in a message, a modal or a home tab.

        `value` says which: of feedback buttons the value of one, of a menu that of an option, of
        an input what is typed. Raises LookupError when there is nothing such to click or to see.
        """
        with self.state.lock:
            if isinstance(on, Message) and (on.deleted or on.seen_by not in (None, user.id)):
                raise LookupError(f"{user.name} does not see that message")
            if isinstance(on, View) and (on.closed or on.user != user.id):
                raise LookupError(f"{user.name} does not see that view")
            block, element = element_in(on.blocks, action_id, block_id)
            action = {
                **_chosen(element, value),
                "action_id": action_id,
                "block_id": block["block_id"],
                "type": element["type"],
                "action_ts": self.state.new_ts(),
            }
            held = values or {}
            if isinstance(on, View):
                within = on.id if on.kind == "modal" else None
                trigger = self.state.new_trigger(user.id, within)
                told = payloads.actions_on_view(user, on, action, held, trigger)
            else:
                channel = self.people.channels[on.channel]
                told = payloads.actions_on_message(
                    user,
                    channel,
                    on,
                    action,
                    held,
                    self.state.new_trigger(user.id),
                    self.state.new_response_url(user.id, channel.id, on),
                )
            return self.deliver("interactive", told)

    def submit(self, view: View, values: Json | None = None) -> Delivery:
        """Sends a modal. `values` are what is filled in, by action_id: a text, an option's value,
        or a list of those. Raises LookupError for an input that is not there, ValueError for one
        that must not stay empty."""
        with self.state.lock:
            if view.closed:
                raise LookupError("the view is closed")
            user = self.people.users[view.user]
            state = _filled(view, dict(values or {}))
            trigger = self.state.new_trigger(user.id, view.id)
            return self.deliver("interactive", payloads.view_submission(user, view, state, trigger))

    def close_view(self, view: View, *, everything: bool = False) -> Delivery | None:
        """Closes a modal, or all that are open. The app hears of it if the view wants that."""
        with self.state.lock:
            user = self.people.users[view.user]
            closing = self.state.open_views(user.id) if everything else [view]
            for other in closing:
                other.closed = True
            self.state.tell_changed()
            if not view.content.get("notify_on_close"):
                return None
            told = payloads.view_closed(user, view, everything)
            return self.deliver("interactive", told)

    def shortcut(self, user: User, message: Message | Said, callback_id: str) -> Delivery:
        """Uses a message shortcut."""
        on = message.message if isinstance(message, Said) else message
        with self.state.lock:
            self._check_shortcut(callback_id)
            channel = self.people.channels[on.channel]
            return self.deliver(
                "interactive",
                payloads.message_action(
                    user,
                    channel,
                    on,
                    callback_id,
                    self.state.new_trigger(user.id),
                    self.state.new_response_url(user.id, channel.id, None),
                ),
            )

    def global_shortcut(self, user: User, callback_id: str) -> Delivery:
        with self.state.lock:
            self._check_shortcut(callback_id)
            told = payloads.shortcut(
                user, callback_id, self.state.new_trigger(user.id), self.state.new_ts()
            )
            return self.deliver("interactive", told)

    def _check_shortcut(self, callback_id: str) -> None:
        known = self.state.app.shortcuts
        if known is not None and callback_id not in known:
            raise LookupError(f"no shortcut {callback_id}")

    # What goes wrong

    def stop_stream(self, message: Message) -> None:
        """Somebody presses the stop button of a message that streams."""
        with self.state.lock:
            if message.stream is None or message.stream.state != "streaming":
                raise LookupError("the message does not stream")
            message.stream.state = "stopped_by_user"
            self.state.tell_changed()

    def drop_connections(self) -> None:
        """Breaks every WebSocket off without a word."""
        self._loop.call_soon_threadsafe(self.courier.drop)

    def disconnect(self, reason: str = "refresh_requested") -> None:
        """Sends `disconnect`: `refresh_requested`, `warning` or `link_disabled`."""
        self._in_loop(self.courier.disconnect(reason))

    def revoke(self, token: str | None = None, error: str = "invalid_auth") -> None:
        """Makes a token, without one the bot's, meet that error."""
        self.state.tokens.revoked[token or self.bot_token] = error

    def restore(self) -> None:
        self.state.tokens.revoked.clear()

    def expire_streams(self) -> None:
        with self.state.lock:
            self.state.expire_streams(all_of_them=True)

    # What the app did

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


def _chosen(element: Json, value: str | None) -> Json:
    """What an action says of the element that was used."""
    kind = element["type"]
    if kind == "feedback_buttons":
        sides = (element["positive_button"], element["negative_button"])
        for side in sides:
            if value in (None, side["value"]):
                return {"text": side["text"], "value": side["value"]}
        raise LookupError(f"no feedback button has the value {value}")
    if kind in ("button", "icon_button"):
        return {
            name: element[name] for name in ("text", "value", "style", "url") if name in element
        }
    return _value_of(element, value)


def _value_of(element: Json, value: Any) -> Json:
    """An element's part of a view's state."""
    kind = element["type"]
    if kind in ("plain_text_input", "email_text_input", "url_text_input", "number_input"):
        return {"value": value if value is not None else element.get("initial_value")}
    if kind in ("static_select", "radio_buttons", "overflow", "external_select"):
        if value is None:
            return {"selected_option": element.get("initial_option")}
        return {"selected_option": _option(element, value)}
    if kind in ("checkboxes", "multi_static_select"):
        if value is None:
            return {"selected_options": element.get("initial_options", [])}
        return {"selected_options": [_option(element, one) for one in value]}
    names = {
        "datepicker": "selected_date",
        "timepicker": "selected_time",
        "datetimepicker": "selected_date_time",
        "users_select": "selected_user",
        "channels_select": "selected_channel",
        "conversations_select": "selected_conversation",
        "multi_users_select": "selected_users",
        "multi_channels_select": "selected_channels",
        "multi_conversations_select": "selected_conversations",
    }
    return {names.get(kind, "value"): value}


def _option(element: Json, value: str) -> Json:
    options = list(element.get("options", []))
    for group in element.get("option_groups", []):
        options += group["options"]
    for option in options:
        if option["value"] == value:
            return dict(option)
    raise LookupError(f"no option has the value {value}")


def _filled(view: View, values: Json) -> Json:
    """The state of a view that was filled in."""
    state: Json = {}
    for _, block in every_block(view.blocks):
        for _, element in elements_of(block):
            action_id = element["action_id"]
            if block["type"] != "input" and element["type"] in ("button", "overflow"):
                continue
            part = _value_of(element, values.pop(action_id, None))
            filled = next(iter(part.values()))
            if block["type"] == "input" and not block.get("optional") and not filled:
                raise ValueError(f"{action_id} must not stay empty")
            longest = element.get("max_length", 3_000)
            if isinstance(filled, str) and len(filled) > longest:
                raise ValueError(f"{action_id} takes {longest} characters")
            state.setdefault(block["block_id"], {})[action_id] = {"type": element["type"], **part}
    if values:
        raise LookupError(f"no such inputs: {', '.join(values)}")
    return state


@contextmanager
def slack(
    manifest: Path | Json | None = None, seed: int = 0, port: int = 0
) -> Iterator[SlackEmulator]:
    """An emulator as long as this lasts, on a free port of this machine."""
    emulator = SlackEmulator(manifest, seed)
    emulator.start(port)
    try:
        yield emulator
    finally:
        emulator.close()
