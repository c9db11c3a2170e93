"""What a reader sees when a page cannot be shown."""

import logging
from collections.abc import Mapping
from dataclasses import dataclass
from traceback import format_tb

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from bot.faults import MendableError, UsageError
from bot.web.pages import Pages

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Words:
    """The heading of a fault's page, and what the reader can do."""

    heading: str
    advice: str


_WORDS: Mapping[int, Words] = {
    400: Words("That could not be understood", "Go back, look at what you entered, try again."),
    401: Words("Please sign in", "This page is for people who are signed in."),
    403: Words("You may not do that", "Ask whoever looks after Scrutineer at your council."),
    404: Words(
        "There is no such page",
        "The address may be mistyped, or what it showed was removed, or is not yours to see.",
    ),
    405: Words("That cannot be done here", "Go back and use the buttons of the page."),
    413: Words("That is too large", "Send less at once, or a smaller file."),
    429: Words("One moment, please", "Many questions came at once. Try again in a minute."),
    503: Words("Scrutineer cannot do that at the moment", "Try again in a minute."),
}
_FAILED = Words(
    "Something went wrong", "It was our fault, and it is logged without what you typed. Try again."
)


class RefusedError(HTTPException):
    """A request that is not taken, with words of its own for its page."""

    def __init__(
        self, status: int, heading: str, advice: str, headers: Mapping[str, str] | None = None
    ) -> None:
        super().__init__(status, heading, headers)
        self.words = Words(heading, advice)


class NotAdmittedError(RefusedError):
    """Somebody has signed in, as `name`, whom the settings give no role."""

    def __init__(self, name: str, heading: str, advice: str) -> None:
        super().__init__(403, heading, advice)
        self.name = name


class Faults:
    """Makes the pages; each method is a handler of its kind of exception."""

    def __init__(self, pages: Pages) -> None:
        self._pages = pages

    def refused(self, request: Request, error: Exception) -> Response:
        """The page for an `HTTPException`, with the headers that it gives."""
        assert isinstance(error, HTTPException)
        known = _WORDS.get(error.status_code, _FAILED)
        words = error.words if isinstance(error, RefusedError) else known
        response = self._page(request, error.status_code, words)
        response.headers.update(error.headers or {})
        return response

    def mendable(self, request: Request, error: Exception) -> Response:
        """The page for a `MendableError`, whose message is made for readers."""
        status = 400 if isinstance(error, UsageError) else 503
        return self._page(request, status, Words(_WORDS[status].heading, str(error)))

    def told(self, request: Request, error: Exception) -> Response:
        """The page for an exception of any kind."""
        if isinstance(error, HTTPException):
            return self.refused(request, error)
        if isinstance(error, MendableError):
            return self.mendable(request, error)
        return self.unexpected(request, error)

    def unexpected(self, request: Request, error: Exception) -> Response:
        """The page for anything else."""
        # The message of an error may repeat what was typed: where it arose is logged, not that.
        arose = "".join(format_tb(error.__traceback__))
        _log.error("A page failed with %s\n%s", type(error).__name__, arose)
        return self._page(request, 500, _FAILED)

    def _page(self, request: Request, status: int, words: Words) -> Response:
        return self._pages.html(request, "faults/fault.html", status, words=words)


class Caught:
    """Middleware that makes a page of what nobody else has caught, other middleware's included."""

    def __init__(self, app: ASGIApp, faults: Faults) -> None:
        self._app = app
        self._faults = faults

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one connection."""
        begun = False

        async def sent(message: Message) -> None:
            nonlocal begun
            begun = True
            await send(message)

        try:
            await self._app(scope, receive, sent)
        except Exception as error:
            if scope["type"] != "http":
                raise
            response = self._faults.told(Request(scope), error)
            if not begun:
                await response(scope, receive, send)
