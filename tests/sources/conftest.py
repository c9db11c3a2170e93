from collections.abc import Iterator

import pytest

from tests.sites.serving import Play, served


@pytest.fixture
def play() -> Iterator[Play]:
    play = Play()
    with served(play):
        yield play
