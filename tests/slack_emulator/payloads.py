"""The payloads that Slack sends, in Slack's own form."""

import html
import re
import time

from tests.slack_emulator.checking import Json
from tests.slack_emulator.methods.views import told
from tests.slack_emulator.records import Message, View
from tests.slack_emulator.workspace import (
    APP,
    BOT_USER,
    ENTERPRISE,
    OTHER_TEAM,
    TEAM,
    Channel,
    User,
)

_DOMAIN = "aldermere-emulated"
TOKEN = "emulated-verification-token"


def event_callback(event: Json, event_id: str, channel: Channel | None) -> Json:
    """The envelope of an event."""
    shared = channel is not None and channel.shared_with is not None
    return {
        "token": TOKEN,
        "team_id": TEAM,
        "context_team_id": TEAM,
        "context_enterprise_id": ENTERPRISE,
        "api_app_id": APP,
        "event": event,
        "type": "event_callback",
        "event_id": event_id,
        "event_time": int(time.time()),
        "authorizations": [
            {
                "enterprise_id": ENTERPRISE,
                "team_id": TEAM,
                "user_id": BOT_USER,
                "is_bot": True,
                "is_enterprise_install": False,
            }
        ],
        "is_ext_shared_channel": shared,
        "event_context": f"4-{event_id}",
    }


def message_event(message: Message, channel: Channel, user: User | None) -> Json:
    """A message as somebody posted it, before its `channel_type`."""
    team = user.team if user is not None else TEAM
    event: Json = message.to_json(team, APP) | {
        "client_msg_id": f"{message.ts}-emulated",
        "channel": channel.id,
        "event_ts": message.ts,
    }
    if message.bot:
        del event["client_msg_id"]
    if user is not None and user.team == OTHER_TEAM:
        event |= {"user_team": user.team, "source_team": user.team}
    return event


_MARKUP = re.compile(r"<([@#!]?)([^<>|]+)(?:\|([^<>]*))?>")


def typed_blocks(text: str) -> list[Json]:
    """The rich text that comes along with what a person typed, its styles left out."""
    elements: list[Json] = []

    def add_words(words: str) -> None:
        if words:
            elements.append({"type": "text", "text": html.unescape(words)})

    end = 0
    for found in _MARKUP.finditer(text):
        add_words(text[end : found.start()])
        end = found.end()
        sign, target, label = found.groups()
        match sign:
            case "@":
                elements.append({"type": "user", "user_id": target})
            case "#":
                elements.append({"type": "channel", "channel_id": target})
            case "!" if target.startswith("subteam^"):
                group = target.removeprefix("subteam^")
                elements.append({"type": "usergroup", "usergroup_id": group})
            case "!":
                elements.append({"type": "broadcast", "range": target})
            case _:
                shown = {"text": label} if label else {}
                elements.append({"type": "link", "url": target, **shown})
    add_words(text[end:])
    section = {"type": "rich_text_section", "elements": elements}
    return [{"type": "rich_text", "elements": [section]}] if elements else []


def app_home_opened(user: User, channel: Channel, tab: str, view: View | None, ts: str) -> Json:
    event: Json = {
        "type": "app_home_opened",
        "user": user.id,
        "channel": channel.id,
        "tab": tab,
        "event_ts": ts,
    }
    if view is not None and tab == "home":
        event["view"] = told(view)
    return event


def app_context_changed(user: User, im: Channel, seen: Channel | None, ts: str) -> Json:
    """What a user of the agent pane looks at; nothing when `seen` is None."""
    entities = (
        [{"type": "slack#/types/channel_id", "value": seen.id, "team_id": TEAM}] if seen else []
    )
    return {
        "type": "app_context_changed",
        "user": user.id,
        "channel": im.id,
        "context": {"entities": entities} if entities else {},
        "event_ts": ts,
    }


