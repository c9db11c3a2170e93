"""Which scopes the methods and events need, and which ones a manifest asks for."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

# Any one of the scopes of a method will do.
METHODS: dict[str, tuple[str, ...]] = {
    "agents.sessions.rename": ("chat:write",),
    "agents.sessions.setStatus": ("chat:write",),
    "assistant.threads.setStatus": ("chat:write", "assistant:write"),
    "assistant.threads.setSuggestedPrompts": ("assistant:write",),
    "assistant.threads.setTitle": ("assistant:write",),
    "chat.appendStream": ("chat:write",),
    "chat.delete": ("chat:write",),
    "chat.getPermalink": (),
    "chat.postEphemeral": ("chat:write",),
    "chat.postMessage": ("chat:write",),
    "chat.startStream": ("chat:write",),
    "chat.stopStream": ("chat:write",),
    "chat.update": ("chat:write",),
    "conversations.open": ("im:write",),
    "files.completeUploadExternal": ("files:write",),
    "files.getUploadURLExternal": ("files:write",),
    "files.info": ("files:read",),
    "reactions.add": ("reactions:write",),
    "reactions.remove": ("reactions:write",),
    "team.info": ("team:read",),
    "usergroups.list": ("usergroups:read",),
    "usergroups.users.list": ("usergroups:read",),
    "users.info": ("users:read",),
}
# What these need depends on the kind of channel.
_BY_CHANNEL = {
    "conversations.history": "history",
    "conversations.replies": "history",
    "conversations.info": "read",
    "conversations.members": "read",
    "users.conversations": "read",
}
_PREFIX = {"public": "channels", "private": "groups", "im": "im"}
EVENTS: dict[str, str] = {
    "app_mention": "app_mentions:read",
    "message.channels": "channels:history",
    "message.groups": "groups:history",
    "message.im": "im:history",
    "message.mpim": "mpim:history",
    "assistant_thread_started": "assistant:write",
    "assistant_thread_context_changed": "assistant:write",
    "reaction_added": "reactions:read",
}
EVERY_SCOPE = frozenset(
    {scope for scopes in METHODS.values() for scope in scopes}
    | {f"{prefix}:{what}" for prefix in _PREFIX.values() for what in ("history", "read")}
    | set(EVENTS.values())
    | {"commands", "chat:write.public", "chat:write.customize"}
)


def needed_by(method: str, channel_kind: str | None) -> tuple[str, ...]:
    """The scopes of which a method needs one; `channel_kind` is None when no channel is meant."""
    if method in _BY_CHANNEL:
        what = _BY_CHANNEL[method]
        kinds = [channel_kind] if channel_kind else list(_PREFIX)
        return tuple(f"{_PREFIX[kind]}:{what}" for kind in kinds)
    return METHODS.get(method, ())


@dataclass(frozen=True, slots=True)
class App:
    """What the app may do and hears of. None for events, commands: everything."""

    scopes: frozenset[str] = EVERY_SCOPE
    events: frozenset[str] | None = None
    commands: frozenset[str] | None = None
    shortcuts: frozenset[str] | None = None
    home_tab: bool = True
    messages_tab: bool = True

    def hears(self, event: str) -> bool:
        """Whether an event reaches it: it subscribes to it and has the scope."""
        subscribed = self.events is None or event in self.events
        scope = EVENTS.get(event)
        return subscribed and (scope is None or scope in self.scopes)


def app_of(manifest: Path | dict[str, Any]) -> App:
    """The app that a manifest describes."""
    told: dict[str, Any] = (
        json.loads(manifest.read_text()) if isinstance(manifest, Path) else manifest
    )
    features = told.get("features", {})
    settings = told.get("settings", {})
    home = features.get("app_home", {})

    def names(items: Iterable[dict[str, Any]], field: str) -> frozenset[str]:
        return frozenset(str(item[field]) for item in items)

    return App(
        scopes=frozenset(told.get("oauth_config", {}).get("scopes", {}).get("bot", [])),
        events=frozenset(settings.get("event_subscriptions", {}).get("bot_events", [])),
        commands=names(features.get("slash_commands", []), "command"),
        shortcuts=names(features.get("shortcuts", []), "callback_id"),
        home_tab=bool(home.get("home_tab_enabled", False)),
        messages_tab=bool(home.get("messages_tab_enabled", False)),
    )
