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
from collections.abc import Collection, Mapping
from http.client import HTTPException
from typing import Any

from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError, SlackClientError
from slack_sdk.webhook import WebhookClient

from bot.slack.asked import Place
from bot.slack.blocks import status
from bot.slack.blocks.message import Message
from bot.slack.blocks.wording import words
from bot.slack.patience import AgainError, Patience, UnreachableError
from bot.slack.refusals import (
    BAD_FORM,
    NO_PLACE,
    NO_STATUSES,
    PASSING,
    REFUSED_TOKEN,
    TokenRefusedError,
    named,
    seconds,
)

PART = "scrutineer_part"
"""The event type of the metadata that tells which part of which answer a message is."""

_LONGEST_PLAIN = 3_900

_log = logging.getLogger(__name__)


class UndeliveredError(Exception):
    """Slack does not take the message, and trying again would not help; says why."""


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
            name, code = named(error), error.response.status_code
            if code == 429 or code >= 500 or name in PASSING | REFUSED_TOKEN:
                return None
            if code == 404 or name in NO_STATUSES:
                _log.warning("Slack shows no statuses (%s): messages are used.", name or code)
                self._statuses = False
        except (OSError, HTTPException, SlackClientError):
            return None
        waiting = status.status_message(text, ahead)
        try:
            return self._posted(
                channel=place.channel, thread_ts=place.thread, **waiting.arguments()
            )
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
            return self._posted(
                channel=place.channel, thread_ts=place.thread, metadata=metadata, **content
            )

        def arrived() -> str | None:
            return None if instead_of is not None else find_part(self._client, place, key, part)

        try:
            return self._patience.persist(send, arrived, perhaps_sent=perhaps_sent)
        except SlackApiError as error:
            if named(error) in BAD_FORM:
                _log.error("Slack refused the form of a message: %s", error.response.data)
                return self._plainly(place, content, metadata)
            if named(error) in NO_PLACE:
                return self._to_asker(place, asker, content, metadata, error)
            raise UndeliveredError(named(error)) from error

    def tell(self, place: Place, asker: str, message: Message) -> None:
        """Tell the asker alone something that is not an answer; it may get lost."""
        try:
            if place.private or place.respond_to:
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
            self._patience.persist(send, lambda: None)
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

    def _posted(self, **message: Any) -> str:
        """Posts a message without previews of what it links to; gives its timestamp."""
        posted = self._client.chat_postMessage(unfurl_links=False, unfurl_media=False, **message)
        return str(posted["ts"])

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
                    raise AgainError(seconds(answer.headers), arrived=False)
                if answer.status_code >= 500:
                    raise AgainError(None, arrived=False)
                return "" if answer.status_code == 200 else "expired"

            if not self._patience.persist(respond, lambda: None):
                return ""

        def send() -> str:
            self._client.chat_postEphemeral(
                channel=place.channel, user=asker, thread_ts=place.thread, **content
            )
            return ""

        try:
            return self._patience.persist(send, lambda: None)
        except SlackApiError as error:
            if named(error) in NO_PLACE:
                return self._to_asker(place, asker, content, {}, error)
            raise UndeliveredError(named(error)) from error

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
                return self._posted(channel=asker, metadata=dict(metadata) or None, **said)

            try:
                stamp = self._patience.persist(send, lambda: None)
            except SlackApiError as again:
                raise UndeliveredError(f"{named(error)}, then {named(again)}") from again
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
                return self._posted(
                    channel=place.channel,
                    thread_ts=place.thread,
                    text=piece,
                    metadata=dict(metadata),
                )

            try:
                stamp = self._patience.persist(send, lambda: None)
            except SlackApiError as error:
                raise UndeliveredError(named(error)) from error
            first = first or stamp
            text = text[len(piece) :]
        return first


def find_part(client: WebClient, place: Place, key: str, part: int) -> str | None:
    """The timestamp of a part that is there already, by its metadata.

    It is looked for in the thread, or among the last messages of the channel.
    """
    cursor: str | None = None
    while True:
        if place.thread is None:
            page = client.conversations_history(
                channel=place.channel, include_all_metadata=True, limit=200
            )
        else:
            page = client.conversations_replies(
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
