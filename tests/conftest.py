import os
from pathlib import Path

import pytest
from hypothesis import settings

from tests.bot.running import Scrutineer, index_sample

# An example may take as long as a busy machine needs for it.
settings.register_profile("any_machine", settings(), deadline=None)
settings.load_profile("any_machine")


@pytest.fixture(autouse=True)
def no_settings(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Every test starts in an empty folder, without settings of the person who runs it."""
    for name in os.environ:
        if name.startswith(("SCRUTINEER_", "OTEL_")):
            monkeypatch.delenv(name)
    monkeypatch.chdir(tmp_path)


@pytest.fixture(scope="session")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Scrutineer:
    return index_sample(tmp_path_factory.mktemp("sample"))
