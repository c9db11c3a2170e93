"""What other programs ask: whether this one is well, and what it has counted.

Anybody may ask whether it is well: nothing is told but yes or no. Why it is no stands in the log.
What was counted is told to who has the token, or to admins where none is set.
"""

import logging
from collections.abc import Callable, Sequence
from hmac import compare_digest

from pydantic import SecretStr
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from bot.app import App
from bot.faults import MendableError
from bot.observing.watch import exposition
from bot.state.opening import State
from bot.web.visitors import Role, required

HEALTH = "/healthz"
READY = "/readyz"
METRICS = "/metrics"
_log = logging.getLogger(__name__)


def probes(app: App, state: State) -> Sequence[Route]:
    """`/healthz`, which answers while the program runs, and `/readyz`, while questions can be."""
    return Route(HEALTH, _healthz), Route(READY, _readyz(app, state))


async def _healthz(_request: Request) -> JSONResponse:
    return JSONResponse({"status": "ok"})


def _readyz(app: App, state: State) -> Callable[[Request], JSONResponse]:
    reason = ""

    def readyz(_request: Request) -> JSONResponse:
        nonlocal reason
        try:
            app.home()
            state.check()
        except MendableError as error:
            if reason != str(error):
                _log.warning("Questions cannot be answered: %s", error)
            reason = str(error)
            return JSONResponse({"status": "not ready"}, 503)
        reason = ""
        return JSONResponse({"status": "ready"})

    return readyz


Allowed = Callable[[Request], None]


def metrics(allowed: Allowed) -> Route:
    """What was counted, for Prometheus; `allowed` raises `HTTPException` for who may not see it."""

    async def told(request: Request) -> Response:
        allowed(request)
        # Some of it is read from the disk.
        body, media_type = await run_in_threadpool(exposition)
        return Response(body, headers={"Content-Type": media_type})

    return Route(METRICS, told)


def with_token(token: SecretStr) -> Allowed:
    """Whoever brings the token."""
    expected = f"Bearer {token.get_secret_value()}".encode()

    def allowed(request: Request) -> None:
        given = request.headers.get("authorization", "").encode()
        if not compare_digest(given, expected):
            raise HTTPException(401, headers={"WWW-Authenticate": "Bearer"})

    return allowed


def admins(request: Request) -> None:
    """Those who look after it, as sign-in knows them."""
    required(request, Role.ADMIN)


def everybody(_request: Request) -> None:
    """Whoever reaches the address."""
