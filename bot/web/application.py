"""The HTTP application: every page, what stands before them, and the probes."""

from collections.abc import Sequence

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.routing import BaseRoute, Mount

from bot.faults import MendableError
from bot.web.admin.routes import routes as admin
from bot.web.asking.routes import routes as asking
from bot.web.bounds import Bounds
from bot.web.briefs.routes import routes as briefs
from bot.web.faults import Caught, Faults
from bot.web.library.routes import routes as library
from bot.web.observed import Observed
from bot.web.origins import OwnAddress
from bot.web.pages import STATIC
from bot.web.probes import HEALTH, METRICS, READY, admins, everybody, metrics, probes, with_token
from bot.web.reading.routes import routes as reading
from bot.web.security import KeptFiles, SafeHeaders
from bot.web.signing_in.choosing import signing_in, way_of
from bot.web.site import Site

SLACK = "/slack/events"
# What other programs call: the first tell nothing, the last one's requests are signed.
_ELSEWHERE = (HEALTH, READY, SLACK)
# With a token, which is its protection.
_METRICS_ELSEWHERE = (*_ELSEWHERE, METRICS)


def application(site: Site, others: Sequence[BaseRoute] = ()) -> Starlette:
    """The application, with routes that are not pages as well.

    Raises `MendableError` where the settings of sign-in lack something.
    """
    settings, faults = site.app.settings, Faults(site.pages)
    way = way_of(settings, site.state, site.pages)
    token = settings.metrics_token
    elsewhere = _ELSEWHERE if token is None else _METRICS_ELSEWHERE
    return Starlette(
        routes=[
            *probes(site.app, site.state),
            metrics(admins if token is None else with_token(token)),
            *others,
            Mount("/static", KeptFiles(directory=STATIC)),
            *way.routes(),
            *asking(site),
            *reading(site),
            *library(site),
            *briefs(site),
            *admin(site),
        ],
        middleware=[
            *_around(site, faults),
            Middleware(Bounds),
            Middleware(OwnAddress, settings=settings, elsewhere=elsewhere),
            *signing_in(way, settings, elsewhere, site.note_kept_out),
        ],
        exception_handlers={HTTPException: faults.refused, MendableError: faults.mendable},
    )


def without_pages(site: Site, others: Sequence[BaseRoute]) -> Starlette:
    """The application with those routes and the probes, and no page.

    Nobody signs in: without a token what was counted is told to nobody.
    """
    token = site.app.settings.metrics_token
    told = [] if token is None else [metrics(with_token(token))]
    return _bare(site, [*probes(site.app, site.state), *told, *others])


def for_watchers(site: Site) -> Starlette:
    """The application at an address of its own: the probes, and what was counted."""
    token = site.app.settings.metrics_token
    told = metrics(everybody if token is None else with_token(token))
    return _bare(site, [*probes(site.app, site.state), told])


def _bare(site: Site, routes: Sequence[BaseRoute]) -> Starlette:
    faults = Faults(site.pages)
    return Starlette(
        routes=routes,
        middleware=_around(site, faults),
        exception_handlers={HTTPException: faults.refused},
    )


def _around(site: Site, faults: Faults) -> list[Middleware]:
    https = (site.app.settings.public_url or "").startswith("https://")
    return [
        Middleware(Observed),
        Middleware(SafeHeaders, https=https),
        Middleware(Caught, faults=faults),
    ]
