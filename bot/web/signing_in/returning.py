"""Where somebody is led who has signed in: a page of ours, never one of somebody else's."""

from urllib.parse import urlsplit

from bot import addresses

_LONGEST = 2_000


def safe_return(address: object) -> str:
    """An address as it is where it is a path of ours, else that of the first page.

    Browsers leave out line ends and tabs, take `\\` for `/`, and what begins with two of them for
    another host.
    """
    if not isinstance(address, str) or not 0 < len(address) <= _LONGEST:
        return addresses.HOME
    plain = address.isascii() and address.isprintable() and not set(address) & set("\\ ")
    if not plain or not address.startswith("/") or address.startswith("//"):
        return addresses.HOME
    try:
        parts = urlsplit(address)
    except ValueError:
        return addresses.HOME
    own_pages = (addresses.SIGN_IN, addresses.SIGNED_IN, addresses.SIGN_OUT, addresses.SIGNED_OUT)
    if parts.scheme or parts.netloc or parts.path in own_pages:
        return addresses.HOME
    return address
