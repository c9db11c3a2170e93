import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.bot.running import Scrutineer
from tests.browser.browsing import Visitor, chromium, visiting
from tests.browser.papers import write_papers
from tests.browser.serving import Server, serving


@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    """One Chromium for all; not for the session, as its loop would run through other tests."""
    with chromium() as launched:
        yield launched


@pytest.fixture(scope="package")
def server(sample: Scrutineer, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """The sample corpus with two papers more, served; for tests that change no document."""
    folder = tmp_path_factory.mktemp("served")
    home = Path(shutil.copytree(sample.home, folder / "home"))
    assert Scrutineer(home).run("index", str(write_papers(folder / "papers"))).exit_code == 0
    with serving(home) as started:
        yield started
    assert not started.errors, "\n".join(started.log)


@pytest.fixture(scope="module")
def sample_home(sample: Scrutineer, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An index of the sample corpus for the tests of a module."""
    return Path(shutil.copytree(sample.home, tmp_path_factory.mktemp("module") / "home"))


@pytest.fixture
def home(sample: Scrutineer, tmp_path: Path) -> Path:
    """An index of the sample corpus of one's own."""
    return Path(shutil.copytree(sample.home, tmp_path / "home"))


@pytest.fixture
def visitor(browser: Browser, server: Server) -> Iterator[Visitor]:
    with visiting(browser, server.address) as person:
        yield person
