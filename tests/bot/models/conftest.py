from collections.abc import Iterator

import pytest

from tests.fakes.model_server import ModelServer, playing


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Iterator[ModelServer]:
    """A server for every play, and keys that it takes.

    Each test has its own: a request that was given up may arrive when the test is over.
    """
    monkeypatch.setenv("OPENAI_API_KEY", "a-key-that-nobody-may-see")
    monkeypatch.setenv("ANTHROPIC_API_KEY", "a-key-that-nobody-may-see")
    with playing() as server:
        yield server
