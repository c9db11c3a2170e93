"""Whose requests are taken."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient

from tests.bot.web.serving import BY_PROXY, PROXY, PUBLIC, an_application

HERE = "http://127.0.0.1:8000"


@pytest.fixture
def alone(tmp_path: Path) -> Iterator[Starlette]:
    with an_application(
        tmp_path / "home", tmp_path, public_url="https://scrutineer.aldermere.example"
    ) as served:
        yield served


@pytest.fixture
def published(tmp_path: Path) -> Iterator[TestClient]:
    with an_application(tmp_path / "home", tmp_path, **BY_PROXY) as served:
        yield TestClient(
            served,
            base_url=PUBLIC,
            client=(PROXY, 1),
            headers={"x-forwarded-user": "ann", "x-forwarded-for": "203.0.113.7"},
        )


@pytest.mark.parametrize(
    "host",
    ["localhost", "localhost:8000", "127.0.0.1:8000", "[::1]:8000", "127.0.0.2", "a.localhost:1"],
)
def test_without_sign_in_the_pages_answer_on_this_machine(alone: Starlette, host: str) -> None:
    assert TestClient(alone, base_url=HERE).get("/who", headers={"host": host}).is_success


@pytest.mark.parametrize(
    "host",
    [
        "evil.example",
        "localhost.evil.example",
        "127.0.0.1.evil.example",
        "evil.example:8000",
        "localhost@evil.example",
        "evil.example@localhost",
        "10.0.0.7:8000",
        "0.0.0.0",
        "scrutineer.aldermere.example",
        "",
        " ",
        "[::1",
        "localhost:8000/x",
        "localhost:99999999",
        "ⓛocalhost",
    ],
)
def test_and_under_no_other_name(alone: Starlette, host: str) -> None:
    headers: Any = {b"host": host.encode()}
    for path in ("/who", "/", "/static/style.css", "/nowhere"):
        response = TestClient(alone, base_url=HERE).get(path, headers=headers)
        assert response.status_code == 421
        assert "SCRUTINEER_SIGN_IN" in response.text


def test_two_names_are_none(alone: Starlette) -> None:
    headers = [("host", "localhost"), ("host", "evil.example")]
    assert TestClient(alone, base_url=HERE).get("/who", headers=headers).status_code == 421


@pytest.mark.parametrize(
    "header", ["x-forwarded-for", "x-forwarded-host", "forwarded", "x-real-ip", "via"]
)
def test_without_sign_in_nobody_comes_through_a_proxy(alone: Starlette, header: str) -> None:
    response = TestClient(alone, base_url=HERE).get("/who", headers={header: "203.0.113.7"})
    assert response.status_code == 403


@pytest.mark.parametrize("path", ["/healthz", "/readyz"])
def test_health_is_told_whatever_the_name(alone: Starlette, path: str) -> None:
    client = TestClient(alone, base_url="http://10.0.0.7", headers={"via": "1.1 probe"})
    assert client.get(path).status_code in (200, 503)


@pytest.mark.parametrize(
    ("host", "status"),
    [
        ("scrutineer.aldermere.example", 200),
        ("scrutineer.aldermere.example:443", 200),
        ("SCRUTINEER.aldermere.example", 200),
        ("127.0.0.1:8000", 200),
        ("aldermere.example", 421),
        ("evil.scrutineer.aldermere.example", 421),
        ("scrutineer:8000", 421),
    ],
)
def test_with_sign_in_the_pages_have_one_name(
    published: TestClient, host: str, status: int
) -> None:
    assert published.get("/who", headers={"host": host}).status_code == status


CROSS = [
    {"sec-fetch-site": "cross-site"},
    {"sec-fetch-site": "same-site"},
    {"sec-fetch-site": "cross-site", "origin": HERE},
    {"sec-fetch-site": ""},
    {"sec-fetch-site": "same-origin, cross-site"},
    {"origin": "https://evil.example"},
    {"origin": "null"},
    {"origin": ""},
    {"origin": "http://localhost"},
    {"origin": "http://127.0.0.1:3000"},
    {"origin": f"{HERE}.evil.example"},
    {"origin": "https://evil.scrutineer.aldermere.example"},
    {"origin": "http://scrutineer.aldermere.example"},
]


@pytest.mark.parametrize("headers", CROSS)
@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE"])
def test_other_pages_change_nothing(
    alone: Starlette, published: TestClient, headers: dict[str, str], method: str
) -> None:
    for client in (TestClient(alone, base_url=HERE), published):
        response = client.request(method, "/posted", headers=headers)
        assert response.status_code == 403
        assert "That did not come from these pages" in response.text


@pytest.mark.parametrize("headers", [{"sec-fetch-site": "cross-site"}, {"origin": "null"}])
def test_other_pages_may_link_to_ours(alone: Starlette, headers: dict[str, str]) -> None:
    assert TestClient(alone, base_url=HERE).get("/who", headers=headers).is_success


@pytest.mark.parametrize(
    "headers",
    [
        {"sec-fetch-site": "same-origin"},
        {"sec-fetch-site": "none"},
        {"origin": HERE},
        {"origin": "https://127.0.0.1:8000"},
        {},
    ],
)
def test_our_pages_and_programs_on_this_machine_may(
    alone: Starlette, headers: dict[str, str]
) -> None:
    assert TestClient(alone, base_url=HERE).post("/posted", headers=headers).is_success


def test_a_port_that_goes_without_saying_may_be_left_out(tmp_path: Path) -> None:
    settings = BY_PROXY | {"public_url": "https://Scrutineer.aldermere.example:443/"}
    with an_application(tmp_path / "home", tmp_path, **settings) as served:
        client = TestClient(
            served, base_url=PUBLIC, client=(PROXY, 1), headers={"x-forwarded-user": "ann"}
        )
        assert client.post("/posted", headers={"origin": PUBLIC}).is_success
        assert client.post("/posted", headers={"origin": f"{PUBLIC}:8443"}).status_code == 403


def test_with_sign_in_our_pages_alone_may(published: TestClient) -> None:
    assert published.post("/posted", headers={"sec-fetch-site": "same-origin"}).is_success
    assert published.post("/posted", headers={"origin": PUBLIC}).is_success
    # A proxy that does not pass the name on.
    unnamed = {"origin": PUBLIC, "host": "127.0.0.1:8000"}
    assert published.post("/posted", headers=unnamed).is_success
    # Whoever sends neither may have been made to, with the cookies of the proxy's sign-in.
    assert published.post("/posted").status_code == 403
