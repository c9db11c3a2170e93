"""What is seen of each HTTP request: how long it took, and an id for the log and for traces."""

import time
from secrets import token_hex

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from bot.observing.about import about
from bot.observing.metrics import REQUESTS
from bot.observing.watch import record, span

_METHODS = frozenset(("GET", "HEAD", "POST", "PUT", "DELETE", "OPTIONS"))


class Observed:
    """Middleware that times requests, by their route: an address may tell of who asks.

    The id stands in the response as well, for who reports that something went wrong.
    """

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one connection."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        request, status, began = token_hex(8), 0, time.perf_counter()
        method = scope["method"] if scope["method"] in _METHODS else "other"

        async def sent(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                MutableHeaders(scope=message)["X-Request-Id"] = request
            await send(message)

        with about(request=request), span("http", Headers(scope=scope), method=method) as made:
            try:
                await self._app(scope, receive, sent)
            finally:
                route = getattr(scope.get("route"), "path", "none")
                made.note(route=route, status=status)
                spent = time.perf_counter() - began
                record(REQUESTS, spent, method=method, route=route, status=str(status))
