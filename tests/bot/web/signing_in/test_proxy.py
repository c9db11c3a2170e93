"""Signing in by a reverse proxy's header: believed from the proxy, from nobody else."""

import asyncio
from pathlib import Path
from typing import Any

import httpx2
import pytest
from starlette.requests import Request
from starlette.testclient import TestClient

from bot.faults import MendableError
from bot.settings import Settings
from bot.web.faults import RefusedError
from bot.web.signing_in.proxy import Proxy
from tests.bot.web.serving import BY_PROXY, PROXY, PUBLIC, an_application

NAME = "x-forwarded-user"


def asked(
    tmp_path: Path,
    headers: list[tuple[str, str]] | dict[str, str],
    address: str = PROXY,
    **settings: Any,
) -> httpx2.Response:
    """What somebody sees who comes from an address with such headers."""
    with an_application(tmp_path / "home", tmp_path, **(BY_PROXY | settings)) as served:
        client = TestClient(served, base_url=PUBLIC, client=(address, 40_000))
        return client.get("/who", headers=headers)


@pytest.mark.parametrize("address", [PROXY, f"::ffff:{PROXY}", "2001:db8::7"])
def test_whom_the_proxy_names_is_believed(tmp_path: Path, address: str) -> None:
    response = asked(tmp_path, {NAME: " Ann@Aldermere.example "}, address)
    assert response.json() == ["ann@aldermere.example", "READER", []]


@pytest.mark.parametrize(
    "address", ["10.1.2.4", "127.0.0.1", "::1", "2001:db9::7", "::ffff:10.1.2.4", "a socket", ""]
)
def test_nobody_else_is(tmp_path: Path, address: str) -> None:
    response = asked(
        tmp_path, {NAME: "ann", "x-forwarded-for": PROXY, "forwarded": f"for={PROXY}"}, address
    )
    assert response.status_code == 403
    assert "reached another way" in response.text
    assert "10.1.2" not in response.text


@pytest.mark.parametrize(
    "headers",
    [
        [],
        [(NAME, "")],
        [(NAME, "   ")],
        [(NAME, "eve"), (NAME, "ann")],
        [(NAME, "eve, ann")],
        [(NAME, "ann\u00adx")],
        [(NAME, "\x7f")],
        [(NAME, "x" * 321)],
        [("x-forwarded-email", "ann@aldermere.example")],
        [("x_forwarded_user", "ann")],
    ],
)
def test_who_is_not_named_clearly_has_to_sign_in(
    tmp_path: Path, headers: list[tuple[str, str]]
) -> None:
    encoded: Any = [(name, value.encode()) for name, value in headers]
    response = asked(tmp_path, encoded)
    assert response.status_code == 401
    assert "Please sign in" in response.text


def test_names_of_any_letters(tmp_path: Path) -> None:
    headers: Any = {NAME: "Zoë Ünal".encode()}
    assert asked(tmp_path, headers).json()[0] == "zoë ünal"


def test_what_is_no_text_is_nobodys_name() -> None:
    settings = Settings.model_validate(BY_PROXY)
    scope = {"type": "http", "client": (PROXY, 1), "headers": [(NAME.encode(), b"Zo\xeb")]}
    with pytest.raises(RefusedError) as refused:
        asyncio.run(Proxy(settings).visitor(Request(scope)))
    assert refused.value.status_code == 401


def test_groups_give_roles_where_the_proxy_tells_of_them(tmp_path: Path) -> None:
    settings: dict[str, Any] = {
        "sign_in_header": "X-User",
        "sign_in_groups_header": "X-Groups",
        "web_readers": ("group:readers",),
        "web_owners": ("group:Owners", "ben"),
        "web_admins": ("group:admins",),
    }
    for groups, role in (
        ("readers", "READER"),
        ("Readers, OWNERS", "OWNER"),
        ("owners,admins", "ADMIN"),
    ):
        told = asked(tmp_path, {"x-user": "ann", "x-groups": groups}, **settings).json()
        assert told[1] == role
    assert asked(tmp_path, {"x-user": "Ben"}, **settings).json() == ["ben", "OWNER", []]
    for headers in (
        {"x-user": "ann", "x-groups": "parking"},
        {"x-user": "group:admins"},
        {"x-user": "readers"},
        {"x-user": "ann", "x-forwarded-groups": "admins"},
    ):
        response = asked(tmp_path, headers, **settings)
        assert response.status_code == 403
        assert f"You are signed in as {headers['x-user']}" in response.text
    # Without a header for them nobody says which groups somebody is in.
    del settings["sign_in_groups_header"]
    spoofed = {"x-user": "ann", "x-groups": "admins", "x-forwarded-groups": "admins"}
    assert asked(tmp_path, spoofed, **settings).status_code == 403


def test_a_name_in_a_page_is_only_text(tmp_path: Path) -> None:
    name = "<script>alert(1)</script>"
    response = asked(tmp_path, {NAME: name}, web_readers=("ann",))
    assert response.status_code == 403
    assert "<script>" not in response.text


@pytest.mark.parametrize("missing", ["public_url", "sign_in_proxies"])
def test_a_setting_that_is_missing_is_named_at_the_start(tmp_path: Path, missing: str) -> None:
    without: dict[str, Any] = {missing: () if missing == "sign_in_proxies" else None}
    with pytest.raises(MendableError, match=f"SCRUTINEER_{missing.upper()}"):
        asked(tmp_path, {}, **without)
