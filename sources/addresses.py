"""Which addresses may be asked: those of the public network, and of this machine in tests."""

import ipaddress
import re
import socket
from dataclasses import dataclass
from urllib.parse import quote, urlsplit, urlunsplit
from urllib.request import getproxies, proxy_bypass

from sources.errors import ForbiddenError, UnreachableError

_PORTS = {"http": 80, "https": 443}
# RFC 6052 and RFC 8215: what a translator makes of one of these is its last four bytes.
_TRANSLATED = tuple(map(ipaddress.IPv6Network, ("64:ff9b::/96", "64:ff9b:1::/48")))
_LONGEST = 2_000
_CONTROL = re.compile(r"[\x00-\x1f\x7f]+")


@dataclass(frozen=True, slots=True)
class Way:
    """How an address is reached: `url` with the number that its host has now, and its name."""

    url: str
    host: str
    name: str


def host_of(address: str) -> str:
    """The host of an address in lower case, with its port where that is not the usual one.

    Raises `ForbiddenError` for what is no address of the web.
    """
    try:
        parts = urlsplit(address)
        port = parts.port
    except ValueError:
        raise ForbiddenError(
            f"{address[:100]} is no address of the web, such as https://www.example.org/."
        ) from None
    if parts.scheme not in _PORTS or not parts.hostname or parts.username or parts.password:
        raise ForbiddenError(
            f"{address[:100]} is no address of the web, such as https://www.example.org/."
        )
    usual = port is None or port == _PORTS[parts.scheme]
    name = f"[{parts.hostname}]" if ":" in parts.hostname else parts.hostname.lower()
    return name if usual else f"{name}:{port}"


def cleaned(address: str) -> str:
    """An address as it is asked for: without its fragment, spaces escaped, no control characters.

    Raises `ForbiddenError`.
    """
    address = _CONTROL.sub(" ", address.strip())
    host_of(address)
    parts = urlsplit(address)
    path = quote(parts.path or "/", safe="/%:@!$&'()*+,;=~-._")
    query = quote(parts.query, safe="/%:@!$&'()*+,;=~-._?[]")
    made = urlunsplit((parts.scheme, parts.netloc.lower(), path, query, ""))
    if len(made) > _LONGEST:
        raise ForbiddenError("The address is too long to be one.")
    return made


def way_to(address: str, *, loopback: bool) -> Way:
    """How an address is reached; the number that was looked at is the one that is asked.

    `loopback`: this machine's own addresses may be asked, and nothing else of the inner network.
    Raises `ForbiddenError` for the inner network, `UnreachableError` for a name without number.
    """
    parts = urlsplit(address)
    name, host = parts.hostname or "", host_of(address)
    if _is_proxied(parts.scheme, name):
        # The proxy looks names up, and says itself what may be reached through it.
        return Way(address, host, name)
    port = parts.port or _PORTS[parts.scheme]
    try:
        found = socket.getaddrinfo(name, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError):
        raise UnreachableError(
            f"The name {name} is not known to the network now. Check its spelling."
        ) from None
    numbers = list(dict.fromkeys(str(each[4][0]).partition("%")[0] for each in found))
    for number in numbers:
        if not _is_open(number, loopback):
            raise ForbiddenError(
                f"{name} is an address of the inner network ({number}); sources are public."
            )
    number = f"[{numbers[0]}]" if ":" in numbers[0] else numbers[0]
    netloc = number if parts.port is None else f"{number}:{parts.port}"
    return Way(urlunsplit(parts._replace(netloc=netloc)), host, name)


def is_loopback(address: str) -> bool:
    """Whether an address names this machine by its number or as localhost."""
    name = urlsplit(address).hostname or ""
    try:
        return ipaddress.ip_address(name).is_loopback
    except ValueError:
        return name.lower() == "localhost"


def _is_open(number: str, loopback: bool) -> bool:
    found = ipaddress.ip_address(number)
    if isinstance(found, ipaddress.IPv6Address):
        found = _inside(found)
    if found.is_loopback:
        return loopback
    return found.is_global and not found.is_multicast


def _inside(number: ipaddress.IPv6Address) -> ipaddress.IPv4Address | ipaddress.IPv6Address:
    """The number of the older kind that one of the newer kind leads to, else itself."""
    if any(number in network for network in _TRANSLATED):
        return ipaddress.IPv4Address(int(number) & 0xFFFF_FFFF)
    return number.ipv4_mapped or number.sixtofour or number


def _is_proxied(scheme: str, name: str) -> bool:
    proxies = getproxies()
    return (scheme in proxies or "all" in proxies) and not proxy_bypass(name)
