from collections.abc import Iterator
from typing import Any

import pytest

from bot.settings import Settings
from bot.web.signing_in.checkup import checkup
from tests.bot.running import Scrutineer
from tests.bot.web.serving import BY_PROXY, PUBLIC
from tests.openid_provider.provider import CLIENT, SECRET, Play, Provider
from tests.openid_provider.serving import serving


@pytest.fixture(scope="module")
def provider() -> Iterator[Provider]:
    with serving() as running:
        yield running


def told(**settings: Any) -> list[str]:
    """What is found; with what mends it, and `!` where nobody can sign in until then."""
    return [
        f"{'!' if each.mend and each.needed else ''}{each.topic}: {each.text}. {each.mend or ''}"
        for each in checkup(Settings.model_validate(settings))
    ]


def by(provider: Provider) -> dict[str, Any]:
    return {
        "sign_in": "oidc",
        "public_url": PUBLIC,
        "oidc_issuer": provider.address,
        "oidc_client_id": CLIENT,
        "oidc_client_secret": SECRET,
        "session_secret": "x" * 32,
    }


def test_off() -> None:
    assert told() == ["Web sign-in: off: the web pages answer on this machine alone. "]
    assert told(public_url="http://localhost:8000") == told()
    [found] = told(public_url=PUBLIC)
    assert f"do not answer at {PUBLIC}" in found
    assert "Set SCRUTINEER_SIGN_IN" in found
    assert not found.startswith("!")


def test_a_proxy() -> None:
    sign_in, roles = told(**BY_PROXY)
    assert "by the header X-Forwarded-User of a proxy at 10.1.2.3, 2001:db8::/32" in sign_in
    assert "of readers: whoever signs in, of owners: 0, of admins: 0." in roles
    assert "Set SCRUTINEER_WEB_ADMINS" in roles
    some = {"web_readers": ("a", "b"), "web_owners": ("c",), "web_admins": ("d",)}
    assert told(**BY_PROXY, **some)[1] == (
        "Web roles: names and groups of readers: 2, of owners: 1, of admins: 1. "
    )


def test_what_is_missing_is_named() -> None:
    assert told(sign_in="proxy") == [
        "!Web sign-in: not set up. With SCRUTINEER_SIGN_IN=proxy these have to be set: "
        "SCRUTINEER_PUBLIC_URL, SCRUTINEER_SIGN_IN_PROXIES. docs/web.md says how."
    ]


def test_without_https_a_session_can_be_read() -> None:
    assert "is no https:// address" in told(**BY_PROXY | {"public_url": "http://s.example"})[1]


def test_a_provider_is_asked(provider: Provider) -> None:
    found = told(**by(provider))
    assert found[0].startswith(f"Web sign-in: by {provider.address}, which answers")
    plays: list[Play] = ["calls_itself_otherwise", "fails", "no_json"]
    for play in plays:
        provider.play = play
        found = told(**by(provider))
        assert found[0].startswith("!Web sign-in: the provider at")
    provider.play = "well"
    assert SECRET not in "".join(found)


def test_doctor_tells_it(sample: Scrutineer, monkeypatch: pytest.MonkeyPatch) -> None:
    assert "Web sign-in: off" in sample.run("doctor").stdout
    monkeypatch.setenv("SCRUTINEER_SIGN_IN", "oidc")
    monkeypatch.setenv("SCRUTINEER_OIDC_CLIENT_SECRET", "opensesame")
    result = sample.run("doctor")
    assert result.exit_code == 1
    assert "FAIL  Web sign-in: not set up" in result.stdout
    assert "SCRUTINEER_OIDC_ISSUER" in result.stdout
    assert "opensesame" not in result.stdout
