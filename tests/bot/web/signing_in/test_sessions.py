"""What is remembered of who has signed in, and for how long."""

import base64
import json
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import httpx2
import pytest
from itsdangerous import TimestampSigner

from bot.state.opening import open_state
from tests.bot.web.serving import FROM_OUR_PAGE, PUBLIC
from tests.bot.web.signing_in.browsing import SESSION_SECRET, Browser, a_browser, settings_of
from tests.openid_provider.provider import (
    CLIENT,
    Provider,
)


def test_the_cookie_is_for_nobody_but_us(browser: Browser) -> None:
    cookie = browser.sign_in().headers["set-cookie"]
    name, _, rest = cookie.partition("=")
    assert name == "__Host-scrutineer"
    attributes = {part.strip().lower() for part in rest.split(";")[1:]}
    assert attributes == {"path=/", "max-age=28800", "httponly", "samesite=lax", "secure"}


def test_a_session_holds_no_token(browser: Browser) -> None:
    browser.sign_in()
    value = str(browser.client.cookies["__Host-scrutineer"])
    session = json.loads(base64.b64decode(value.split(".")[0]))
    assert set(session) == {"id", "name", "groups", "until", "used", "after"}


@pytest.mark.parametrize(
    "change",
    [
        # Not the last letter: two of its bits are padding, and may be changed without meaning.
        lambda value: value[:-2] + ("A" if value[-2] != "A" else "B") + value[-1],
        lambda value: "A" + value[1:],
        lambda value: value.split(".")[0],
        lambda value: (
            base64.b64encode(
                json.dumps({"id": "x", "name": "eve", "groups": [], "until": 9e12}).encode()
            ).decode()
            + value[value.index(".") :]
        ),
        lambda _: "",
        lambda _: "null",
        lambda _: "é.é.é",
    ],
)
def test_a_cookie_that_was_tampered_with_is_worth_nothing(browser: Browser, change: Any) -> None:
    browser.sign_in()
    value = str(browser.client.cookies["__Host-scrutineer"])
    browser.client.cookies.clear()
    cookie = f"__Host-scrutineer={change(value)}".encode("latin-1")
    response = browser.client.get("/who", headers={b"cookie": cookie}, follow_redirects=False)
    assert response.status_code == 303
    assert browser.client.get("/who", headers={"cookie": f"__Host-scrutineer={value}"}).is_success


def test_a_session_runs_out(browser: Browser, monkeypatch: pytest.MonkeyPatch) -> None:
    browser.sign_in()
    assert browser.get("/who").is_success
    now = time.time()
    monkeypatch.setattr("bot.web.signing_in.openid.time.time", lambda: now + 8 * 3600 + 1)
    assert browser.get("/who").status_code == 303


@dataclass
class Clock:
    """Tells what it is told."""

    now: float

    def __call__(self) -> float:
        return self.now

    def later(self, minutes: float) -> None:
        self.now += minutes * 60


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    given = Clock(float(int(time.time())))
    monkeypatch.setattr("bot.web.signing_in.openid.time.time", given)
    return given


def test_a_session_that_nobody_uses_ends(browser: Browser, clock: Clock) -> None:
    browser.sign_in()
    clock.later(59)
    assert browser.get("/who").is_success
    # An hour after it was last used, not after it began.
    clock.later(59)
    assert browser.get("/who").is_success
    clock.later(60)
    assert browser.get("/who").status_code == 303
    refused = browser.client.post("/who", headers=FROM_OUR_PAGE, follow_redirects=False)
    assert refused.status_code == 401


def test_a_copy_of_its_cookie_from_before_ends_as_well(browser: Browser, clock: Clock) -> None:
    browser.sign_in()
    copy = {"cookie": f"__Host-scrutineer={browser.client.cookies['__Host-scrutineer']}"}
    clock.later(50)
    assert browser.get("/who").is_success
    clock.later(20)
    assert browser.get("/who").is_success
    browser.client.cookies.clear()
    assert browser.get("/who", **copy).status_code == 303


def test_what_a_page_looks_for_by_itself_does_not_keep_a_session(
    browser: Browser, clock: Clock
) -> None:
    browser.sign_in()
    for _ in range(2):
        clock.later(29)
        assert browser.get("/who", **{"sec-fetch-dest": "empty"}).is_success
    clock.later(2)
    assert browser.get("/who", **{"sec-fetch-dest": "empty"}).status_code == 303


