"""One brief from taken to done: told of, made, uploaded, shared; whatever happens is told.

Three things are in the inbox, so that another process goes on where this one was killed: that
somebody is being told, where he was told (the file goes beneath it), and the id of the file before
it is shared. A brief that is not shared yet is made again.
"""

import logging
import re
from collections.abc import Callable
from dataclasses import dataclass

from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from bot.audit.entries import Entry
from bot.briefs.content import Brief
from bot.briefs.files import contents
from bot.faults import MendableError, NothingIndexedError, NothingSeenError
from bot.slack.asked import Asked
from bot.slack.blocks import brief_told
from bot.slack.blocks.message import Message
from bot.slack.blocks.wording import words
from bot.slack.briefs.moving import Moving
from bot.slack.briefs.uploading import NoPlaceError, NotTakenError, Uploads
from bot.slack.briefs.wish import Wish, wish_of
from bot.slack.delivery import PART, UndeliveredError, find_part
from bot.slack.patience import Patience, UnreachableError
from bot.slack.refusals import NO_PLACE, named
from bot.slack.sights import Sights
from bot.state.errors import LostError, StateError
from bot.state.inbox import Inbox, Part

_TELLING, _FILE = 0, 1
_LONGEST_NAME = 100
_log = logging.getLogger(__name__)


class _CannotError(Exception):
    """There is no brief; the words say why to whoever asked."""


@dataclass(frozen=True, slots=True)
class _Spot:
    """Where a brief is told of: the message, and the thread that the file goes into."""

    channel: str
    message: str
    thread: str


