"""Who looks at what only some may see is in the audit log."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

from bot import addresses
from bot.audit.entries import Entry
from bot.rates import Rate
from bot.reading import Reading
from bot.state.errors import StateError
from bot.web.application import application
from bot.web.site import Site
from tests.bot.running import Scrutineer
from tests.bot.web.reading.opened import NEWEST, called
from tests.bot.web.serving import a_site


@pytest.fixture
def leading(sample: Scrutineer, tmp_path: Path) -> Iterator[Site]:
    with a_site(sample.home, tmp_path, document_sets={"leaders": (NEWEST,)}) as opened:
        # Within one minute, however long the tests take.
        object.__setattr__(opened, "views", Rate(1, lambda: 0.0))
        yield opened


@pytest.fixture
def reader(leading: Site) -> Iterator[TestClient]:
    with TestClient(application(leading), base_url="http://localhost") as client:
        yield client


def viewed(site: Site) -> list[tuple[Any, ...]]:
    every = [each.said for each in site.audit.written() if each.said is not None]
    return [
        (said["who"], said["details"]["of"], *said["documents"])
        for said in every
        if said["action"] == "view"
    ]


def entry(what: str, reading: Reading) -> tuple[Any, ...]:
    return ("web:local", what, [reading.document.id, reading.document.sha256])


def test_what_is_shown_of_a_restricted_document_is_noted(leading: Site, reader: TestClient) -> None:
    reading = called(leading.app, NEWEST)
    identity = reading.document.id
    assert reader.get(addresses.document(identity)).is_success
    # A document is looked at page after page.
    assert reader.get(addresses.document(identity, 2)).is_success
    assert viewed(leading) == [entry("a page", reading)]
    assert reader.get(addresses.original(identity)).is_success
    assert reader.get(addresses.page_picture(identity, 1)).is_success
    assert reader.post(addresses.search_inside(identity), data={"words": "x"}).is_success
    told = ("a page", "the file", "a picture", "a search")
    assert viewed(leading) == [entry(what, reading) for what in told]


def test_so_is_the_picture_of_a_passage(leading: Site, reader: TestClient) -> None:
    reading = called(leading.app, NEWEST)
    assert reader.get(addresses.passage_picture(reading.passages[5].id)).is_success
    assert viewed(leading) == [entry("a picture", reading)]


def test_what_all_may_see_is_not(leading: Site, reader: TestClient) -> None:
    reading = called(leading.app, "thornbeck-inspection-2022.pdf")
    assert reader.get(addresses.document(reading.document.id)).is_success
    assert reader.get("/documents/none").status_code == 404
    assert viewed(leading) == []


def test_what_could_not_be_noted_is_not_shown_then_nor_later(
    leading: Site, reader: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    reading = called(leading.app, NEWEST)
    path = addresses.document(reading.document.id)

    def away(_: Entry) -> None:
        raise StateError("The database is away.")

    with monkeypatch.context() as broken:
        broken.setattr(leading.audit, "note", away)
        for _ in range(2):
            assert not reader.get(path).is_success
    assert reader.get(path).is_success
    assert viewed(leading) == [entry("a page", reading)]
