from collections.abc import Iterator

import pytest

from tests.fakes.model_server import ModelServer, playing


@pytest.fixture(scope="session")
def one_server() -> Iterator[ModelServer]:
    with playing() as server:
        yield server


@pytest.fixture
def server(one_server: ModelServer, monkeypatch: pytest.MonkeyPatch) -> ModelServer:
    """A server for every play, that has been asked nothing yet, and keys that it takes."""
    monkeypatch.setenv("OPENAI_API_KEY", "a-key-that-nobody-may-see")
    monkeypatch.setenv("ANTHROPIC_API_KEY", "a-key-that-nobody-may-see")
    one_server.requests.clear()
    return one_server
