"""Tries on the web pages by people whose groups an OpenID Connect provider tells.

Each is a browser of its own that signs in, at a provider that says what the try is about.
"""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from bot import addresses
from bot.state.opening import open_state
from evals.access.trying import Standing, Try
from evals.access.world import GROUP, World
from tests.bot.web.signing_in.browsing import Browser, a_browser, settings_of
from tests.openid_provider.provider import Play
from tests.openid_provider.serving import serving

_EMAIL = "rita@aldermere.example"
_PAGES = (
    *(addresses.LIBRARY, addresses.AUTHORITIES, addresses.INDEX, addresses.BRIEFS),
    *("/judgements.json?which=all", "/recommendations.csv?which=all&board=yes", "/admin/questions"),
)


@dataclass(frozen=True, slots=True)
class _Way:
    """What a provider says of somebody, how it says it, and what their browser sends besides."""

    name: str
    claims: Mapping[str, Any] = field(default_factory=dict)
    play: Play = "well"
    headers: Mapping[str, str] = field(default_factory=dict)


_LEADING = {"groups": [GROUP]}
_WAYS = (
    _Way("no groups"),
    _Way("none of them", {"groups": []}),
    _Way("a group whose name begins so", {"groups": [f"{GROUP} (deputies)", "Leadership"]}),
    _Way("groups with commas between", {"groups": f"staff,{GROUP}"}),
    _Way("a list in the list", {"groups": [[GROUP]]}),
    _Way("groups as a table", {"groups": {GROUP: True}}),
    _Way("another claim", {"roles": [GROUP], "group": GROUP, "grps": [GROUP]}),
    _Way("a name like a group's", {"email": GROUP}),
    _Way("a name like a rule's", {"email": f"group:{GROUP}"}),
    _Way("an address that is not verified", {**_LEADING, "email_verified": False}),
    _Way("a proof that is not signed", _LEADING, "unsigned"),
    _Way("a proof signed by a stranger", _LEADING, "bad_signature"),
    _Way("a proof for another program", _LEADING, "wrong_audience"),
    _Way("a proof of before", _LEADING, "expired"),
    _Way(
        "a proxy's header", {}, headers={"X-Forwarded-Groups": GROUP, "X-Forwarded-User": "olive"}
    ),
)


def tries(full: World) -> Iterator[Try]:
    """All of them; ids of what is hidden are taken from the world that has it."""
    known = {held.document.id for held in full.app.seeing([]).documents()}
    hidden = [h.document.id for h in full.app.documents() if h.document.id not in known][:2]
    paths = (*_PAGES, *(addresses.document(identity) for identity in hidden))
    for way in _WAYS:
        yield Try("OpenID Connect", way.name, partial(_read, way, paths), typed=" ".join(paths))
    for name, ending in (("a cookie of before", _sign_out), ("an ended session", _end_all)):
        yield Try("OpenID Connect", name, partial(_ended, ending, paths), " ".join(paths))


def _read(way: _Way, paths: tuple[str, ...], world: World, standing: Standing) -> bytes:
    """What somebody sees who has signed in, or has tried to."""
    if standing == "leader":
        way = _Way("a leader", _LEADING)
    with _browsing(world, way) as (browser, _):
        return _seen(browser, paths, way.headers)


def _ended(
    ending: Callable[[Browser, Path], None],
    paths: tuple[str, ...],
    world: World,
    standing: Standing,
) -> bytes:
    """What a copy of a leader's cookie is worth once their session was ended."""
    with _browsing(world, _Way("a leader", _LEADING)) as (browser, folder):
        kept = dict(browser.client.cookies)
        if standing == "reader":
            ending(browser, folder)
        cookie = "; ".join(f"{name}={value}" for name, value in kept.items())
        browser.client.cookies.clear()
        return _seen(browser, paths, {"Cookie": cookie})


def _sign_out(browser: Browser, _folder: Path) -> None:
    browser.client.post(addresses.SIGN_OUT, headers={"sec-fetch-site": "same-origin"})


def _end_all(_browser: Browser, folder: Path) -> None:
    """As an admin does, from another process."""
    with open_state(folder / "state.sqlite") as state:
        state.ended_sessions.end_all(_EMAIL)


@contextmanager
def _browsing(world: World, way: _Way) -> Iterator[tuple[Browser, Path]]:
    """A browser at pages over the world's index, that has been to the provider and back.

    And the folder with what these pages remember.
    """
    with serving() as provider, TemporaryDirectory() as folder:
        provider.claims = {"email": _EMAIL, **way.claims}
        provider.play = way.play
        own = world.app.settings
        settings = settings_of(
            provider,
            own.home,
            document_sets=own.document_sets,
            web_group_sets=own.web_group_sets,
            web_admins=own.web_admins,
        )
        with a_browser(settings, Path(folder)) as browser:
            browser.sign_in(addresses.LIBRARY)
            yield browser, Path(folder)


def _seen(browser: Browser, paths: tuple[str, ...], headers: Mapping[str, str]) -> bytes:
    """What the pages answer, in the order of their addresses."""
    came = [browser.get(path, **headers) for path in paths]
    return b"\n\n".join(str(page.status_code).encode() + b"\n" + page.content for page in came)
