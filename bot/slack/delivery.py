"""Sending to Slack: what is tried again, what is sent otherwise, and what nobody can help.

- 429 and `ratelimited`: waits as long as it is told to, and tries again;
- 5xx, a dropped connection, `internal_error`: tries again with growing pauses, after looking
  whether the message has arrived all the same;
- the token is not accepted: `TokenRefusedError`, and the answer stays in the inbox;
- the channel is gone, archived or closed to the bot: the answer goes to the asker's own messages,
  or where the channel sees more than others word of it alone;
- blocks or text refused: the same words go as plain text;
- a reply address that has run out: an ephemeral message through the API.
"""

import logging
import random
import time
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass
from http.client import HTTPException
from typing import Any

from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError, SlackClientError
from slack_sdk.webhook import WebhookClient

from bot.slack.asked import Place
from bot.slack.blocks import status
from bot.slack.blocks.message import Message
from bot.slack.blocks.wording import words

PART = "scrutineer_part"
"""The event type of the metadata that tells which part of which answer a message is."""

_LONGEST_PLAIN = 3_900
_REFUSED_TOKEN = frozenset(
    ("invalid_auth", "not_authed", "account_inactive", "token_revoked", "token_expired")
)
_PASSING = frozenset(
    ("internal_error", "fatal_error", "service_unavailable", "request_timeout", "rollup_error")
)
# Slack has no such method for this app; other refusals are of one place.
_NO_STATUSES = frozenset(("unknown_method", "missing_scope", "method_deprecated"))
_NO_PLACE = frozenset(
    (
        "channel_not_found",
        "is_archived",
        "not_in_channel",
        "no_permission",
        "restricted_action",
        "restricted_action_read_only_channel",
        "restricted_action_thread_locked",
        "thread_not_found",
        "message_not_found",
        "cannot_reply_to_message",
        "user_not_in_channel",
    )
)
_BAD_FORM = frozenset(
    ("invalid_blocks", "invalid_blocks_format", "msg_too_long", "msg_blocks_too_long", "no_text")
)
_log = logging.getLogger(__name__)


class UndeliveredError(Exception):
    """Slack does not take the message, and trying again would not help; says why."""


class TokenRefusedError(Exception):
    """Slack does not accept the bot's token (any more); the message may go once it does."""


class UnreachableError(Exception):
    """Slack could not be reached for so long that the message has to wait."""


class _AgainError(Exception):
    """To be tried again: after `seconds`, or a pause of our own; `arrived`: it may have."""

    def __init__(self, seconds: float | None, *, arrived: bool) -> None:
        super().__init__(seconds)
        self.seconds = seconds
        self.arrived = arrived


@dataclass(frozen=True, slots=True)
class Patience:
    """How long sending is tried: `tries`, the first pause and the longest, in seconds."""

    tries: int = 8
    first_pause: float = 0.5
    longest_pause: float = 30.0
    wait: Callable[[float], object] = time.sleep

    def pauses(self) -> Iterator[float]:
        """The pauses between the tries, each about twice the one before, with jitter."""
        pause = self.first_pause
        for _ in range(self.tries - 1):
            yield random.uniform(0.5, 1.0) * pause
            pause = min(2 * pause, self.longest_pause)


