import shutil
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from bot.app import open_app
from bot.settings import Settings
from bot.state.opening import open_state
from bot.web.application import application
from bot.web.site import Site
from corpus.sample import DOCUMENTS
from tests.corpus.readers.making import make_pdf
from tests.fakes.embedding import WordEmbedder

LETTER = "aldermere-focused-visit-2021.pdf"
HOSTILE = "Staff wrote <script>alert(1)</script> and <b>bold</b> into the record."


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder of documents that a test may change: a letter, a web page, one with a script."""
    folder = tmp_path / "documents"
    folder.mkdir()
    for name in (LETTER, "aldermere-local-offer.html"):
        shutil.copy(DOCUMENTS / name, folder)
    (folder / "hostile.pdf").write_bytes(make_pdf([HOSTILE]))
    return folder


@pytest.fixture
def own(folder: Path, tmp_path: Path) -> Iterator[Site]:
    """The pages over the documents of `folder`."""
    settings = Settings(home=tmp_path / "home")
    with (
        closing(open_app(settings, WordEmbedder())) as app,
        open_state(tmp_path / "own.sqlite") as state,
    ):
        app.index([folder])
        yield Site(app, state)


@pytest.fixture
def own_client(own: Site) -> Iterator[TestClient]:
    with TestClient(application(own), base_url="http://127.0.0.1:8000") as client:
        yield client