def assistant_thread(kind: str, user: User, im: Channel, seen: Channel | None, ts: str) -> Json:
    """`assistant_thread_started` or `assistant_thread_context_changed`."""
    context: Json = {"team_id": TEAM, "enterprise_id": ENTERPRISE}
    if seen is not None:
        context["channel_id"] = seen.id
    return {
        "type": kind,
        "assistant_thread": {
            "user_id": user.id,
            "context": context,
            "channel_id": im.id,
            "thread_ts": ts,
        },
        "event_ts": ts,
    }


def slash_command(
    user: User, channel: Channel, command: str, text: str, trigger_id: str, response_url: str
) -> Json:
    named = {"public": channel.name, "private": "privategroup", "im": "directmessage"}
    return {
        "token": TOKEN,
        "team_id": TEAM,
        "team_domain": _DOMAIN,
        "channel_id": channel.id,
        "channel_name": named[channel.kind],
        "user_id": user.id,
        "user_name": user.name,
        "command": command,
        "text": text,
        "api_app_id": APP,
        "is_enterprise_install": "false",
        "response_url": response_url,
        "trigger_id": trigger_id,
    }


def _who(kind: str, user: User, trigger_id: str | None) -> Json:
    payload: Json = {
        "type": kind,
        "user": {
            "id": user.id,
            "username": user.name,
            "name": user.name,
            "team_id": user.team,
        },
        "api_app_id": APP,
        "token": TOKEN,
        "team": {"id": TEAM, "domain": _DOMAIN},
        "enterprise": None,
        "is_enterprise_install": False,
    }
    if trigger_id is not None:
        payload["trigger_id"] = trigger_id
    return payload


def _named(channel: Channel) -> Json:
    kinds = {"public": channel.name, "private": "privategroup", "im": "directmessage"}
    return {"id": channel.id, "name": kinds[channel.kind]}


def actions_on_message(
    user: User,
    channel: Channel,
    message: Message,
    action: Json,
    values: Json,
    trigger_id: str,
    response_url: str,
) -> Json:
    """`block_actions` of a message; an ephemeral one does not come along whole."""
    container: Json = {
        "type": "message",
        "message_ts": message.ts,
        "channel_id": channel.id,
        "is_ephemeral": message.seen_by is not None,
    }
    if message.thread_ts:
        container["thread_ts"] = message.thread_ts
    payload = _who("block_actions", user, trigger_id) | {
        "container": container,
        "channel": _named(channel),
        "state": {"values": values},
        "response_url": response_url,
        "actions": [action],
    }
    if message.seen_by is None:
        payload["message"] = message.to_json(TEAM, APP)
    return payload


def actions_on_view(user: User, view: View, action: Json, values: Json, trigger_id: str) -> Json:
    """`block_actions` of a modal or a home tab."""
    return _who("block_actions", user, trigger_id) | {
        "container": {"type": "view", "view_id": view.id},
        "view": {**told(view), "state": {"values": values}},
        "actions": [action],
    }


def view_submission(user: User, view: View, values: Json, trigger_id: str) -> Json:
    return _who("view_submission", user, trigger_id) | {
        "view": {**told(view), "state": {"values": values}},
        "response_urls": [],
    }


def view_closed(user: User, view: View, cleared: bool) -> Json:
    return _who("view_closed", user, None) | {"view": told(view), "is_cleared": cleared}


def message_action(
    user: User,
    channel: Channel,
    message: Message,
    callback_id: str,
    trigger_id: str,
    response_url: str,
) -> Json:
    """A message shortcut."""
    return _who("message_action", user, trigger_id) | {
        "callback_id": callback_id,
        "action_ts": message.ts,
        "message_ts": message.ts,
        "channel": _named(channel),
        "message": message.to_json(TEAM, APP),
        "response_url": response_url,
    }


def shortcut(user: User, callback_id: str, trigger_id: str, ts: str) -> Json:
    """A global shortcut."""
    return _who("shortcut", user, trigger_id) | {"callback_id": callback_id, "action_ts": ts}


def url_verification(challenge: str) -> Json:
    return {"token": TOKEN, "challenge": challenge, "type": "url_verification"}
