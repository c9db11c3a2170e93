"""Signing in with OpenID Connect, against a provider that plays well and badly."""

import logging
from pathlib import Path
from typing import Any, get_args

import httpx2
import pytest

from bot.faults import MendableError
from tests.bot.web.serving import FROM_OUR_PAGE, PUBLIC
from tests.bot.web.signing_in.browsing import Browser, a_browser, settings_of
from tests.openid_provider.provider import (
    Play,
    Provider,
    UnsoundProof,
    Unusable,
)


def test_somebody_signs_in_and_is_led_to_the_page_that_they_asked_for(
    browser: Browser, provider: Provider
) -> None:
    provider.claims = {"email": "Ann@Aldermere.example", "groups": ["improvement TEAM", "Parking"]}
    back = browser.sign_in("/who?page=2&x=%2F")
    assert back.status_code == 303
    assert back.headers["location"] == "/who?page=2&x=%2F"
    # Of the groups those that no setting names are not kept.
    assert browser.get("/who").json() == ["ann@aldermere.example", "ADMIN", ["improvement team"]]
    [asked] = provider.asked
    assert asked["redirect_uri"] == f"{PUBLIC}/sign-in/back"
    assert asked["scope"] == "openid profile email"
    assert asked["code_challenge_method"] == "S256"
    assert len(asked["state"]) >= 20
    assert len(asked["nonce"]) >= 20


def test_without_signing_in_nothing_is_shown(browser: Browser) -> None:
    for path in ("/", "/who", "/library", "/admin", "/documents/d1", "/nowhere"):
        response = browser.get(path)
        assert response.status_code == 303
        assert response.headers["location"].startswith("/sign-in?to=%2F")
    # What a script asks for is not sent to another host's page.
    assert browser.get("/who", **{"sec-fetch-mode": "cors"}).status_code == 401
    posted = browser.client.post("/who", headers=FROM_OUR_PAGE)
    assert posted.status_code == 401
    assert "Please sign in again" in posted.text
    assert browser.get("/healthz").status_code == 200
    assert browser.get("/readyz").status_code == 503
    assert browser.get("/static/style.css").status_code == 200


@pytest.mark.parametrize("play", get_args(UnsoundProof))
def test_a_proof_that_does_not_hold_signs_nobody_in(
    browser: Browser, provider: Provider, play: Play, caplog: pytest.LogCaptureFixture
) -> None:
    provider.play = play
    with caplog.at_level(logging.WARNING):
        response = browser.sign_in()
    assert response.status_code == 400
    assert "You could not be signed in" in response.text
    assert "could not be signed in" in caplog.text
    assert "ann@" not in caplog.text
    assert browser.get("/who").status_code == 303


@pytest.mark.parametrize("play", get_args(Unusable))
def test_a_provider_that_is_none_is_told_plainly(
    browser: Browser, provider: Provider, play: Play
) -> None:
    provider.play = play
    for _ in range(2):
        response = browser.get("/sign-in")
        assert response.status_code == 503
        assert "Nobody can be signed in at the moment" in response.text
    assert browser.get("/sign-in/back?code=c&state=s").status_code == 503