class Delivery:
    """Posts messages and statuses. Threads share it.

    What is said in a channel of `closed` goes to nobody's own messages in its stead.
    """

    def __init__(
        self,
        client: WebClient,
        patience: Patience | None = None,
        closed: Collection[str] = (),
    ) -> None:
        self._client = client
        self._patience = patience or Patience()
        self._closed = closed
        self._statuses = True

    def status(self, place: Place, text: str, ahead: int = 0) -> str | None:
        """Show what is being done, under the question, for up to two minutes.

        `ahead` is how many others are answered first.

        Where Slack has no statuses a message says it; its timestamp is given, for `post` to
        put the answer into. A status that cannot be shown now is left out.
        """
        if place.thread is None:
            return None
        try:
            if self._statuses:
                self._client.assistant_threads_setStatus(
                    channel_id=place.channel,
                    thread_ts=place.thread,
                    status=text,
                    loading_messages=list(status.loading(text, ahead)),
                )
                return None
        except SlackApiError as error:
            name, code = _named(error), error.response.status_code
            if code == 429 or code >= 500 or name in _PASSING | _REFUSED_TOKEN:
                return None
            if code == 404 or name in _NO_STATUSES:
                _log.warning("Slack shows no statuses (%s): messages are used.", name or code)
                self._statuses = False
        except (OSError, HTTPException, SlackClientError):
            return None
        waiting = status.status_message(text, ahead)
        try:
            posted = self._client.chat_postMessage(
                channel=place.channel,
                thread_ts=place.thread,
                unfurl_links=False,
                unfurl_media=False,
                **waiting.arguments(),
            )
            return str(posted["ts"])
        except (OSError, HTTPException, SlackClientError):
            return None

    def post(
        self,
        place: Place,
        asker: str,
        message: Mapping[str, Any],
        key: str,
        part: int,
        instead_of: str | None = None,
        *,
        perhaps_sent: bool = False,
    ) -> str:
        """Send one part of an answer, once; the timestamp of the message, "" of a private one.

        `message` has the arguments that `Message.arguments` gives.
        `instead_of` is the timestamp of a message whose place it takes. `perhaps_sent`: an
        earlier try may have arrived, so that it is looked for first. Raises `UndeliveredError`,
        `TokenRefusedError`, `UnreachableError`.
        """
        told = (message.get("metadata") or {}).get("event_payload") or {}
        metadata = {"event_type": PART, "event_payload": {**told, "key": key, "part": part}}
        content = {"text": message["text"], "blocks": message["blocks"]}
        if place.private:
            return self._private(place, asker, content)

        def send() -> str:
            if instead_of is not None:
                self._client.chat_update(
                    channel=place.channel, ts=instead_of, metadata=metadata, **content
                )
                return instead_of
            posted = self._client.chat_postMessage(
                channel=place.channel,
                thread_ts=place.thread,
                metadata=metadata,
                unfurl_links=False,
                unfurl_media=False,
                **content,
            )
            return str(posted["ts"])

        def arrived() -> str | None:
            return None if instead_of is not None else self._find(place, key, part)

        try:
            return self._persist(send, arrived, perhaps_sent=perhaps_sent)
        except SlackApiError as error:
            if _named(error) in _BAD_FORM:
                _log.error("Slack refused the form of a message: %s", error.response.data)
                return self._plainly(place, content, metadata)
            if _named(error) in _NO_PLACE:
                return self._to_asker(place, asker, content, metadata, error)
            raise UndeliveredError(_named(error)) from error

    def tell(self, place: Place, asker: str, message: Message) -> None:
        """Tell the asker alone something that is not an answer; it may get lost."""
        try:
            if place.private:
                self._private(place, asker, {"text": message.text, "blocks": list(message.blocks)})
                return
            self._client.chat_postEphemeral(
                channel=place.channel,
                thread_ts=None if place.thread == place.message else place.thread,
                user=asker,
                text=message.text,
                blocks=list(message.blocks),
            )
        except (
            OSError,
            HTTPException,
            SlackClientError,
            UndeliveredError,
            UnreachableError,
            TokenRefusedError,
        ) as error:
            _log.warning("A notice could not be shown: %s", error)

    def change(self, channel: str, stamp: str, message: Message) -> None:
        """Put a message in the place of one that was posted; it may get lost."""

        def send() -> str:
            self._client.chat_update(channel=channel, ts=stamp, **message.arguments())
            return stamp

        try:
            self._persist(send, lambda: None)
        except (SlackApiError, TokenRefusedError, UnreachableError) as error:
            _log.warning("A message could not be replaced: %s", error)

    def replace(self, respond_to: str, message: Message) -> None:
        """Put a message in the place of the one whose button was pressed; it may get lost."""
        try:
            WebhookClient(respond_to, logger=_log).send(
                text=message.text, blocks=list(message.blocks), replace_original=True
            )
        except (OSError, HTTPException, SlackClientError) as error:
            _log.warning("A message could not be replaced: %s", type(error).__name__)

    def _private(self, place: Place, asker: str, content: Mapping[str, Any]) -> str:
        """To the asker alone: by the address that Slack gave for it, else by the API."""
        if place.respond_to is not None:
            webhook = WebhookClient(place.respond_to, logger=_log)

            def respond() -> str:
                answer = webhook.send(
                    text=content["text"],
                    blocks=content["blocks"],
                    response_type="ephemeral",
                    replace_original=False,
                    unfurl_links=False,
                    unfurl_media=False,
                )
                if answer.status_code == 429:
                    raise _AgainError(_seconds(answer.headers), arrived=False)
                if answer.status_code >= 500:
                    raise _AgainError(None, arrived=False)
                return "" if answer.status_code == 200 else "expired"

            if not self._persist(respond, lambda: None):
                return ""

        def send() -> str:
            self._client.chat_postEphemeral(
                channel=place.channel, user=asker, thread_ts=place.thread, **content
            )
            return ""

        try:
            return self._persist(send, lambda: None)
        except SlackApiError as error:
            if _named(error) in _NO_PLACE:
                return self._to_asker(place, asker, content, {}, error)
            raise UndeliveredError(_named(error)) from error

    def _to_asker(
        self,
        place: Place,
        asker: str,
        content: Mapping[str, Any],
        metadata: Mapping[str, Any],
        error: SlackApiError,
    ) -> str:
        """To the asker's own messages, where the channel does not take it, with a note before."""
        closed = place.channel in self._closed
        note = {"text": words("sent_nowhere" if closed else "sent_here_instead")}
        stamp = ""
        for said in (note,) if closed else (note, content):

            def send(said: Mapping[str, Any] = said) -> str:
                posted = self._client.chat_postMessage(
                    channel=asker,
                    metadata=dict(metadata) or None,
                    unfurl_links=False,
                    unfurl_media=False,
                    **said,
                )
                return str(posted["ts"])

            try:
                stamp = self._persist(send, lambda: None)
            except SlackApiError as again:
                raise UndeliveredError(f"{_named(error)}, then {_named(again)}") from again
        return stamp

    def _plainly(
        self, place: Place, content: Mapping[str, Any], metadata: Mapping[str, Any]
    ) -> str:
        """The words of a message without blocks, in as many messages as they need."""
        text, first = str(content["text"]), ""
        while text:
            piece = text[:_LONGEST_PLAIN]
            if len(text) > _LONGEST_PLAIN and "\n" in piece:
                piece = piece[: piece.rindex("\n") + 1]

            def send(piece: str = piece) -> str:
                posted = self._client.chat_postMessage(
                    channel=place.channel,
                    thread_ts=place.thread,
                    text=piece,
                    metadata=dict(metadata),
                    unfurl_links=False,
                    unfurl_media=False,
                )
                return str(posted["ts"])

            try:
                stamp = self._persist(send, lambda: None)
            except SlackApiError as error:
                raise UndeliveredError(_named(error)) from error
            first = first or stamp
            text = text[len(piece) :]
        return first

    def _find(self, place: Place, key: str, part: int) -> str | None:
        """The timestamp of a part that is there already, by its metadata.

        It is looked for in the thread, or among the last messages of the channel.
        """
        cursor: str | None = None
        while True:
            if place.thread is None:
                page = self._client.conversations_history(
                    channel=place.channel, include_all_metadata=True, limit=200
                )
            else:
                page = self._client.conversations_replies(
                    channel=place.channel,
                    ts=place.thread,
                    include_all_metadata=True,
                    limit=200,
                    cursor=cursor,
                )
            for message in page.get("messages") or ():
                metadata = message.get("metadata") or {}
                payload = metadata.get("event_payload") or {}
                this = (metadata.get("event_type"), payload.get("key"), payload.get("part"))
                if this == (PART, key, part):
                    return str(message["ts"])
            cursor = (page.get("response_metadata") or {}).get("next_cursor")
            if not cursor or place.thread is None:
                return None

    def _persist(
        self,
        send: Callable[[], str],
        arrived: Callable[[], str | None],
        *,
        perhaps_sent: bool = False,
    ) -> str:
        """Try until it works. Raises `SlackApiError` where trying again would not help."""
        for pause in (*self._patience.pauses(), None):
            try:
                if perhaps_sent and (stamp := _looked(arrived)) is not None:
                    return stamp
                return send()
            except _AgainError as again:
                seconds, may_have = again.seconds, again.arrived
            except SlackApiError as error:
                seconds, may_have = _again(error)
            except (OSError, HTTPException, SlackClientError) as error:
                _log.warning("Slack could not be reached: %s", type(error).__name__)
                seconds, may_have = None, True
            perhaps_sent = perhaps_sent or may_have
            if pause is None:
                break
            self._patience.wait(pause if seconds is None else seconds)
        raise UnreachableError


def _looked(arrived: Callable[[], str | None]) -> str | None:
    """Whether it has arrived; as if not where that cannot be seen: better twice than never."""
    try:
        return arrived()
    except SlackApiError as error:
        if error.response.status_code == 429 or error.response.status_code >= 500:
            raise
        return None


def _again(error: SlackApiError) -> tuple[float | None, bool]:
    """The seconds to wait, if Slack names them, and whether the message may have arrived.

    Raises `TokenRefusedError`, or the error itself where trying again would not help.
    """
    status, name = error.response.status_code, _named(error)
    if status == 429 or name in ("ratelimited", "rate_limited"):
        return _seconds(error.response.headers), False
    if status >= 500 or name in _PASSING:
        return None, True
    if name in _REFUSED_TOKEN:
        raise TokenRefusedError(name) from error
    raise error


def _seconds(headers: Mapping[str, Any]) -> float:
    for name, value in headers.items():
        if name.lower() == "retry-after":
            try:
                return max(float(value[0] if isinstance(value, list) else value), 0.0)
            except ValueError:
                break
    return 1.0


def _named(error: SlackApiError) -> str:
    data = error.response.data
    return str(data.get("error", "")) if isinstance(data, dict) else ""
