from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.bot.web.signing_in.browsing import Browser, a_browser, settings_of
from tests.openid_provider.provider import (
    Provider,
)
from tests.openid_provider.serving import serving


@pytest.fixture(scope="module")
def running() -> Iterator[Provider]:
    with serving() as provider:
        yield provider


@pytest.fixture
def provider(running: Provider) -> Provider:
    fresh = Provider()
    running.play, running.claims, running.logout = "well", dict(fresh.claims), True
    running.ways = fresh.ways
    running.asked.clear()
    running.shown_secrets.clear()
    return running


@pytest.fixture
def browser(provider: Provider, tmp_path: Path) -> Iterator[Browser]:
    with a_browser(settings_of(provider, tmp_path / "home"), tmp_path) as opened:
        yield opened
