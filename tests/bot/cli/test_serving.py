"""Where pages are served, and where nobody is to see them."""

from contextlib import closing
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import httpx2
import pytest

from bot.app import open_app
from bot.cli.serving import serving
from bot.faults import MendableError
from bot.settings import Settings
from bot.state.opening import open_state
from tests.bot.running import Scrutineer
from tests.bot.web.serving import BY_PROXY

# A bot whose events nobody sends.
BOT: Any = SimpleNamespace(bolt=None)


def status(
    folder: Path, host: str, path: str, bot: Any = None, alone: bool = False, **settings: Any
) -> int:
    """What the server answers to somebody on this machine who asks for a path."""
    every = Settings.model_validate({"home": folder / "home", **settings})
    with (
        closing(open_app(every)) as app,
        open_state(folder / "state.sqlite") as state,
        serving(app, state, host, 0, bot, alone=alone) as address,
    ):
        port = address.rsplit(":", 1)[1]
        return httpx2.get(f"http://127.0.0.1:{port}{path}", timeout=60).status_code


@pytest.mark.parametrize("host", ["0.0.0.0", ""])
def test_where_others_reach_it_and_nobody_signs_in_nothing_is_served(
    tmp_path: Path, host: str
) -> None:
    with pytest.raises(MendableError, match=r"Nothing is served.*SCRUTINEER_SIGN_IN"):
        status(tmp_path, host, "/")


def test_but_slack_is(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for path, told in (("/", 404), ("/library", 404), ("/static/style.css", 404)):
        assert status(tmp_path, "0.0.0.0", path, BOT) == told
    assert "The web pages are not served, Slack is." in capsys.readouterr().err
    assert status(tmp_path, "0.0.0.0", "/healthz", BOT) == 200
    assert status(tmp_path, "0.0.0.0", "/readyz", BOT) == 503
    assert status(tmp_path, "0.0.0.0", "/slack/events", BOT) == 405


def test_on_this_machine_pages_are_served(tmp_path: Path) -> None:
    assert status(tmp_path, "127.0.0.1", "/library") == 200
    assert status(tmp_path, "127.0.0.1", "/slack/events", BOT) == 405


def test_so_they_are_from_a_container_whose_port_is_this_machines_alone(tmp_path: Path) -> None:
    assert status(tmp_path, "0.0.0.0", "/library", alone=True) == 200


def test_with_sign_in_they_are_served_to_all(tmp_path: Path) -> None:
    assert status(tmp_path, "0.0.0.0", "/library", **BY_PROXY) == 403
    proxy = BY_PROXY | {"sign_in_proxies": ("127.0.0.1",)}
    assert status(tmp_path, "0.0.0.0", "/library", **proxy) == 401


def test_a_setting_that_is_missing_ends_it_with_a_word(
    sample: Scrutineer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SCRUTINEER_SIGN_IN", "oidc")
    result = sample.run("serve", "--port", "0")
    assert result.exit_code == 1
    assert "SCRUTINEER_OIDC_ISSUER" in result.stderr
    assert "Traceback" not in result.stderr
