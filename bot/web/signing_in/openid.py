"""Sign-in with OpenID Connect, remembered in a signed cookie for some hours."""

import logging
import secrets
import time
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any
from urllib.parse import urlencode, urlsplit

from starlette.concurrency import run_in_threadpool
from starlette.middleware import Middleware
from starlette.middleware.sessions import SessionMiddleware
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from bot import addresses
from bot.settings import Settings, variable
from bot.state.sessions import EndedSessions
from bot.web.faults import RefusedError
from bot.web.pages import Pages
from bot.web.signing_in.people import Person, admitted, groups_that_matter, person
from bot.web.signing_in.provider import NotSignedInError, Provider, ProviderDownError
from bot.web.signing_in.returning import safe_return
from bot.web.visitors import Visitor

# A session's cookie is written anew once this share of the idle time is over, not for each page.
_WRITTEN_ANEW = 1 / 20
_log = logging.getLogger(__name__)


def sessions(settings: Settings) -> Middleware:
    """What reads the session of a request from its cookie, and writes it."""
    assert settings.session_secret is not None
    https = urlsplit(settings.public_url or "").scheme == "https"
    return Middleware(
        SessionMiddleware,
        secret_key=settings.session_secret.get_secret_value(),
        # A browser takes a name that begins so over HTTPS alone, and for no other host.
        session_cookie="__Host-scrutineer" if https else "scrutineer",
        max_age=round(settings.session_hours * 3600),
        same_site="lax",
        https_only=https,
    )


class OpenId:
    """The way that asks a provider, once for each session.

    A session is in the cookie itself: who it is, those of their groups that the settings name,
    until when, when it was last used, an id by which it can be ended, and the endings of all of
    theirs that it came after.
    """

    def __init__(self, settings: Settings, ended: EndedSessions, pages: Pages) -> None:
        self._settings = settings
        self._ended = ended
        self._pages = pages
        self._public = (settings.public_url or "").rstrip("/")
        self._provider = Provider(settings)

    async def visitor(self, request: Request) -> Visitor | Response:
        """Who signed in; or the way to the provider, and afterwards back here."""
        if (who := await self._who(request)) is not None:
            return admitted(self._settings, who, signs_out=True)
        reads = request.method in ("GET", "HEAD")
        if not reads or request.headers.get("sec-fetch-mode", "navigate") != "navigate":
            # What a form or a script sent is not sent again once somebody has signed in.
            raise RefusedError(
                401,
                "Please sign in again",
                "Your session has ended. Keep what you typed: go back, copy it, open the page "
                "anew, and sign in.",
            )
        here = request.url.path + (f"?{request.url.query}" if request.url.query else "")
        return RedirectResponse(f"{addresses.SIGN_IN}?{urlencode({'to': here})}", 303)

    def routes(self) -> Sequence[Route]:
        """To the provider, back from it, and out."""
        return (
            Route(addresses.SIGN_IN, self._begin),
            Route(addresses.SIGNED_IN, self._come_back),
            Route(addresses.SIGN_OUT, self._sign_out, methods=["POST"]),
            Route(addresses.SIGNED_OUT, self._signed_out),
        )

    async def _who(self, request: Request) -> Person | None:
        session = request.session
        name, identity = session.get("name"), session.get("id")
        if name is None or identity is None or not self._lasts(session):
            return None
        after = session.get("after", ())
        if await run_in_threadpool(self._ended.has_ended, identity, name, after):
            return None
        self._used(request)
        return person(name, session.get("groups", ()))

    def _lasts(self, session: Mapping[str, Any]) -> bool:
        now, until = time.time(), session.get("until", 0)
        idle = self._settings.session_idle_minutes * 60
        # Of a session that began before this was kept, its beginning counts.
        used = session.get("used", until - self._settings.session_hours * 3600)
        return now < until and (not idle or now < used + idle)

    def _used(self, request: Request) -> None:
        """Note that somebody did something; what a page's script looks for by itself is nothing."""
        session, now = request.session, time.time()
        if request.method == "GET" and request.headers.get("sec-fetch-dest") == "empty":
            return
        if now >= session.get("used", 0) + self._settings.session_idle_minutes * 60 * _WRITTEN_ANEW:
            session["used"] = now

    async def _begin(self, request: Request) -> Response:
        request.session["to"] = safe_return(request.query_params.get("to"))
        try:
            return await self._provider.sign_in(request, self._public + addresses.SIGNED_IN)
        except ProviderDownError as error:
            raise _down(error) from error

    async def _come_back(self, request: Request) -> Response:
        try:
            told = await self._provider.signed_in(request)
            who = self._named(told.claims)
        except ProviderDownError as error:
            raise _down(error) from error
        except NotSignedInError as error:
            if await self._who(request) is not None:
                # Another tab was quicker.
                return RedirectResponse(addresses.HOME, 303)
            _log.warning("Somebody could not be signed in: %s", error)
            raise RefusedError(
                400,
                "You could not be signed in",
                "The sign-in took too long or was used before. Open the first page and try again; "
                "if it does not help, ask whoever looks after Scrutineer at your council.",
            ) from error
        to = safe_return(request.session.get("to"))
        after = await run_in_threadpool(self._ended.endings, who.name)
        # Nothing of what was in the cookie before goes on into the session.
        request.session.clear()
        now = time.time()
        request.session.update(
            id=secrets.token_urlsafe(16),
            name=who.name,
            groups=sorted(who.groups & groups_that_matter(self._settings)),
            until=now + self._settings.session_hours * 3600,
            used=now,
            after=after,
        )
        return RedirectResponse(to, 303)

    def _named(self, claims: Mapping[str, Any]) -> Person:
        """Who a token is about. Raises `NotSignedInError`."""
        claim = self._settings.oidc_name_claim
        name, groups = claims.get(claim), claims.get(self._settings.oidc_groups_claim, ())
        if not isinstance(name, str) or not name:
            raise NotSignedInError(f"the token has no {claim}, see {variable('oidc_name_claim')}")
        if claim == "email" and claims.get("email_verified") is False:
            raise NotSignedInError("the provider has not verified the e-mail address")
        listed = [groups] if isinstance(groups, str) else groups
        listed = [str(group) for group in listed] if isinstance(listed, Sequence) else []
        if (who := person(name, listed)) is None:
            raise NotSignedInError(f"the token's {claim} is no name")
        return who

    async def _sign_out(self, request: Request) -> Response:
        identity, until = request.session.get("id"), request.session.get("until")
        if identity is not None and until is not None:
            moment = datetime.fromtimestamp(until, UTC)
            await run_in_threadpool(self._ended.end, identity, moment)
        request.session.clear()
        elsewhere = await self._provider.signing_out(self._public + addresses.SIGNED_OUT)
        response = self._pages.html(request, "signing_in/out.html", elsewhere=elsewhere)
        if elsewhere is not None:
            # Not a redirect: what a form leads to has to be ours (form-action).
            response.headers["Refresh"] = f"0; url={elsewhere}"
        return response

    async def _signed_out(self, request: Request) -> Response:
        return self._pages.html(request, "signing_in/out.html", elsewhere=None)


def _down(error: ProviderDownError) -> RefusedError:
    _log.error("Nobody can be signed in, the provider does not do its part: %s", error)
    return RefusedError(
        503,
        "Nobody can be signed in at the moment",
        "The service that signs you in does not answer. Try again in a minute.",
    )
