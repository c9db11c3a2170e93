"""Somebody with a browser at the pages of the library, whoever sign-in takes them for."""

import time
from collections.abc import Iterator
from contextlib import closing, contextmanager

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.testclient import TestClient
from starlette.types import ASGIApp, Receive, Scope, Send

from bot.app import open_app
from bot.faults import MendableError
from bot.settings import Settings
from bot.state.opening import open_state
from bot.state.runs import Run
from bot.web.faults import Faults
from bot.web.library.routes import routes
from bot.web.site import Site
from bot.web.visitors import Role, Visitor
from tests.fakes.embedding import WordEmbedder

OWNER = Visitor("Olive Owner", Role.OWNER)
READER = Visitor("Rita Reader", Role.READER)
_PATIENCE = 60.0


class _As:
    def __init__(self, app: ASGIApp, visitor: Visitor) -> None:
        self._app = app
        self._visitor = visitor

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        scope.setdefault("state", {})["visitor"] = self._visitor
        await self._app(scope, receive, send)


@contextmanager
def site_of(settings: Settings) -> Iterator[Site]:
    """The pages with these settings."""
    with (
        closing(open_app(settings, WordEmbedder())) as app,
        open_state(settings.home / "state.sqlite") as state,
    ):
        yield Site(app, state)


def a_client(site: Site, visitor: Visitor) -> TestClient:
    """The browser of a visitor."""
    faults = Faults(site.pages)
    application = Starlette(
        routes=[*routes(site)],
        middleware=[Middleware(_As, visitor=visitor)],
        exception_handlers={HTTPException: faults.refused, MendableError: faults.mendable},
    )
    return TestClient(application, base_url="http://127.0.0.1:8000")


def ended(site: Site, number: int) -> Run:
    """A run, when it is over."""
    deadline = time.monotonic() + _PATIENCE
    while time.monotonic() < deadline:
        run = site.state.runs.get(number)
        assert run is not None
        if run.is_over:
            return run
        time.sleep(0.05)
    raise AssertionError("the run does not end")
