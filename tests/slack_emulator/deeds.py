"""What people do in the emulated Slack: write, click, fill in, come and go."""

from dataclasses import dataclass

from tests.slack_emulator import payloads
from tests.slack_emulator.answers import element_in
from tests.slack_emulator.checking import Json
from tests.slack_emulator.inputs import chosen, filled
from tests.slack_emulator.records import (
    Delivery,
    Message,
    View,
)
from tests.slack_emulator.server import Server
from tests.slack_emulator.workspace import (
    BOT,
    BOT_USER,
    TEAM,
    Channel,
    User,
)


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


class Deeds(Server):
    """A Slack that people use."""

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
                **chosen(element, value),
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
            state = filled(view, dict(values or {}))
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
