from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest

from bot.sharing.shared_home import SharedHome
from bot.state.database import Database
from bot.state.shared_index import SharedIndex
from tests import postgres


@pytest.fixture
def url(postgres_server: str) -> Iterator[str]:
    """An empty database of PostgreSQL's."""
    with postgres.database(postgres_server) as url:
        yield url


@pytest.fixture
def shared(url: str) -> Iterator[SharedIndex]:
    """What replicas share, as a test looks at it."""
    with closing(Database(url)) as database:
        yield SharedIndex(database)


@pytest.fixture
def home_of(url: str, tmp_path: Path) -> Iterator[Callable[[str], SharedHome]]:
    """Homes of replicas, by name."""
    made: list[SharedHome] = []

    def make(name: str) -> SharedHome:
        made.append(SharedHome(tmp_path / name, lambda: Database(url)))
        return made[-1]

    yield make
    for home in made:
        home.close()