def test_a_provider_that_was_down_is_asked_again(
    browser: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as down:
        down.setattr(httpx2.AsyncClient, "send", _unreachable)
        assert browser.get("/sign-in").status_code == 503
    assert browser.sign_in().status_code == 303


def test_a_provider_that_goes_down_in_the_middle(
    browser: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    back = browser.to_provider().headers["location"]
    with monkeypatch.context() as down:
        down.setattr(httpx2.AsyncClient, "send", _unreachable)
        assert browser.get(back).status_code == 503


async def _unreachable(*_: object, **__: object) -> httpx2.Response:
    raise httpx2.ConnectError("down")


def test_a_state_that_was_used_or_never_given_is_refused(browser: Browser) -> None:
    back = browser.to_provider().headers["location"]
    kept = dict(browser.client.cookies)
    assert browser.get(back).status_code == 303
    # Signed in already: whatever another tab brings is not needed.
    assert browser.get(back).headers["location"] == "/"
    browser.client.cookies.clear()
    assert browser.get(back).status_code == 400
    # With the cookie of then the provider is asked, whose codes are good once.
    browser.client.cookies.update(kept)
    assert browser.get(back).status_code == 400
    browser.client.cookies.clear()
    assert browser.get("/sign-in/back").status_code == 400
    assert browser.get("/sign-in/back?state=&code=").status_code == 400


@pytest.mark.parametrize("made_up", ["x\nERROR all is lost", "Jane", "a" * 99, "\x1b[2J", ""])
def test_nobody_writes_into_the_log(
    browser: Browser, caplog: pytest.LogCaptureFixture, made_up: str
) -> None:
    with caplog.at_level(logging.WARNING, "bot"):
        response = browser.client.get(
            "/sign-in/back", params={"error": made_up, "error_description": made_up, "state": "s"}
        )
    assert response.status_code == 400
    [record] = [record for record in caplog.records if record.name.startswith("bot")]
    assert record.getMessage() in (
        "Somebody could not be signed in: the provider says something odd",
        "Somebody could not be signed in: the provider says mismatching_state",
    )
    assert not made_up or made_up not in response.text


def test_somebody_elses_state_signs_nobody_in(provider: Provider, tmp_path: Path) -> None:
    settings = settings_of(provider, tmp_path / "home")
    with a_browser(settings, tmp_path) as theirs, a_browser(settings, tmp_path) as ours:
        back = theirs.to_provider().headers["location"]
        ours.to_provider()
        assert ours.get(back).status_code == 400


@pytest.mark.parametrize(
    "claims",
    [
        {},
        {"email": ""},
        {"email": 7},
        {"email": "ann@aldermere.example", "email_verified": False},
        {"email": "ann\u202e@aldermere.example"},
        {"email": "a" * 400},
        {"preferred_username": "ann@aldermere.example"},
    ],
)
def test_who_has_no_name_that_can_be_believed_is_not_signed_in(
    browser: Browser, provider: Provider, claims: dict[str, Any]
) -> None:
    provider.claims = claims
    assert browser.sign_in().status_code == 400


def test_another_claim_may_name_people_and_groups(provider: Provider, tmp_path: Path) -> None:
    settings = settings_of(
        provider,
        tmp_path / "home",
        oidc_name_claim="preferred_username",
        oidc_groups_claim="roles",
        web_readers=("group:readers", "ben"),
    )
    provider.claims = {"preferred_username": "Cal", "roles": "Readers"}
    with a_browser(settings, tmp_path) as browser:
        browser.sign_in()
        assert browser.get("/who").json() == ["cal", "READER", ["readers"]]
    provider.claims = {"preferred_username": "Dee", "roles": {"readers": True}}
    with a_browser(settings, tmp_path) as browser:
        browser.sign_in()
        response = browser.get("/who")
        assert response.status_code == 403
        assert "You are signed in as dee." in response.text


def test_roles_are_those_of_the_settings_now(provider: Provider, tmp_path: Path) -> None:
    home = tmp_path / "home"
    with a_browser(settings_of(provider, home), tmp_path) as browser:
        browser.sign_in()
        cookie = {"cookie": f"__Host-scrutineer={browser.client.cookies['__Host-scrutineer']}"}
    name = "ann@aldermere.example"
    for others, told in (
        ({"web_admins": (name.upper(),)}, "ADMIN"),
        ({"web_owners": (name,)}, "OWNER"),
        ({"web_readers": (name,)}, "READER"),
    ):
        with a_browser(settings_of(provider, home, **others), tmp_path) as later:
            assert later.client.get("/who", headers=cookie).json()[1] == told
    with a_browser(settings_of(provider, home, web_readers=("ben",)), tmp_path) as later:
        assert later.client.get("/who", headers=cookie).status_code == 403
    secret = {"session_secret": "another secret that has more than 32 characters"}
    with a_browser(settings_of(provider, home, **secret), tmp_path) as later:
        assert later.client.get("/who", headers=cookie, follow_redirects=False).status_code == 303


def test_a_provider_that_wants_the_secret_in_the_form_gets_it_there(
    browser: Browser, provider: Provider
) -> None:
    provider.ways = ("private_key_jwt", "client_secret_post")
    assert browser.sign_in().status_code == 303
    assert provider.shown_secrets == ["post"]
    assert browser.get("/who").is_success


def test_a_secret_that_is_wrong_is_told_of(provider: Provider, tmp_path: Path) -> None:
    settings = settings_of(provider, tmp_path / "home", oidc_client_secret="wrong")
    with a_browser(settings, tmp_path) as browser:
        assert browser.sign_in().status_code == 400


@pytest.mark.parametrize(
    "missing",
    ["public_url", "oidc_issuer", "oidc_client_id", "oidc_client_secret", "session_secret"],
)
def test_a_setting_that_is_missing_is_named_at_the_start(
    provider: Provider, tmp_path: Path, missing: str
) -> None:
    settings = settings_of(provider, tmp_path / "home", **{missing: None})
    with pytest.raises(MendableError, match=f"SCRUTINEER_{missing.upper()}"):
        a_browser(settings, tmp_path).__enter__()
