"""What can be read in blocks, and that Slack takes them."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from bot.slack.blocks.message import Message
from tests.slack_emulator.messages import check_content
from tests.slack_emulator.views import faults_of_view, too_large


def seen(blocks: Sequence[Mapping[str, Any]]) -> str:
    """All that can be read in blocks, runs of a line joined, else a line each."""
    return "\n".join(text for block in blocks for text in _texts(block))


def read(messages: Sequence[Message]) -> str:
    """All that can be read in messages, which Slack has to take."""
    for message in messages:
        check_content(message.arguments())
    return "\n".join(seen(message.blocks) for message in messages)


def shown(view: Mapping[str, Any]) -> str:
    """All that can be read in a view, which Slack has to take."""
    assert faults_of_view(view) == []
    assert not too_large(view)
    return seen(view["blocks"])


def parts(value: object) -> Iterator[Mapping[str, Any]]:
    """Every part of blocks or a view, however deep."""
    if isinstance(value, Mapping):
        yield value
        for held in value.values():
            yield from parts(held)
    elif isinstance(value, list | tuple):
        for held in value:
            yield from parts(held)


def of_type(value: object, *types: str) -> list[Mapping[str, Any]]:
    """The parts of these types."""
    return [part for part in parts(value) if part.get("type") in types]


def _texts(part: object) -> Iterator[str]:
    if isinstance(part, list):
        for held in part:
            yield from _texts(held)
    elif isinstance(part, Mapping):
        if part.get("type") in ("rich_text_section", "rich_text_quote"):
            yield "".join(run["text"] for run in part["elements"])
        elif part.get("type") in ("plain_text", "mrkdwn"):
            yield part["text"]
        else:
            for held in part.values():
                yield from _texts(held)
