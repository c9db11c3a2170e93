"""The ways in which it is found out who somebody is."""

from collections.abc import Sequence
from typing import Protocol

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from bot.web.visitors import Visitor


class Way(Protocol):
    """One of them."""

    async def visitor(self, request: Request) -> Visitor | Response:
        """Who sent a request; or what they are shown so that they can sign in.

        Raises `RefusedError` where they may not read at all.
        """
        ...

    def routes(self) -> Sequence[Route]:
        """Pages of its own, which are shown to those who have not signed in."""
        ...
