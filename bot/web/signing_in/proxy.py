"""Sign-in by a reverse proxy, which says in a header who somebody is."""

import ipaddress
from collections.abc import Sequence

from starlette.requests import Request
from starlette.routing import Route

from bot.settings import Settings
from bot.web.faults import RefusedError
from bot.web.signing_in.people import admitted, person
from bot.web.visitors import Visitor


class Proxy:
    """The way that believes the header of those proxies alone that the settings name.

    Who a connection comes from is its own address, whatever a header says of it.
    """

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._proxies = [ipaddress.ip_network(proxy) for proxy in settings.sign_in_proxies]

    async def visitor(self, request: Request) -> Visitor:
        """Whom the proxy names. Raises `RefusedError`."""
        if not self._is_trusted(request):
            raise RefusedError(
                403,
                "These pages are reached another way",
                "Open them at the address that your council uses for them.",
            )
        names = request.headers.getlist(self._settings.sign_in_header)
        # Two headers, or one made of two, would leave open which of them the proxy wrote.
        name = names[0] if len(names) == 1 and "," not in names[0] else ""
        who = person(_decoded(name), self._groups(request))
        if who is None:
            raise RefusedError(
                401,
                "Please sign in",
                "It is not known who you are. Sign in where your council has you do so, and come "
                "back.",
            )
        return admitted(self._settings, who)

    def routes(self) -> Sequence[Route]:
        """None: the proxy has pages for that."""
        return ()

    def _is_trusted(self, request: Request) -> bool:
        try:
            address = ipaddress.ip_address(request.client.host if request.client else "")
        except ValueError:
            return False
        # A socket that listens for both kinds tells of the older one in the newer one's form.
        if isinstance(address, ipaddress.IPv6Address) and address.ipv4_mapped is not None:
            address = address.ipv4_mapped
        return any(address in proxy for proxy in self._proxies)

    def _groups(self, request: Request) -> list[str]:
        header = self._settings.sign_in_groups_header
        told = request.headers.getlist(header) if header else []
        return [group for line in told for group in _decoded(line).split(",")]


def _decoded(value: str) -> str:
    """A header's value, which comes byte for byte, as the text that proxies write."""
    try:
        return value.encode("latin-1").decode("utf-8")
    except UnicodeDecodeError:
        return ""
