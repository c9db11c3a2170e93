"""Connecting over Socket Mode, beside the emulated Slack."""

import pytest
from slack_bolt import App as BoltApp
from slack_bolt.authorization import AuthorizeResult
from slack_sdk import WebClient

from bot.faults import MendableError
from bot.slack.patience import Patience
from bot.slack.sockets import Socket
from tests.slack_emulator.emulator import SlackEmulator
from tests.slack_emulator.faults import refused, server_error


def socket(emulator: SlackEmulator, token: str, waits: list[float]) -> Socket:
    bolt = BoltApp(
        client=WebClient(base_url=emulator.api_url, retry_handlers=[]),
        request_verification_enabled=False,
        authorize=lambda: AuthorizeResult(enterprise_id=None, team_id="T1"),
    )
    return Socket(bolt, token, Patience(tries=3, wait=waits.append))


def test_a_connection_that_is_not_opened_is_asked_for_again(emulator: SlackEmulator) -> None:
    waits: list[float] = []
    for fault in (server_error(), refused("internal_error")):
        emulator.faults.script("apps.connections.open", fault)
    connection = socket(emulator, emulator.app_token, waits)
    connection.connect()
    connection.close()
    assert len(waits) == 2


def test_a_token_that_is_refused_is_told_at_once(emulator: SlackEmulator) -> None:
    waits: list[float] = []
    with pytest.raises(MendableError, match="SCRUTINEER_SLACK_APP_TOKEN"):
        socket(emulator, "xapp-wrong", waits).connect()
    assert waits == []
