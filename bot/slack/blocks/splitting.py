"""Pieces of a message put into as few messages as Slack's limits allow; nothing is cut off."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from bot.slack.blocks import limits
from bot.slack.blocks.elements import Block, context
from bot.slack.blocks.limits import length
from bot.slack.blocks.message import Message, checked, weight
from bot.slack.blocks.mrkdwn import fallback
from bot.slack.blocks.rich import Line, of_markdown, rich_text
from bot.slack.blocks.wording import words

# Room for the two notes by which a part says that there are others.
_BLOCKS = limits.MESSAGE_BLOCKS - 2
_WEIGHT = limits.BLOCKS_WEIGHT - 1_000
_PAGE_WEIGHT = 7_000
_TEXT = limits.MESSAGE_TEXT - 1_000


@dataclass(frozen=True, slots=True)
class Piece:
    """A block with what it says in plain text.

    One that `leads` is no message's last; where there are several messages, one that `opens`
    what can stand alone begins the next, if there is a good deal before it.
    """

    block: Block
    said: str = ""
    leads: bool = False
    opens: bool = False


def pieces_of(lines: Iterable[Line], *, leads: bool = False) -> Iterator[Piece]:
    """Lines as pieces of rich text."""
    for block, said in rich_text(lines):
        yield Piece(block, said, leads)


def notes_of(text: str) -> Iterator[Piece]:
    """A note in small print as pieces."""
    for block in context(text):
        yield Piece(block, block["elements"][0]["text"])


def note(text: str) -> Message:
    """A short message of our own words."""
    [message] = packed(pieces_of(of_markdown(text)))
    return message


def packed(
    every: Iterable[Piece], metadata: Mapping[str, Any] | None = None
) -> tuple[Message, ...]:
    """Messages with all of the pieces in their order; of several each tells which it is.

    `metadata` goes with the first.
    """
    parts = list(_parts(every))
    return tuple(
        _message(part, number, len(parts), metadata if number == 1 else None)
        for number, part in enumerate(parts, 1)
    )


def page_of(every: Iterable[Piece], page: int) -> tuple[Sequence[Piece], int, int]:
    """The pieces of one page, counted from 1, its number, and how many pages there are.

    A page is a message in which buttons to the others still have room, and no long one.
    """
    pages = list(_parts(every, _PAGE_WEIGHT)) or [[]]
    page = min(max(page, 1), len(pages))
    return pages[page - 1], page, len(pages)


def _parts(every: Iterable[Piece], most: int = _WEIGHT) -> Iterator[list[Piece]]:
    held: list[Piece] = []
    every = list(every)
    if _fits(every, most):
        yield from [every] if every else []
        return
    for piece in every:
        if piece.opens and sum(weight(each.block) for each in held) * 2 > most:
            yield held
            held = []
        if held and not _fits([*held, piece], most):
            kept = len(held)
            while kept > 1 and held[kept - 1].leads:
                kept -= 1
            yield held[:kept]
            held = held[kept:]
            if held and not _fits([*held, piece], most):
                yield held
                held = []
        held.append(piece)
    if held:
        yield held


def _fits(part: Sequence[Piece], most: int) -> bool:
    return (
        len(part) <= _BLOCKS
        and sum(weight(piece.block) for piece in part) <= most
        and sum(length(fallback(piece.said)) + 1 for piece in part) <= _TEXT
    )


def _message(
    part: Sequence[Piece], number: int, of: int, metadata: Mapping[str, Any] | None
) -> Message:
    before = words("continued", number=number, of=of) if number > 1 else ""
    after = words("continues", number=number, of=of) if number < of else ""
    blocks = [*context(before), *(piece.block for piece in part), *context(after)]
    said = "\n".join(filter(None, (before, *(piece.said for piece in part), after)))
    return checked(Message(fallback(said), tuple(blocks), metadata))
