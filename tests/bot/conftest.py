from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from bot.state.opening import State, open_state
from tests import postgres


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[str]:
    """The URL of a PostgreSQL server in which databases may be made."""
    if postgres.GIVEN is None and postgres.programs() is None:
        pytest.skip(postgres.MISSING)
    with ExitStack() as stack:
        yield postgres.GIVEN or stack.enter_context(postgres.server()).url


@pytest.fixture(params=["sqlite", "postgresql"])
def place(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The URL of an empty database, in each of the two that must do the same."""
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path}/home/state.sqlite"
        return
    with postgres.database(request.getfixturevalue("postgres_server")) as url:
        yield url


@pytest.fixture
def state(place: str) -> Iterator[State]:
    with open_state(place) as opened:
        yield opened


@pytest.fixture
def other(place: str) -> Iterator[State]:
    """The same database, opened by somebody else."""
    with open_state(place) as opened:
        yield opened
