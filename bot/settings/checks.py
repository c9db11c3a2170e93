"""What a setting may be: each check gives the value as it is kept, or says what is wrong."""

import ipaddress
import re
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Annotated
from urllib.parse import urlsplit

from pydantic import AfterValidator, BeforeValidator, SecretStr
from pydantic_settings import NoDecode

_DATABASES = ("sqlite:///", "postgresql://", "postgresql+psycopg://", "postgres://")
_HEADER = re.compile(r"[A-Za-z0-9-]+")
_LEAST_SECRET = 32


def on_this_machine(url: str) -> bool:
    """Whether an address leads to this machine alone, by its name or number."""
    host = urlsplit(url).hostname or ""
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost" or host.endswith(".localhost")


def _host_and_port(address: str) -> str:
    host, _, port = address.rpartition(":")
    if not (host and port.isdecimal() and int(port) < 65_536):
        raise ValueError(f"{address!r} is not of the form host:port")
    return address


def _listed(ids: object) -> object:
    if not isinstance(ids, str):
        return ids
    return tuple(name.strip() for name in ids.split(",") if name.strip())


def _networks(proxies: tuple[str, ...]) -> tuple[str, ...]:
    for proxy in proxies:
        network = ipaddress.ip_network(proxy)
        if not network.prefixlen:
            raise ValueError(f"{proxy} is every address there is, so anybody could be anybody")
    return proxies


def _with_openid(scopes: tuple[str, ...]) -> tuple[str, ...]:
    if "openid" not in scopes:
        raise ValueError("without the scope openid nobody can be signed in")
    return scopes


def _header(name: str) -> str:
    if not _HEADER.fullmatch(name):
        raise ValueError(f"{name!r} is no name of a header")
    return name


def _issuer(url: str) -> str:
    # Whoever can change what comes over the wire could say who anybody is.
    if urlsplit(url).scheme != "https" and not on_this_machine(url):
        raise ValueError(f"{url!r} does not begin with https://")
    return url


def _long(secret: SecretStr) -> SecretStr:
    if len(secret.get_secret_value()) < _LEAST_SECRET:
        raise ValueError(f"it has fewer than {_LEAST_SECRET} characters")
    return secret


def _without_secrets(url: str) -> str:
    # Settings are shown and written down.
    if "@" in urlsplit(url).netloc:
        raise ValueError("a user name and password in it would be shown; leave them out")
    return url


def _database(url: SecretStr) -> SecretStr:
    # What is said of it may not repeat it: it may hold a password.
    if not url.get_secret_value().startswith(_DATABASES):
        raise ValueError("it begins neither with sqlite:/// nor with postgresql://")
    return url


def _web_address(url: str) -> str:
    if not url.startswith(("http://", "https://")):
        raise ValueError(f"{url!r} does not begin with http:// or https://")
    return url


def _with_patterns(sets: Mapping[str, tuple[str, ...]]) -> Mapping[str, tuple[str, ...]]:
    for name, patterns in sets.items():
        # A set that hides nothing would leave to all what was meant for some.
        if not patterns or not all(pattern.strip() for pattern in patterns):
            raise ValueError(f"the set {name!r} needs patterns of paths, none of them empty")
    return sets


def provider_and_model(word: str | None) -> Callable[[str], str]:
    """Checks a name of the form provider:model; `word` may stand in its place."""

    def check(name: str) -> str:
        provider, _, model = name.partition(":")
        if name != word and not (provider and model):
            neither = f"neither {word!r} nor" if word else "not"
            raise ValueError(f"{name!r} is {neither} of the form provider:model")
        return name

    return check


# In variables they are written C1,C2; in scrutineer.toml as a list.
Ids = Annotated[tuple[str, ...], NoDecode, BeforeValidator(_listed)]
Networks = Annotated[Ids, AfterValidator(_networks)]
Scopes = Annotated[Ids, AfterValidator(_with_openid)]
Folder = Annotated[Path, AfterValidator(Path.expanduser)]
Header = Annotated[str, AfterValidator(_header)]
ListenAt = Annotated[str, AfterValidator(_host_and_port)]
Issuer = Annotated[str, AfterValidator(_issuer)]
LongSecret = Annotated[SecretStr, AfterValidator(_long)]
Database = Annotated[SecretStr, AfterValidator(_database)]
WebAddress = Annotated[str, AfterValidator(_web_address)]
OpenAddress = Annotated[str, AfterValidator(_without_secrets), AfterValidator(_web_address)]
DocumentSets = Annotated[Mapping[str, tuple[str, ...]], AfterValidator(_with_patterns)]
