"""A Slack message: its blocks, and the text that stands in for them."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from bot.slack.blocks import limits
from bot.slack.blocks.elements import Block
from bot.slack.blocks.limits import length


class TooLongError(ValueError):
    """A message or a view is over one of Slack's limits: a fault of this program."""


@dataclass(frozen=True, slots=True)
class Message:
    """What is sent: `text` (escaped) for notifications and screen readers, `blocks` to be seen.

    `metadata` is what a program that reads the message later may know of it.
    """

    text: str
    blocks: tuple[Block, ...]
    metadata: Mapping[str, Any] | None = None

    def arguments(self) -> dict[str, Any]:
        """The message as arguments of the Web API's methods."""
        made: dict[str, Any] = {"text": self.text, "blocks": list(self.blocks)}
        return made if self.metadata is None else {**made, "metadata": dict(self.metadata)}


def weight(block: Block) -> int:
    """What a block counts for in the limit on all of a message's blocks, and never less."""
    written = json.dumps(block, ensure_ascii=False, separators=(",", ":"))
    return len(written.encode("utf-8", "surrogatepass")) + limits.BLOCK_WEIGHT


def checked(message: Message) -> Message:
    """The message itself. Raises `TooLongError` where it is over a limit."""
    _within(length(message.text), limits.MESSAGE_TEXT, "text")
    _within(len(message.blocks), limits.MESSAGE_BLOCKS, "blocks")
    _within(sum(map(weight, message.blocks)), limits.BLOCKS_WEIGHT, "weight of blocks")
    if not message.text.strip():
        raise TooLongError("a message without a text")
    check_blocks(message.blocks)
    return message


def check_blocks(blocks: Sequence[Block]) -> None:
    """Raises `TooLongError` for a part of a block that is over a limit."""
    for block in blocks:
        _check(block)


_MOST = {
    "value": limits.BUTTON_VALUE,
    "action_id": limits.ACTION_ID,
    "block_id": limits.BLOCK_ID,
    "accessibility_label": limits.ACCESSIBILITY_LABEL,
    "url": limits.BUTTON_URL,
    "text": limits.TEXT,
    "initial_value": limits.INPUT_VALUE,
}
_MOST_PARTS = {
    "actions": limits.ACTIONS,
    "context": limits.CONTEXT_ELEMENTS,
    "context_actions": limits.CONTEXT_ACTIONS,
}
_MOST_TEXT = {"header": limits.HEADER, "button": limits.BUTTON_TEXT}


def _check(part: Mapping[str, Any]) -> None:
    kind = part.get("type", "")
    if kind == "table":
        _within(len(part["rows"]), limits.TABLE_ROWS, "rows of a table")
        _within(max(map(len, part["rows"])), limits.TABLE_COLUMNS, "columns of a table")
        _within(len(json.dumps(part["rows"])), limits.TABLE_TEXT, "text of a table")
    for name, value in part.items():
        if isinstance(value, str):
            _within(length(value), _MOST.get(name, limits.TEXT), f"{kind} {name}")
        elif isinstance(value, Mapping):
            if name == "text" and kind in _MOST_TEXT:
                _within(length(value["text"]), _MOST_TEXT[kind], f"{kind} text")
            _check(value)
        elif isinstance(value, list):
            if name == "elements":
                _within(len(value), _MOST_PARTS.get(kind, limits.MESSAGE_TEXT), f"{kind} elements")
                if not value:
                    raise TooLongError(f"{kind} without elements")
            _check_all(value)


def _check_all(values: Sequence[Any]) -> None:
    for value in values:
        if isinstance(value, Mapping):
            _check(value)
        elif isinstance(value, list):
            _check_all(value)


def _within(number: int, most: int, what: str) -> None:
    if number > most:
        raise TooLongError(f"{what}: {number}, and the most is {most}")
