import logging

import pytest
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route
from starlette.testclient import TestClient

from bot.observing.about import current
from bot.web.application import application
from bot.web.site import Site
from tests.bot.observing.watching import samples, watching

COUNT = "scrutineer_http_duration_seconds_count"


def _failing(request: Request) -> Response:
    raise ValueError(request.query_params["typed"])


def _named(_: Request) -> PlainTextResponse:
    return PlainTextResponse(current()["request"])


@pytest.fixture
def client(site: Site) -> TestClient:
    routes = [Route("/failing", _failing), Route("/named/{what}", _named)]
    return TestClient(application(site, routes), base_url="http://127.0.0.1")


def test_requests_are_counted_by_route_and_by_nothing_that_is_typed(client: TestClient) -> None:
    with watching() as seen:
        for path in ("/named/jane", "/named/kai?q=typed", "/failing?typed=Jane", "/nowhere/jane"):
            client.get(path)
        client.request("JANE", "/nowhere")
        counted = {
            tuple(sorted(dict(labels).items())): value
            for (name, labels), value in samples(seen.text).items()
            if name == COUNT
        }
        text = seen.text
    assert counted == {
        (("method", "GET"), ("route", "/named/{what}"), ("status", "200")): 2,
        (("method", "GET"), ("route", "/failing"), ("status", "500")): 1,
        (("method", "GET"), ("route", "none"), ("status", "404")): 1,
        (("method", "other"), ("route", "none"), ("status", "404")): 1,
    }
    told = text + "".join(span.to_json() for span in seen.spans)
    assert "jane" not in told.lower()
    assert "kai" not in told


def test_each_request_has_an_id_that_its_reader_and_the_log_have(
    client: TestClient, caplog: pytest.LogCaptureFixture
) -> None:
    first, second = client.get("/named/a"), client.get("/named/a")
    assert first.headers["x-request-id"] == first.text
    assert first.text != second.text
    with caplog.at_level(logging.ERROR, "bot"):
        assert client.get("/failing?typed=x").headers["x-request-id"]
    assert "request" not in current()
