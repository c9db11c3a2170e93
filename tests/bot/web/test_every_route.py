"""What holds of every route there is, of whatever part of the site."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from starlette.applications import Starlette
from starlette.routing import BaseRoute, Mount, Route
from starlette.testclient import TestClient

from bot.web.security import HEADERS
from tests.bot.running import Scrutineer
from tests.bot.web.serving import BY_PROXY, FROM_OUR_PAGE, PROXY, PUBLIC, an_application

# Shown to everybody: nothing of anybody's is in them.
PROBES = {"/healthz", "/readyz"}
OPEN = {*PROBES, "/static"}
SAFE = {"GET", "HEAD", "OPTIONS"}
# What readers send; everything else that changes something is for owners or admins.
FOR_READERS = {
    "/posted",
    "/ask",
    "/briefs",
    "/conversations/*/delete",
    "/conversations/*/feedback",
    "/documents/*/search",
}
HSTS = {"strict-transport-security": "max-age=31536000"}


@pytest.fixture(scope="module")
def served(sample: Scrutineer, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Starlette]:
    folder = tmp_path_factory.mktemp("every")
    admins: dict[str, Any] = {"web_admins": ("admin",), "web_owners": ("owner",)}
    with an_application(sample.home, folder, **BY_PROXY, **admins) as application:
        yield application


def routes(application: Starlette) -> list[tuple[str, str]]:
    """Every method and path, with something that is not there for what varies."""

    def walk(found: BaseRoute) -> Iterator[tuple[str, str]]:
        if isinstance(found, Route):
            path = found.path_format
            for name in found.param_convertors:
                path = path.replace(f"{{{name}}}", "7" if "page" in name else "none")
            yield from ((method, path) for method in sorted(found.methods or ()))
        elif isinstance(found, Mount) and found.path in OPEN:
            yield "GET", f"{found.path}/style.css"
        else:
            raise AssertionError(f"what is {found}?")

    return [each for route in application.routes for each in walk(route)]


def person(application: Starlette, name: str = "") -> TestClient:
    return TestClient(
        application,
        base_url=PUBLIC,
        client=(PROXY, 1),
        headers={"x-forwarded-user": name} if name else {},
        follow_redirects=False,
        raise_server_exceptions=False,
    )


def test_every_page_wants_to_know_who_it_is(served: Starlette) -> None:
    client = person(served)
    for method, path in routes(served):
        status = client.request(method, path, headers=FROM_OUR_PAGE).status_code
        shown = path in PROBES or path.startswith("/static/")
        assert (status == 401) is not shown, f"{method} {path}: {status}"


def test_others_pages_change_nothing_anywhere(served: Starlette) -> None:
    unsafe = [each for each in routes(served) if each[0] not in SAFE]
    assert ("POST", "/posted") in unsafe
    for method, path in unsafe:
        for headers in ({"sec-fetch-site": "cross-site"}, {"origin": "https://evil.example"}, {}):
            response = person(served, "admin").request(method, path, headers=headers)
            assert response.status_code == 403, f"{method} {path} with {headers}"
            assert "That did not come from these pages" in response.text


def test_every_response_has_the_headers(served: Starlette) -> None:
    for name in ("", "admin"):
        client = person(served, name)
        for method, path in [*routes(served), ("GET", "/nowhere"), ("POST", "/"), ("TRACE", "/")]:
            response = client.request(method, path, headers=FROM_OUR_PAGE)
            told = dict(response.headers)
            for header, value in (HEADERS | HSTS).items():
                if header == "Cache-Control" and told["cache-control"] != value:
                    assert told["cache-control"].startswith("private"), f"{method} {path}"
                    continue
                assert told[header.lower()] == value, f"{method} {path}: {header}"
            assert "server" not in told
            assert response.status_code < 500 or path in PROBES, f"{method} {path}"


def test_only_admins_see_the_pages_for_them(served: Starlette) -> None:
    admins = [each for each in routes(served) if each[1].startswith("/admin")]
    assert admins
    for method, path in admins:
        for name in ("reader", "owner"):
            response = person(served, name).request(method, path, headers=FROM_OUR_PAGE)
            assert response.status_code == 403, f"{method} {path} as {name}"


def test_readers_change_nothing_but_their_own(served: Starlette) -> None:
    for method, path in routes(served):
        if method in SAFE or path.replace("/none", "/*") in FOR_READERS:
            continue
        response = person(served, "reader").request(method, path, headers=FROM_OUR_PAGE)
        assert response.status_code == 403, f"{method} {path}"


def test_a_body_that_is_too_large_is_refused_by_every_form(served: Starlette) -> None:
    body = b"question=" + b"x" * 400_000
    form = {**FROM_OUR_PAGE, "content-type": "application/x-www-form-urlencoded"}
    for method, path in routes(served):
        if method in SAFE or path == "/posted":
            continue
        response = person(served, "admin").request(method, path, headers=form, content=body)
        assert response.status_code in (404, 413, 400), f"{method} {path}"


def test_static_files_are_kept_by_their_contents(served: Starlette) -> None:
    client = person(served, "reader")
    page = client.get("/nowhere").text
    address = page.split('rel="stylesheet" href="')[1].split('"')[0]
    kept = client.get(address)
    assert kept.headers["cache-control"] == "public, max-age=31536000, immutable"
    assert client.get(address.split("?")[0]).headers["cache-control"] == "no-store"
    for path in ("/static/../site.py", "/static/%2e%2e/site.py", "/static//etc/passwd"):
        assert client.get(path).status_code == 404


def test_without_https_browsers_are_not_told_to_use_it(sample: Scrutineer, tmp_path: Path) -> None:
    with an_application(sample.home, tmp_path) as alone:
        response = TestClient(alone, base_url="http://localhost:8000").get("/who")
    assert response.is_success
    assert "strict-transport-security" not in response.headers
