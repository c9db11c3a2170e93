import logging

import pytest
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route
from starlette.testclient import TestClient

from bot.faults import MendableError
from bot.web.application import application
from bot.web.security import HEADERS
from bot.web.site import Site


def _failing(request: Request) -> Response:
    raise ValueError(request.query_params["typed"])


def _mendable(_: Request) -> Response:
    raise MendableError("The index is being made. Try again.")


@pytest.fixture
def faulty(site: Site) -> TestClient:
    routes = [Route("/failing", _failing), Route("/mendable", _mendable)]
    return TestClient(application(site, routes), base_url="http://127.0.0.1")


def test_a_page_that_is_not_there_says_so_in_words(client: TestClient) -> None:
    response = client.get("/nowhere")
    assert response.status_code == 404
    assert "There is no such page" in response.text


def test_what_can_be_mended_is_said(faulty: TestClient) -> None:
    response = faulty.get("/mendable")
    assert response.status_code == 503
    assert "The index is being made. Try again." in response.text


def test_a_failure_is_a_page_and_logs_nothing_that_was_typed(
    faulty: TestClient, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.DEBUG, "bot"):
        response = faulty.get("/failing?typed=Jane")
    assert response.status_code == 500
    assert "Something went wrong" in response.text
    assert "_failing" in caplog.text
    assert "Jane" not in "".join(
        record.getMessage() for record in caplog.records if record.name.startswith("bot")
    )
    assert "Jane" not in response.text


def test_every_response_has_the_headers(faulty: TestClient) -> None:
    for path in ("/healthz", "/nowhere", "/failing", "/mendable"):
        response = faulty.get(path)
        assert {name: response.headers[name] for name in HEADERS} == HEADERS
