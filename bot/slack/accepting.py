"""Whether a payload from Slack asks the bot something: nothing is called here, nothing kept."""

import re
from collections.abc import Mapping
from typing import Any
from zlib import crc32

from bot.slack.asked import Asked, Kind, Place

_COMMANDS: Mapping[str, Kind] = {
    "/ask": "question",
    "/recommendations": "recommendations",
    "/judgements": "judgements",
}
# What a person's own message may come as; every other subtype tells of something else.
_WRITTEN = (None, "file_share", "thread_broadcast")
_PERSON = re.compile(r"<@([UW][A-Z0-9]+)(?:\|[^>]*)?>")
_CHANNEL = re.compile(r"<#[CG][A-Z0-9]+\|([^>]*)>")
_LINK = re.compile(r"<((?:https?|mailto|tel):[^|>]*)(?:\|([^>]*))?>")
_SPECIAL = re.compile(r"<![^>]*>")
# In a thread where people also talk among themselves only what reads as a question is one.
_ASKS = re.compile(
    r"\?\s*$|^\W*(?:and|what|which|who|whom|whose|when|where|why|how|is|are|was|were|do|does|did"
    r"|has|have|had|can|could|will|would|should|tell|show|list|compare|explain|summari[sz]e"
    r"|give)\b",
    re.I,
)


def of_event(body: Mapping[str, Any], bot: str) -> Asked | None:
    """What an `app_mention` or `message` event asks, None for one that is not meant for the bot.

    `bot` is the bot's own user id. A mention arrives as both kinds of event, under one key.
    """
    event = body["event"]
    asker = event.get("user")
    if not asker or asker == bot or event.get("bot_id") or event.get("subtype") not in _WRITTEN:
        return None
    if event.get("edited"):
        return None
    text, channel, stamp = event.get("text") or "", event["channel"], event["ts"]
    direct = (event.get("channel_type") or ("im" if channel.startswith("D") else "")) == "im"
    named = event["type"] == "app_mention" or bot in _PERSON.findall(text)
    thread = event.get("thread_ts")
    plain = plain_text(text, bot)
    elsewhere = thread is None or _PERSON.search(text) is not None
    if not (named or direct) and (elsewhere or not _ASKS.search(plain)):
        return None
    team = str(body.get("team_id") or event.get("team") or "")
    return Asked(
        # Not every event tells of the team, and both events of a mention need the same key.
        key=f"message:{channel}:{stamp}",
        kind="question" if plain else "help",
        text=plain,
        asker=asker,
        place=Place(team, channel, stamp, thread or stamp, None, direct),
        home=str(event.get("user_team") or event.get("team") or team),
        shared=bool(body.get("is_ext_shared_channel")),
        unprompted=not (named or direct),
    )


def of_command(body: Mapping[str, Any]) -> Asked | None:
    """What a slash command asks; None for one that is answered otherwise."""
    kind = _COMMANDS.get(body["command"])
    if kind is None:
        return None
    text = plain_text(body.get("text") or "", "")
    if kind == "question" and not text:
        kind = "help"
    return Asked(
        key=pressed_key(body, f"{body['command']} {text}"),
        kind=kind,
        text=text,
        asker=body["user_id"],
        place=Place(
            str(body.get("team_id") or ""), body["channel_id"], respond_to=body["response_url"]
        ),
        home=str(body.get("team_id") or ""),
    )


def of_suggestion(body: Mapping[str, Any], question: str) -> Asked | None:
    """The question of a button that was pressed, in the thread that it stands in."""
    channel = (body.get("channel") or {}).get("id")
    if not channel:
        return None
    team, user = team_of(body), body["user"]
    message, container = body.get("message") or {}, body.get("container") or {}
    private = bool(container.get("is_ephemeral"))
    stamp = message.get("ts") or container.get("message_ts")
    thread = message.get("thread_ts") or container.get("thread_ts") or stamp
    return Asked(
        key=pressed_key(body, question),
        kind="question",
        text=question,
        asker=user["id"],
        place=Place(
            team,
            channel,
            None if private else stamp,
            None if private else thread,
            body.get("response_url") if private else None,
            channel.startswith("D"),
        ),
        home=str(user.get("team_id") or team),
    )


def of_shortcut(body: Mapping[str, Any]) -> Asked:
    """The message that is to be checked against the documents, for the one who asked alone."""
    team, user = team_of(body), body["user"]
    # Where its lines end, its claims do.
    text = "\n".join(
        plain
        for line in (body["message"].get("text") or "").splitlines()
        if (plain := plain_text(line, ""))
    )
    return Asked(
        key=pressed_key(body, text),
        kind="check",
        text=text,
        asker=user["id"],
        place=Place(team, body["channel"]["id"], respond_to=body["response_url"]),
        home=str(user.get("team_id") or team),
    )


def team_of(body: Mapping[str, Any]) -> str:
    """The workspace of whoever pressed something, "" where it is not told."""
    team, user = body.get("team") or {}, body.get("user") or {}
    return str(team.get("id") or user.get("team_id") or "")


def pressed_key(body: Mapping[str, Any], said: str) -> str:
    """The key of a command or of something pressed: what Slack calls it, and a trace of the words.

    The trace is of 16 bits, which tells two questions apart and gives neither away.
    """
    called = body.get("trigger_id") or body.get("response_url") or ""
    return f"trigger:{called}:{crc32(said.encode()) & 0xFFFF:04x}"


def plain_text(text: str, bot: str) -> str:
    """A message as people see it: without mentions of the bot, links and escapes written out."""
    text = _PERSON.sub(lambda found: " " if found[1] == bot else "@someone", text)
    text = _CHANNEL.sub(r"#\1", text)
    text = _LINK.sub(lambda found: found[2] or found[1].removeprefix("mailto:"), text)
    text = _SPECIAL.sub(" ", text)
    for written, meant in (("&lt;", "<"), ("&gt;", ">"), ("&amp;", "&")):
        text = text.replace(written, meant)
    return " ".join(text.split())
