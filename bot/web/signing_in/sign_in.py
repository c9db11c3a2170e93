"""Before every page: who is it? Nothing is shown to those of whom that is not known."""

from collections.abc import Callable, Collection

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.types import ASGIApp, Receive, Scope, Send

from bot.web.faults import NotAdmittedError
from bot.web.signing_in.ways import Way
from bot.web.visitors import Visitor

STATIC = "/static/"


class SignIn:
    """Middleware that finds out who sent a request, for `visitors.visitor_of`.

    Shown to everybody are the files that all pages are made of, the way's own pages, and the
    paths in `elsewhere`. `kept_out` is told the name of whoever has signed in and may read nothing.
    """

    def __init__(
        self, app: ASGIApp, way: Way, elsewhere: Collection[str], kept_out: Callable[[str], None]
    ) -> None:
        self._app = app
        self._way = way
        self._kept_out = kept_out
        self._open = frozenset(elsewhere) | {route.path for route in way.routes()}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one connection. Raises `RefusedError`."""
        if scope["type"] == "http" and not self._is_open(scope["path"]):
            try:
                found = await self._way.visitor(Request(scope))
            except NotAdmittedError as error:
                await run_in_threadpool(self._kept_out, error.name)
                raise
            if not isinstance(found, Visitor):
                await found(scope, receive, send)
                return
            scope.setdefault("state", {})["visitor"] = found
        await self._app(scope, receive, send)

    def _is_open(self, path: str) -> bool:
        return path in self._open or path.startswith(STATIC)
