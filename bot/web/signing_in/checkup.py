"""Whether sign-in is set up right: its settings, the provider, who may do what."""

import asyncio
from collections.abc import Iterator
from dataclasses import dataclass

from bot.faults import MendableError
from bot.settings import Settings, on_this_machine, variable
from bot.web.signing_in.choosing import require_settings

_TOPIC = "Web sign-in"


@dataclass(frozen=True, slots=True)
class Check:
    """One thing that was looked at; `mend` is None where it is in order.

    `needed`: nobody can sign in until it is mended.
    """

    text: str
    mend: str | None = None
    needed: bool = True
    topic: str = _TOPIC


def checkup(settings: Settings) -> Iterator[Check]:
    """Look at the settings, and ask the provider what it says of itself; nobody is signed in."""
    if settings.sign_in == "off":
        yield from _off(settings)
        return
    try:
        require_settings(settings)
    except MendableError as error:
        yield Check("not set up", str(error))
        return
    if settings.sign_in == "proxy":
        proxies = ", ".join(settings.sign_in_proxies)
        yield Check(f"by the header {settings.sign_in_header} of a proxy at {proxies}")
    else:
        yield _provider(settings)
    if not (settings.public_url or "").startswith("https://"):
        yield Check(
            f"{variable('public_url')} is no https:// address, so a session can be read on the way",
            "Put a server that speaks HTTPS in front, and set its address.",
            needed=False,
        )
    yield _roles(settings)


def _off(settings: Settings) -> Iterator[Check]:
    if settings.public_url is None or on_this_machine(settings.public_url):
        yield Check("off: the web pages answer on this machine alone")
        return
    yield Check(
        f"off, so the web pages do not answer at {settings.public_url}, but on this machine alone",
        f"Set {variable('sign_in')} to proxy or oidc; docs/web.md says how.",
        needed=False,
    )


def _provider(settings: Settings) -> Check:
    # What it imports takes a while.
    from bot.web.signing_in.provider import Provider, ProviderDownError

    try:
        asyncio.run(Provider(settings).check())
    except ProviderDownError as error:
        return Check(
            f"the provider at {settings.oidc_issuer} does not do its part ({error})",
            f"See that it can be reached from here, and check {variable('oidc_issuer')}.",
        )
    return Check(f"by {settings.oidc_issuer}, which answers; its secret only a sign-in can try")


def _roles(settings: Settings) -> Check:
    readers = len(settings.web_readers) or "whoever signs in"
    owners, admins = len(settings.web_owners), len(settings.web_admins)
    told = f"names and groups of readers: {readers}, of owners: {owners}, of admins: {admins}"
    if settings.web_admins:
        return Check(told, topic="Web roles")
    mend = f"Set {variable('web_admins')} to see what is asked and what was found wrong."
    return Check(told, mend, needed=False, topic="Web roles")
