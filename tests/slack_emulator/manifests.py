"""What Slack finds wrong with an app's manifest."""

from tests.slack_emulator.checking import (
    Check,
    Findings,
    Json,
    Shape,
    anything,
    boolean,
    list_of,
    matching,
    one_of,
    shaped,
    string,
    url,
)
from tests.slack_emulator.scopes import EVENTS

_prompts = list_of(
    shaped(Shape({"title": string(least=1), "message": string(least=1)})), least=1, most=4
)
_command = shaped(
    Shape(
        {"command": matching(r"/[^\sA-Z]{1,31}", "command"), "description": string(2_000, least=1)},
        {"usage_hint": string(1_000), "should_escape": boolean, "url": url()},
    )
)
_shortcut = shaped(
    Shape(
        {
            "name": string(24, least=1),
            "type": one_of("message", "global"),
            "callback_id": string(255, least=1),
            "description": string(150, least=1),
        }
    )
)
_FEATURES: dict[str, Check] = {
    "agent_view": shaped(
        Shape({"agent_description": string(300, least=1)}, {"suggested_prompts": _prompts})
    ),
    "app_home": shaped(
        Shape(
            optional={
                "home_tab_enabled": boolean,
                "messages_tab_enabled": boolean,
                "messages_tab_read_only_enabled": boolean,
            }
        )
    ),
    "bot_user": shaped(Shape({"display_name": string(80, least=1)}, {"always_online": boolean})),
    "shortcuts": list_of(_shortcut, 0, 10),
    "slash_commands": list_of(_command, 0, 50),
    "unfurl_domains": list_of(string(least=1), 0, 5),
}
_SETTINGS: dict[str, Check] = {
    "event_subscriptions": shaped(
        Shape(optional={"request_url": url(), "bot_events": list_of(string(least=1), 0, 100)})
    ),
    "interactivity": shaped(
        Shape({"is_enabled": boolean}, {"request_url": url(), "message_menu_options_url": url()})
    ),
    "org_deploy_enabled": boolean,
    "socket_mode_enabled": boolean,
    "token_rotation_enabled": boolean,
    "allowed_ip_address_ranges": list_of(string(least=1), 0, 10),
}
_MANIFEST = Shape(
    {
        "display_information": shaped(
            Shape(
                {"name": string(35, least=1)},
                {
                    "description": string(139),
                    "long_description": string(4_000, least=174),
                    "background_color": matching(r"#([0-9a-fA-F]{3}){1,2}", "color"),
                },
            )
        )
    },
    {
        "_metadata": anything,
        "features": shaped(Shape(optional=_FEATURES)),
        "oauth_config": anything,
        "settings": shaped(Shape(optional=_SETTINGS)),
    },
)


def faults_of_manifest(manifest: Json) -> list[str]:
    """Its limits, and what asks for a scope or a setting that it does not ask for."""
    findings = Findings()
    shaped(_MANIFEST)(manifest, "", findings)
    if not findings.found:
        _needs(manifest, findings)
    return findings.found


def _needs(manifest: Json, findings: Findings) -> None:
    features, settings = manifest.get("features", {}), manifest.get("settings", {})
    scopes = set(manifest.get("oauth_config", {}).get("scopes", {}).get("bot", []))
    events = settings.get("event_subscriptions", {}).get("bot_events", [])
    for event in events:
        scope = EVENTS.get(event)
        if scope is not None and scope not in scopes:
            findings.add(f"{event} requires the scope {scope}", "/settings/event_subscriptions")
    for name in ("shortcuts", "slash_commands"):
        if features.get(name) and "commands" not in scopes:
            findings.add(f"{name} requires the scope commands", f"/features/{name}")
    if "agent_view" in features and "assistant:write" not in scopes:
        findings.add("agent_view requires the scope assistant:write", "/features/agent_view")
    if scopes and "bot_user" not in features:
        findings.add("bot scopes require a bot user", "/features/bot_user")
    if settings.get("socket_mode_enabled"):
        return
    if events and "request_url" not in settings["event_subscriptions"]:
        findings.add("missing required field: request_url", "/settings/event_subscriptions")
    interactivity = settings.get("interactivity", {})
    if interactivity.get("is_enabled") and "request_url" not in interactivity:
        findings.add("missing required field: request_url", "/settings/interactivity")
