"""The pages on settings of a test's own, in this process."""

from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse
from starlette.routing import BaseRoute, Route

from bot.app import open_app
from bot.settings import Settings
from bot.state.opening import open_state
from bot.web.application import application
from bot.web.site import Site
from bot.web.visitors import visitor_of

PUBLIC = "https://scrutineer.aldermere.example"
FROM_OUR_PAGE = {"sec-fetch-site": "same-origin"}
PROXY = "10.1.2.3"
BY_PROXY: dict[str, Any] = {
    "sign_in": "proxy",
    "public_url": PUBLIC,
    "sign_in_proxies": (PROXY, "2001:db8::/32"),
}


@contextmanager
def a_site(home: Path, folder: Path, **settings: Any) -> Iterator[Site]:
    """A site over the index in `home`, its state in `folder`."""
    every = Settings.model_validate({"home": home, **settings})
    with closing(open_app(every)) as app, open_state(folder / "state.sqlite") as state:
        yield Site(app, state)


@contextmanager
def an_application(
    home: Path, folder: Path, others: Sequence[BaseRoute] = (), **settings: Any
) -> Iterator[Starlette]:
    """The application of such a site, with `WHO` and `POSTED` besides."""
    with a_site(home, folder, **settings) as site:
        yield application(site, (WHO, POSTED, *others))


def _who(request: Request) -> JSONResponse:
    visitor = visitor_of(request)
    return JSONResponse([visitor.name, visitor.role.name, sorted(visitor.groups)])


WHO = Route("/who", _who)
"""Tells the visitor's name, role and groups."""


async def _posted(request: Request) -> PlainTextResponse:
    return PlainTextResponse(str(len(await request.body())))


POSTED = Route("/posted", _posted, methods=["POST", "PUT", "DELETE"])
"""Changes something, for all one knows."""
