"""Sessions that an admin ends: one person's, or everybody's, on every replica."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

from bot.audit.log import audit_of
from bot.settings import Settings
from bot.state.opening import open_state
from tests.bot.running import Scrutineer
from tests.bot.web.asking.asking import parsed, words
from tests.bot.web.serving import BY_PROXY, FROM_OUR_PAGE, PROXY, PUBLIC, an_application
from tests.bot.web.signing_in.browsing import Browser, a_browser, settings_of
from tests.openid_provider.provider import Provider

ADMIN, ANN, BOB = "ida@aldermere.example", "ann@aldermere.example", "bob@aldermere.example"
ENDING = "/admin/sessions/end"


@pytest.fixture
def settings(provider: Provider, tmp_path: Path) -> dict[str, Any]:
    return settings_of(provider, tmp_path / "home", web_admins=(ADMIN,))


@pytest.fixture
def here(settings: dict[str, Any], tmp_path: Path) -> Iterator[Browser]:
    with a_browser(settings, tmp_path) as opened:
        yield opened


@pytest.fixture
def elsewhere(settings: dict[str, Any], tmp_path: Path) -> Iterator[Browser]:
    """A browser at another server over the same state."""
    with a_browser(settings, tmp_path) as opened:
        yield opened


def cookie_of(browser: Browser, provider: Provider, name: str) -> dict[str, str]:
    """The header with the cookie of somebody who signs in now."""
    browser.client.cookies.clear()
    provider.claims["email"] = name
    browser.sign_in()
    value = browser.client.cookies["__Host-scrutineer"]
    browser.client.cookies.clear()
    return {"cookie": f"__Host-scrutineer={value}"}


def lasts(browser: Browser, cookie: dict[str, str]) -> bool:
    return browser.get("/who", **cookie).is_success


def end(browser: Browser, cookie: dict[str, str], **form: str) -> Any:
    headers = {**cookie, **FROM_OUR_PAGE}
    return browser.client.post(ENDING, data=form, headers=headers, follow_redirects=False)


def test_all_sessions_of_one_person_are_over_everywhere(
    here: Browser, elsewhere: Browser, provider: Provider
) -> None:
    admin, bob = (cookie_of(here, provider, name) for name in (ADMIN, BOB))
    hers = [cookie_of(browser, provider, ANN) for browser in (here, elsewhere)]
    assert all(lasts(elsewhere, cookie) for cookie in hers)
    page = end(here, admin, whose="one", name=f" {ANN.upper()} ")
    assert page.status_code == 200
    assert f"{ANN} has to sign in again" in words(parsed(page).main)
    assert not any(lasts(browser, cookie) for browser in (here, elsewhere) for cookie in hers)
    assert lasts(elsewhere, bob)
    assert lasts(elsewhere, admin)
    # She may sign in again, and stays so.
    anew = cookie_of(elsewhere, provider, ANN)
    assert lasts(here, anew)
    assert not lasts(here, hers[0])


def test_those_of_everybody_are_over_the_admins_own_as_well(
    here: Browser, elsewhere: Browser, provider: Provider
) -> None:
    known = [cookie_of(here, provider, name) for name in (ADMIN, ANN, BOB)]
    page = end(here, known[0], whose="everybody", name="")
    assert "Everybody has to sign in again" in words(parsed(page).main)
    assert not any(lasts(elsewhere, cookie) for cookie in known)
    assert end(here, known[0], whose="everybody").status_code == 401
    assert lasts(elsewhere, cookie_of(here, provider, ADMIN))


def test_only_admins_end_them_and_it_is_noted_whose(
    here: Browser, provider: Provider, settings: dict[str, Any], tmp_path: Path
) -> None:
    admin, ann = (cookie_of(here, provider, name) for name in (ADMIN, ANN))
    assert end(here, ann, whose="one", name=ADMIN).status_code == 403
    assert here.get("/admin/sessions", **ann).status_code == 403
    assert end(here, {}, whose="everybody").status_code == 401
    foreign = {**admin, "sec-fetch-site": "cross-site"}
    assert here.client.post(ENDING, data={"name": ANN}, headers=foreign).status_code == 403
    assert lasts(here, ann)
    assert end(here, admin, name=ANN).is_success
    for name in ("", " ", "\x07", "a" * 321):
        assert end(here, admin, whose="one", name=name).status_code == 400
    assert lasts(here, admin)
    with open_state(tmp_path / "state.sqlite") as state:
        log = audit_of(state, Settings.model_validate(settings))
        noted = [each.said for each in log.written() if each.said]
    ended = [each for each in noted if each["action"] == "end_sessions"]
    assert [(each["who"], each["details"]) for each in ended] == [
        (f"web:{ADMIN}", {"whose": f"web:{ANN}"})
    ]


def test_a_name_that_acts_is_shown_as_text(here: Browser, provider: Provider) -> None:
    admin = cookie_of(here, provider, ADMIN)
    page = end(here, admin, whose="one", name="<script>alert(1)</script>")
    assert page.status_code == 200
    assert "<script>" not in page.text


def test_where_they_are_not_ours_the_page_says_whose_they_are(
    sample: Scrutineer, tmp_path: Path
) -> None:
    with an_application(sample.home, tmp_path, **BY_PROXY, web_admins=("ida",)) as served:
        headers = {"x-forwarded-user": "ida", **FROM_OUR_PAGE}
        client = TestClient(served, base_url=PUBLIC, client=(PROXY, 1), headers=headers)
        page = client.get("/admin/sessions")
        assert "sessions are the proxy's own" in words(parsed(page).main)
        assert not parsed(page).select("main form")
        assert client.post(ENDING, data={"whose": "everybody"}).status_code == 409


def test_they_are_ended_from_the_command_line_too(
    here: Browser, provider: Provider, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value in {
        "SCRUTINEER_SIGN_IN": "oidc",
        "SCRUTINEER_STATE_URL": f"sqlite:///{tmp_path}/state.sqlite",
    }.items():
        monkeypatch.setenv(name, value)
    scrutineer = Scrutineer(tmp_path / "home")
    ann, bob = (cookie_of(here, provider, name) for name in (ANN, BOB))
    told = scrutineer.run("sessions", "end", f"web:{ANN}")
    assert told.exit_code == 0
    assert f"{ANN} has to sign in again" in told.output
    assert not lasts(here, ann)
    assert lasts(here, bob)
    assert "Everybody has to" in scrutineer.run("sessions", "end", "--everybody").output
    assert not lasts(here, bob)
    assert "end_sessions whose=everybody" in scrutineer.run("audit", "show").output
    for wrong in ((), (ANN, "--everybody"), ("",)):
        assert scrutineer.run("sessions", "end", *wrong).exit_code == 2
    monkeypatch.setenv("SCRUTINEER_SIGN_IN", "proxy")
    refused = scrutineer.run("sessions", "end", "--everybody")
    assert refused.exit_code == 1
    assert "the proxy" in refused.output
