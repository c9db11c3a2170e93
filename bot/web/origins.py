"""Whose requests are taken: those to our own address, and changes from our own pages alone.

No form carries a token. A browser itself says where a request comes from, and a page cannot make
it lie: `Sec-Fetch-Site` in every browser since 2023, `Origin` with everything but GET and HEAD in
those before. This is how Go's `http.CrossOriginProtection` decides (Filippo Valsorda, "A modern
approach to preventing CSRF in Go", 2025), and what OWASP's cheat sheet on cross-site request
forgery calls fetch metadata with a fallback; `docs/adr/0017-sign-in.md` says what we do
otherwise.
"""

import re
from collections.abc import Collection
from urllib.parse import urlsplit

from starlette.datastructures import Headers
from starlette.types import ASGIApp, Receive, Scope, Send

from bot.settings import Settings, on_this_machine
from bot.web.faults import RefusedError

_SAFE = ("GET", "HEAD", "OPTIONS")
_HOST = re.compile(r"(?:[a-z0-9._-]+|\[[0-9a-f:.]+\])(?::\d{1,5})?", re.I)
# What a proxy adds on the way; of a browser on this machine none of them comes.
_FORWARDED = ("forwarded", "via", "x-forwarded-for", "x-forwarded-host", "x-real-ip")


class OwnAddress:
    """Middleware that takes requests to our own address, and changes from our own pages alone.

    A page of somebody else's whose name suddenly leads to this machine (DNS rebinding) asks under
    its own name, which is not ours. `elsewhere` are paths that others may call, each with a
    protection of its own.
    """

    def __init__(self, app: ASGIApp, settings: Settings, elsewhere: Collection[str]) -> None:
        self._app = app
        self._elsewhere = frozenset(elsewhere)
        self._alone = settings.sign_in == "off"
        public = urlsplit(settings.public_url or "")
        self._public_host = None if self._alone else public.hostname
        self._public_origin = _origin(settings.public_url or "")

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one connection. Raises `RefusedError`."""
        if scope["type"] == "http" and scope["path"] not in self._elsewhere:
            headers = Headers(scope=scope)
            self._check_host(headers)
            if scope["method"] not in _SAFE:
                self._check_source(headers)
        await self._app(scope, receive, send)

    def _check_host(self, headers: Headers) -> None:
        hosts = headers.getlist("host")
        own = len(hosts) == 1 and _HOST.fullmatch(hosts[0]) is not None
        if own:
            url = f"http://{hosts[0]}"
            own = on_this_machine(url) or urlsplit(url).hostname == self._public_host
        if not own and self._alone:
            raise RefusedError(
                421,
                "These pages are for the machine that serves them",
                "Nobody signs in here, so they answer at http://localhost alone. Whoever looks "
                "after Scrutineer can let others in: set SCRUTINEER_SIGN_IN (docs/web.md).",
            )
        if not own:
            raise RefusedError(
                421,
                "This is not the address of these pages",
                "Whoever looks after Scrutineer: it is the one in SCRUTINEER_PUBLIC_URL, and a "
                "proxy has to pass the name on that was asked for (docs/web.md).",
            )
        if self._alone and any(name in headers for name in _FORWARDED):
            raise RefusedError(
                403,
                "These pages are for the machine that serves them",
                "This came through a proxy, and nobody signs in here. Whoever looks after "
                "Scrutineer can let others in: set SCRUTINEER_SIGN_IN (docs/web.md).",
            )

    def _check_source(self, headers: Headers) -> None:
        sites, origins = headers.getlist("sec-fetch-site"), headers.getlist("origin")
        if sites:
            own = sites in (["same-origin"], ["none"])
        elif origins:
            own = len(origins) == 1 and self._is_ours(origins[0], headers["host"])
        else:
            # No browser. What it may do it may by being on this machine; where people sign in,
            # it would be by a cookie, which only a browser has and brings along unasked.
            own = self._alone
        if not own:
            raise RefusedError(
                403,
                "That did not come from these pages",
                "Nothing was done. Open the page again here, and try again.",
            )

    def _is_ours(self, origin: str, host: str) -> bool:
        if urlsplit(f"http://{host}").hostname == self._public_host:
            return origin == self._public_origin
        return origin in (self._public_origin, f"http://{host}", f"https://{host}")


def _origin(url: str) -> str:
    """The origin of an address as browsers write it, without a port that goes without saying."""
    parts = urlsplit(url.lower())
    usual = {"http": 80, "https": 443}.get(parts.scheme) == parts.port
    netloc = parts.netloc.rpartition(":")[0] if usual else parts.netloc
    return f"{parts.scheme}://{netloc}"