def test_its_cookie_is_not_written_for_each_page(browser: Browser, clock: Clock) -> None:
    browser.sign_in()
    assert "set-cookie" not in browser.get("/who").headers
    clock.later(3)
    assert "set-cookie" in browser.get("/who").headers
    assert "set-cookie" not in browser.get("/who").headers


def test_an_idle_end_can_be_turned_off(provider: Provider, tmp_path: Path, clock: Clock) -> None:
    settings = settings_of(provider, tmp_path / "home", session_idle_minutes=0)
    with a_browser(settings, tmp_path) as browser:
        browser.sign_in()
        clock.later(7 * 60)
        assert browser.get("/who").is_success
        clock.later(60)
        assert browser.get("/who").status_code == 303


def shown(browser: Browser, **session: object) -> int:
    """The status of a page with a session of somebody's that we signed."""
    value = base64.b64encode(
        json.dumps({"id": "s1", "name": "ann", "groups": [], **session}).encode()
    )
    signed = TimestampSigner(SESSION_SECRET).sign(value).decode()
    headers = {"cookie": f"__Host-scrutineer={signed}"}
    return browser.client.get("/who", headers=headers, follow_redirects=False).status_code


def test_it_does_however_often_its_cookie_is_signed_anew(browser: Browser) -> None:
    now = time.time()
    assert shown(browser, until=now + 600, used=now) == 200
    assert shown(browser, until=now - 1, used=now) == 303


def test_one_that_does_not_say_when_it_was_used_counts_from_its_beginning(
    browser: Browser, clock: Clock
) -> None:
    assert shown(browser, until=clock.now + 7.5 * 3600) == 200
    assert shown(browser, until=clock.now + 6.5 * 3600) == 303


def test_one_from_before_there_were_endings_goes_on_until_there_is_one(
    browser: Browser, tmp_path: Path
) -> None:
    now = time.time()
    assert shown(browser, until=now + 600, used=now) == 200
    with open_state(tmp_path / "state.sqlite") as state:
        state.ended_sessions.end_all("ann")
    assert shown(browser, until=now + 600, used=now) == 303


def test_who_signs_out_is_out_and_so_is_whoever_has_a_copy_of_the_cookie(
    browser: Browser, provider: Provider
) -> None:
    browser.sign_in()
    copy = {"cookie": f"__Host-scrutineer={browser.client.cookies['__Host-scrutineer']}"}
    response = browser.client.post("/sign-out", headers=FROM_OUR_PAGE, follow_redirects=False)
    assert response.status_code == 200
    refresh = response.headers["refresh"].removeprefix("0; url=")
    end = urlsplit(refresh)
    assert f"{end.scheme}://{end.netloc}{end.path}" == f"{provider.address}/end"
    told = parse_qs(end.query)
    assert told["client_id"] == [CLIENT]
    assert told["post_logout_redirect_uri"] == [f"{PUBLIC}/signed-out"]
    assert browser.get("/who").status_code == 303
    assert browser.client.get("/who", headers=copy, follow_redirects=False).status_code == 303
    assert "You are signed out" in browser.get("/signed-out").text


def test_a_provider_without_a_page_for_signing_out(browser: Browser, provider: Provider) -> None:
    provider.logout = False
    browser.sign_in()
    response = browser.client.post("/sign-out", headers=FROM_OUR_PAGE)
    assert "refresh" not in response.headers
    assert "Sign in again" in response.text
    assert browser.get("/who").status_code == 303


def test_nobody_is_signed_out_by_others_pages(browser: Browser) -> None:
    browser.sign_in()
    for headers in ({"sec-fetch-site": "cross-site"}, {"origin": "https://evil.example"}, {}):
        assert browser.client.post("/sign-out", headers=headers).status_code == 403
    assert browser.get("/sign-out").status_code in (405, 303)
    assert browser.get("/who").is_success


@pytest.mark.parametrize(
    "address",
    [
        "https://evil.example/",
        "//evil.example/",
        "/\\evil.example",
        "/\t/evil.example",
        "\\\\evil.example",
        "javascript:alert(1)",
        "evil.example",
        "/%0d%0aSet-Cookie:x=y\r\nX: y",
        "/sign-in",
        "/sign-out",
        "",
        "/" + "x" * 3000,
        "/ßé",
    ],
)
def test_nobody_is_led_to_others_pages(browser: Browser, address: str) -> None:
    begun = browser.client.get("/sign-in", params={"to": address}, follow_redirects=False)
    back = httpx2.get(begun.headers["location"], timeout=60).headers["location"]
    assert browser.get(back).headers["location"] == "/"
