"""What a text sets off in Slack: pings of people, channels and groups, and links."""

import re
from collections.abc import Iterator
from typing import Any

from tests.slack_emulator.checking import Json

_MARKUP = re.compile(r"<([@#!])([^<>|]+)(?:\|[^<>]*)?>")
_LINK = re.compile(r"<((?:https?|mailto|slack):[^<>|]+)(?:\|[^<>]*)?>")
_ANGLED = re.compile(r"<[^<>]*>")
_ADDRESS = re.compile(r"(?:https?://|www\.)(?:(?!&[lg]t;)[^\s<>|])+")
_BARE = re.compile(r"(?<![\w@])@(channel|here|everyone)\b")
_BROADCASTS = frozenset({"channel", "here", "everyone"})


def pings_of_text(text: str) -> Iterator[tuple[str, str]]:
    """Kind and target of everything that mrkdwn or Markdown calls up."""
    for sign, target in _MARKUP.findall(text):
        if sign == "@":
            yield "user", target
        elif sign == "#":
            yield "channel", target
        elif target in _BROADCASTS:
            yield "everyone", target
        elif target.startswith("subteam^"):
            yield "group", target.removeprefix("subteam^")


def links_of_text(text: str) -> list[str]:
    """The addresses that become links: those written as links, and those that Slack takes for
    one though they are not."""
    written = _LINK.findall(text)
    return written + _ADDRESS.findall(_ANGLED.sub(" ", text))


def written_as_mrkdwn(value: Any) -> Iterator[str]:
    """The texts of blocks in which markup works: mrkdwn texts and markdown blocks."""
    if isinstance(value, list):
        for item in value:
            yield from written_as_mrkdwn(item)
    elif isinstance(value, dict):
        text = value.get("text")
        if value.get("type") in ("mrkdwn", "markdown") and isinstance(text, str):
            yield text
        else:
            for item in value.values():
                yield from written_as_mrkdwn(item)


def _pings_of_rich_text(value: Any) -> Iterator[tuple[str, str]]:
    if isinstance(value, list):
        for item in value:
            yield from _pings_of_rich_text(item)
    elif isinstance(value, dict):
        match value.get("type"), value:
            case "user", {"user_id": str(target)}:
                yield "user", target
            case "channel", {"channel_id": str(target)}:
                yield "channel", target
            case "usergroup", {"usergroup_id": str(target)}:
                yield "group", target
            case "broadcast", {"range": str(target)}:
                yield "everyone", target
            case _:
                for item in value.values():
                    yield from _pings_of_rich_text(item)


def pings_of_message(sent: Json) -> list[tuple[str, str, str]]:
    """Kind, target and text of all that a message calls up.

    `sent` are the arguments as they came. The text beside blocks is a fallback, but Slack looks
    for mentions there too.
    """
    texts: list[str] = []
    for name in ("text", "markdown_text"):
        if isinstance(sent.get(name), str) and sent.get("mrkdwn") is not False:
            texts.append(sent[name])
    held = [sent.get("blocks") or [], sent.get("attachments") or []]
    texts.extend(written_as_mrkdwn(held))
    found = [(kind, target, text) for text in texts for kind, target in pings_of_text(text)]
    found += [(kind, target, "rich_text") for kind, target in _pings_of_rich_text(held)]
    if sent.get("link_names") or sent.get("parse") == "full":
        found += [("everyone", name, text) for text in texts for name in _BARE.findall(text)]
    return found


def links_of_message(sent: Json) -> list[str]:
    """The addresses that a message makes clickable, buttons left out."""
    texts = [sent[name] for name in ("text", "markdown_text") if isinstance(sent.get(name), str)]
    held = [sent.get("blocks") or [], sent.get("attachments") or []]
    return [
        address for text in [*texts, *written_as_mrkdwn(held)] for address in links_of_text(text)
    ]
