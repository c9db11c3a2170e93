"""Somebody's browser at pages that want them to sign in."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx2
from starlette.testclient import TestClient

from tests.bot.web.serving import PUBLIC, an_application
from tests.openid_provider.provider import (
    CLIENT,
    SECRET,
    Provider,
)

SESSION_SECRET = "a session's secret of more than 32 characters"


def settings_of(provider: Provider, home: Path, **others: Any) -> dict[str, Any]:
    return {
        "home": home,
        "sign_in": "oidc",
        "public_url": PUBLIC,
        "oidc_issuer": provider.address,
        "oidc_client_id": CLIENT,
        "oidc_client_secret": SECRET,
        "session_secret": SESSION_SECRET,
        "web_admins": ("group:Improvement team",),
    } | others


@dataclass
class Browser:
    """A person's browser at our pages; it follows the provider's redirects by itself."""

    client: TestClient

    def get(self, address: str, **headers: str) -> httpx2.Response:
        """Our page at an address, without following anything."""
        return self.client.get(address, headers=headers, follow_redirects=False)

    def to_provider(self, address: str = "/who") -> httpx2.Response:
        """What our page leads to, up to the provider, which leads back."""
        begun = self.get(self.get(address).headers["location"])
        assert begun.status_code == 302, begun.text
        return httpx2.get(begun.headers["location"], timeout=60)

    def sign_in(self, address: str = "/who") -> httpx2.Response:
        """The whole way; gives what our page answers to who comes back."""
        return self.get(self.to_provider(address).headers["location"])


@contextmanager
def a_browser(settings: dict[str, Any], folder: Path) -> Iterator[Browser]:
    with (
        an_application(folder=folder, **settings) as served,
        TestClient(served, base_url=PUBLIC) as client,
    ):
        yield Browser(client)