class Briefs:
    """Makes the briefs that were asked for. Threads share it; whoever calls `make` has the job."""

    def __init__(
        self,
        sights: Sights,
        inbox: Inbox,
        client: WebClient,
        patience: Patience,
        let_pass: Callable[[], None] = lambda: None,
        note: Callable[[Entry], object] = lambda _: None,
    ) -> None:
        self._sights = sights
        self._inbox = inbox
        self._client = client
        self._patience = patience
        self._uploads = Uploads(client, patience)
        self._let_pass = let_pass
        self._note = note

    def make(self, asked: Asked) -> None:
        """Make a brief that was taken, and see to it that its asker has it, or knows why not.

        Raises `StateError`, `LostError`, `UndeliveredError`, `TokenRefusedError`,
        `UnreachableError`.
        """
        wish = wish_of(asked)
        starting = _told(asked, wish, asked.place.channel, brief_told.doing())
        parts = self._inbox.outgoing(asked.key, [starting.arguments(), {}])
        spot = self._spot(asked, parts[_TELLING], starting)
        if spot is None:
            return
        said = words("brief_ready")
        try:
            if not self._is_shared(asked, parts[_FILE], spot):
                spot = self._share(asked, wish, spot)
        except _CannotError as error:
            said = str(error)
        except UnreachableError:
            said = words("brief_slack_away")
        self._tell(asked, wish, spot, said)

    def _spot(self, asked: Asked, part: Part, starting: Message) -> _Spot | None:
        """Where the brief is told of, once it is; None where it is asked for in a closed channel
        that takes nothing, of which its asker is told."""
        if part.state == "sent" and part.ref:
            return _spot_of(part.ref, asked)
        self._inbox.sending(asked.key, _TELLING)
        place = asked.place
        metadata = {"event_type": PART, "event_payload": {"key": asked.key, "part": _TELLING}}

        def arrived() -> str | None:
            stamp = find_part(self._client, place, asked.key, _TELLING)
            return None if stamp is None else f"{place.channel}:{stamp}"

        def post(channel: str, message: Message, thread: str | None = None) -> str:
            posted = self._client.chat_postMessage(
                channel=channel,
                thread_ts=thread,
                metadata=metadata,
                unfurl_links=False,
                unfurl_media=False,
                **message.arguments(),
            )
            return f"{posted['channel']}:{posted['ts']}"

        try:
            ref = self._patience.persist(
                lambda: post(place.channel, starting, place.thread),
                arrived,
                perhaps_sent=part.state == "sending",
            )
        except SlackApiError as error:
            if named(error) not in NO_PLACE:
                raise UndeliveredError(named(error)) from error
            if place.channel in self._sights.closed:
                self._own(asked, words("sent_nowhere"))
                return None
            here = _told(asked, wish_of(asked), asked.asker, brief_told.doing())
            ref = self._surely(lambda: post(asked.asker, here))
        self._inbox.sent(asked.key, _TELLING, ref)
        return _spot_of(ref, asked)

    def _is_shared(self, asked: Asked, part: Part, spot: _Spot) -> bool:
        """Whether the file is there already, shared by a process that could not say so."""
        if part.state == "sent":
            return True
        if part.state != "sending" or not part.ref:
            return False
        file = part.ref

        def look() -> str:
            return "yes" if self._uploads.is_there(file, spot.channel, spot.thread) else ""

        try:
            there = bool(self._patience.persist(look, lambda: None))
        except SlackApiError as error:
            # Better twice than never.
            _log.warning("Whether a brief is there cannot be seen: %s", named(error))
            return False
        if there:
            self._inbox.sent(asked.key, _FILE, file)
        return there

    def _share(self, asked: Asked, wish: Wish, spot: _Spot) -> _Spot:
        """Make the brief and put it where it is waited for; where that is told in the end.

        Raises `_CannotError`.
        """
        moving = Moving(
            lambda said: self._change(spot, _told(asked, wish, spot.channel, said)),
            self._let_pass,
        )
        brief, data = self._made(asked, wish, moving)
        moving(words("brief_sending"))
        name, title = _file_name(brief, wish.form), brief_told.file_title(brief)
        try:
            file = self._uploads.upload(name, data, brief_told.file_alt(brief, wish.form))
            self._inbox.sending(asked.key, _FILE, file)
            spot = self._put(asked, file, title, brief_told.comment(brief), spot)
        except NotTakenError as error:
            _log.error("Slack does not take the file of a brief: %s", error)
            raise _CannotError(error.said) from error
        self._inbox.sent(asked.key, _FILE, file)
        return spot

    def _put(self, asked: Asked, file: str, title: str, comment: str, spot: _Spot) -> _Spot:
        """Share the file beneath the message, or in the asker's own messages; where."""
        try:
            self._uploads.share(file, title, comment, spot.channel, spot.thread)
            return spot
        except NoPlaceError as error:
            if spot.channel in self._sights.closed:
                raise _CannotError(words("sent_nowhere")) from error
            own = _spot_of(self._own(asked, words("brief_here_instead")), asked)
            try:
                self._uploads.share(file, title, comment, own.channel, own.thread)
            except NoPlaceError as again:
                raise UndeliveredError(str(again)) from again
            return own

    def _made(self, asked: Asked, wish: Wish, moving: Moving) -> tuple[Brief, bytes]:
        """The brief and its file, of what may be seen where it was asked for.

        Raises `_CannotError`.
        """
        if self._sights.rules(asked.place.channel).review is not None:
            raise _CannotError(words("brief_reviewed"))
        try:
            app = self._sights.asked(asked)
            brief = app.brief(wish.wanted(), moving.count)
            details = {"authority": brief.authority, "documents": brief.document_ids()}
            entry = Entry(asked.who, "slack", "brief", question=wish.topic, details=details)
            self._note(entry)
            moving(brief_told.doing(words("brief_writing")))
            return brief, contents(brief, f".{wish.form}", app.settings.public_url)
        except (StateError, LostError):
            raise
        except NothingSeenError as error:
            raise _CannotError(str(error)) from error
        except NothingIndexedError as error:
            raise _CannotError(words("notice_nothing_indexed")) from error
        except MendableError as error:
            _log.warning("A brief cannot be made: %s", type(error).__name__)
            raise _CannotError(str(error)) from error
        except Exception as error:
            _log.exception("A brief could not be made")
            raise _CannotError(words("brief_failed")) from error

    def _tell(self, asked: Asked, wish: Wish, spot: _Spot, said: str) -> None:
        """Put the end of it into the message that told of it; else into the asker's own."""
        message = _told(asked, wish, spot.channel, said)
        try:
            self._surely(lambda: self._change(spot, message))
        except UndeliveredError as error:
            _log.warning("A message of a brief could not be changed: %s", error)
            closed = spot.channel in self._sights.closed
            self._own(asked, words("sent_nowhere") if closed else message.text)

    def _own(self, asked: Asked, said: str) -> str:
        """Tell the asker in his own messages; the channel and the timestamp."""

        def send() -> str:
            posted = self._client.chat_postMessage(channel=asked.asker, text=said)
            return f"{posted['channel']}:{posted['ts']}"

        return self._surely(send)

    def _change(self, spot: _Spot, message: Message) -> str:
        self._client.chat_update(channel=spot.channel, ts=spot.message, **message.arguments())
        return spot.message

    def _surely(self, send: Callable[[], str]) -> str:
        """Raises `UndeliveredError`, `TokenRefusedError`, `UnreachableError`."""
        try:
            return self._patience.persist(send, lambda: None)
        except SlackApiError as error:
            raise UndeliveredError(named(error)) from error


def _told(asked: Asked, wish: Wish, channel: str, said: str) -> Message:
    """The message that tells of a brief; in another channel than was asked for it says why."""
    elsewhere = channel != asked.place.channel and not asked.place.direct
    instead = words("brief_here_instead") if elsewhere else ""
    return brief_told.progress(wish.heading, said, asked.asker, instead)


def _spot_of(ref: str, asked: Asked) -> _Spot:
    channel, _, stamp = ref.partition(":")
    thread = asked.place.thread if channel == asked.place.channel else None
    return _Spot(channel, stamp, thread or stamp)


def _file_name(brief: Brief, form: str) -> str:
    """A name that says what the file is: `inspection-brief-aldermere-2026-11-22.docx`."""
    said = "-".join(re.findall(r"\w+", f"{brief.title} {brief.topic}".lower()))[:_LONGEST_NAME]
    return f"{said.strip('-')}-{brief.made.isoformat()}.{form}"
