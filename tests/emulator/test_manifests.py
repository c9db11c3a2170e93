from typing import Any

import pytest

from tests.slack_emulator.manifests import faults_of_manifest

Json = dict[str, Any]


def manifest() -> Json:
    return {
        "display_information": {"name": "Reader", "background_color": "#1d3557"},
        "features": {
            "app_home": {"home_tab_enabled": True, "messages_tab_enabled": True},
            "bot_user": {"display_name": "Reader"},
            "agent_view": {
                "agent_description": "Reads",
                "suggested_prompts": [{"title": "Read", "message": "Read this"}],
            },
            "shortcuts": [
                {
                    "name": "Check with the reports",
                    "type": "message",
                    "callback_id": "check",
                    "description": "Checks",
                }
            ],
            "slash_commands": [{"command": "/read", "description": "Reads"}],
        },
        "oauth_config": {"scopes": {"bot": ["assistant:write", "commands", "im:history"]}},
        "settings": {
            "event_subscriptions": {"bot_events": ["app_home_opened", "message.im"]},
            "interactivity": {"is_enabled": True},
            "socket_mode_enabled": True,
        },
    }


def test_a_manifest_that_slack_takes() -> None:
    assert faults_of_manifest(manifest()) == []


@pytest.mark.parametrize(
    ("place", "value", "fault"),
    [
        ("display_information/name", "x" * 36, "must be less than 36 characters"),
        ("display_information/description", "x" * 140, "must be less than 140 characters"),
        ("display_information/long_description", "x" * 173, "must be more than 173 characters"),
        ("features/bot_user/display_name", "x" * 81, "must be less than 81 characters"),
        ("features/shortcuts/0/name", "x" * 25, "must be less than 25 characters"),
        ("features/shortcuts/0/type", "button", "must be one of: message, global"),
        ("features/shortcuts/0/hint", "x", "invalid additional property: hint"),
        ("features/slash_commands/0/command", "read", "must be a valid command"),
        ("settings/shortcuts", [], "invalid additional property: shortcuts"),
        ("settings/socket_mode_enabled", False, "missing required field: request_url"),
        ("oauth_config/scopes/bot", ["im:history", "commands"], "agent_view requires the scope"),
        (
            "oauth_config/scopes/bot",
            ["assistant:write", "im:history"],
            "requires the scope commands",
        ),
        ("oauth_config/scopes/bot", ["assistant:write", "commands"], "message.im requires"),
    ],
)
def test_a_manifest_that_slack_refuses(place: str, value: Any, fault: str) -> None:
    told = manifest()
    *outer, last = place.split("/")
    held: Any = told
    for name in outer:
        held = held[int(name) if name.isdigit() else name]
    held[last] = value
    assert any(fault in found for found in faults_of_manifest(told)), faults_of_manifest(told)
