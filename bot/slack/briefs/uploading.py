"""Putting a file into a conversation: announced, uploaded, shared; and whether it is there.

Until the last step nobody sees anything, so the first two are done again as often as it takes.
The last is done once: whether a file is there is looked for by its id before it is shared again.
`WebClient.files_upload_v2` does the same three steps, and says what the file's id is when all of
them are done: a process that is killed before that could not tell whether the file is there.
"""

from itertools import islice
from urllib.error import HTTPError
from urllib.request import HTTPSHandler, ProxyHandler, Request, build_opener

from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from bot.slack.blocks.wording import words
from bot.slack.patience import AgainError, Patience
from bot.slack.refusals import NO_PLACE, named, seconds

# What a reader is told of each refusal, by the name of its wording.
_WHY = {
    "missing_scope": "brief_no_scope",
    "not_allowed_token_type": "brief_no_scope",
    "file_upload_size_restricted": "brief_too_large",
    "file_uploads_disabled": "brief_no_uploads",
    "file_uploads_except_images_disabled": "brief_no_uploads",
    "file_type_not_allowed": "brief_no_uploads",
    "slack_connect_file_upload_sharing_blocked": "brief_no_uploads",
    "storage_limit_reached": "brief_no_room",
}
_TOO_LARGE, _BUSY = 413, 429
# Slack shows a file some moments after it was told to.
_LOOKS = 3


class NotTakenError(Exception):
    """Slack does not take a file, and trying again would not help; `said` tells its reader why."""

    def __init__(self, error: str) -> None:
        super().__init__(error)
        known = _WHY.get(error)
        self.said = words(known) if known else words("brief_not_taken", error=error)


class NoPlaceError(Exception):
    """The conversation is gone, or takes nothing from this app (any more)."""


class Uploads:
    """The three steps. Threads share it.

    Each raises `NotTakenError`, `TokenRefusedError`, `UnreachableError`.
    """

    def __init__(self, client: WebClient, patience: Patience) -> None:
        self._client = client
        self._patience = patience
        ways = [HTTPSHandler(context=client.ssl)]
        proxy = client.proxy
        self._opener = build_opener(
            *ways, *([ProxyHandler({"http": proxy, "https": proxy})] if proxy else [])
        )

    def upload(self, name: str, data: bytes, alt: str) -> str:
        """Upload a file, which nobody sees yet; its id."""

        def send() -> str:
            told = self._client.files_getUploadURLExternal(
                filename=name, length=len(data), alt_txt=alt
            )
            self._post(str(told["upload_url"]), data)
            return str(told["file_id"])

        try:
            return self._patience.persist(send, lambda: None)
        except SlackApiError as error:
            raise NotTakenError(named(error)) from error

    def share(self, file: str, title: str, comment: str, channel: str, thread: str | None) -> None:
        """Show a file that was uploaded, once. Raises `NoPlaceError` too."""

        def send() -> str:
            self._client.files_completeUploadExternal(
                files=[{"id": file, "title": title}],
                channel_id=channel,
                initial_comment=comment,
                thread_ts=thread,
            )
            return file

        def arrived() -> str | None:
            return file if self.is_there(file, channel, thread) else None

        try:
            self._patience.persist(send, arrived)
        except SlackApiError as error:
            if named(error) in NO_PLACE:
                raise NoPlaceError(named(error)) from error
            raise NotTakenError(named(error)) from error

    def is_there(self, file: str, channel: str, thread: str | None) -> bool:
        """Whether a file is shown in a conversation, or will be in a moment.

        Raises `SlackApiError`, and what the network raises.
        """
        if self._shows(file, channel, thread):
            return True
        for pause in islice(self._patience.pauses(), _LOOKS - 1):
            self._patience.wait(pause)
            if self._shows(file, channel, thread):
                return True
        return False

    def _shows(self, file: str, channel: str, thread: str | None) -> bool:
        cursor: str | None = None
        while True:
            if thread is None:
                page = self._client.conversations_history(channel=channel, limit=200)
            else:
                page = self._client.conversations_replies(
                    channel=channel, ts=thread, limit=200, cursor=cursor
                )
            for message in page.get("messages") or ():
                if any(shown.get("id") == file for shown in message.get("files") or ()):
                    return True
            cursor = (page.get("response_metadata") or {}).get("next_cursor")
            if not cursor or thread is None:
                return False

    def _post(self, url: str, data: bytes) -> None:
        """Send the bytes. Raises `NotTakenError`, `AgainError`, `OSError`."""
        request = Request(url, data, {"Content-Type": "application/octet-stream"}, method="POST")
        try:
            with self._opener.open(request, timeout=self._client.timeout) as answer:
                answer.read()
        except HTTPError as error:
            with error:
                if error.code == _TOO_LARGE:
                    raise NotTakenError("file_upload_size_restricted") from error
                wait = seconds(dict(error.headers)) if error.code == _BUSY else None
                # An address that was used, or is too old, is no reason to give up: another is had.
                raise AgainError(wait, arrived=False) from error
