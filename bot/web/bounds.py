"""Bounds of a request, whoever sends it: the length of its address, how slowly it may come.

How large a body may be is a matter of each form (`bot.web.forms`).
"""

import asyncio

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from bot.web.faults import RefusedError

LONGEST_ADDRESS = 4_000
"""Bytes of path and choices; what people type never stands in an address."""

_PATIENCE = 20.0
# Fifty megabytes from home.
_LONGEST_BODY_SECONDS = 900.0


class Bounds:
    """Middleware that gives up on addresses that are too long and bodies that come too slowly."""

    def __init__(
        self,
        app: ASGIApp,
        *,
        patience: float = _PATIENCE,
        longest: float = _LONGEST_BODY_SECONDS,
    ) -> None:
        self._app = app
        self._patience = patience
        self._longest = longest

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one connection. Raises `RefusedError`."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        if len(scope["raw_path"]) + len(scope["query_string"]) > LONGEST_ADDRESS:
            raise RefusedError(
                414, "That address is too long", "Open the page anew, and choose fewer things."
            )
        await self._app(scope, self._hurried(receive), send)

    def _hurried(self, receive: Receive) -> Receive:
        """The same, but for a body: nobody waits for one that does not go on."""
        whole = False
        deadline = _now() + self._longest

        async def received() -> Message:
            nonlocal whole
            if whole:
                # What comes next is that the reader has gone, which may take as long as it likes.
                return await receive()
            try:
                message = await asyncio.wait_for(
                    receive(), min(self._patience, max(0.0, deadline - _now()))
                )
            except TimeoutError:
                raise RefusedError(
                    408,
                    "That took too long",
                    "What you sent did not arrive. Try again.",
                    {"Connection": "close"},
                ) from None
            whole = not message.get("more_body", False)
            return message

        return received


def _now() -> float:
    return asyncio.get_running_loop().time()
