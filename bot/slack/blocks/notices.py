"""Short messages that are no answers: help, apologies, and why something cannot be done."""

from typing import Literal

from bot.slack.blocks.answer import again_row, suggestion_row
from bot.slack.blocks.message import Message
from bot.slack.blocks.mrkdwn import on_one_line
from bot.slack.blocks.rich import Run, line, of_markdown
from bot.slack.blocks.splitting import Piece, note, packed, pieces_of
from bot.slack.blocks.wording import counted, words

Barred = Literal["workspace", "channel", "group", "guest", "shared_channel", "unknown"]
Plain = Literal[
    "expired",
    "stopping",
    "shared",
    "not_in_channel",
    "private_channel",
    "cannot_share",
    "unclear_command",
    "nothing_indexed",
    "already_answering",
    "no_window",
    "note_not_kept",
    "no_brief",
]


def notice(name: Plain) -> Message:
    """A message that is always the same."""
    return note(words(f"notice_{name}"))


def say(text: str) -> Message:
    """A sentence that was made for whoever reads it, as a message."""
    return note(text)


def asked(question: str) -> Message:
    """The question that a button asked, to answer below it."""
    return note(words("asked", question=on_one_line(question)))


def greeting(suggestions: tuple[str, ...] = ()) -> Message:
    """What is said to an empty mention, a greeting or a call for help: how to ask, and what."""
    pieces = [*pieces_of([line(Run(words("greeting"), bold=True))])]
    pieces += pieces_of(of_markdown(words("how_to_ask")))
    row = suggestion_row(suggestions)
    if row is not None:
        said = " ".join(element["value"] for element in row["elements"])
        pieces.append(Piece(row, f"{words('could_ask')} {said}"))
    return packed(pieces)[0]


def queue_full(waiting: int) -> Message:
    """That a question was not taken, since too many are waiting."""
    return note(words("queue_full", questions=counted(waiting, "question")))


def rate_limited(seconds: float, *, channel: bool = False) -> Message:
    """That too much was asked in too short a time, and when to ask again."""
    minutes = max(1, round(seconds / 60))
    wait = counted(minutes, "minute") if seconds > 90 else words("a_moment")
    return note(words("limited_channel" if channel else "limited_user", wait=wait))


def not_allowed(why: Barred) -> Message:
    """That a question is not taken from this person or in this place."""
    return note(words(f"barred_{why}"))


def apology(question: str | None = None) -> Message:
    """That a question was accepted and not answered, with a button that asks it again."""
    pieces = [*pieces_of(of_markdown(words("apology")))]
    row = again_row(question or "")
    if row is not None:
        told = Run(words("asked", question=on_one_line(question or "")), italic=True)
        pieces += [*pieces_of([line(told)]), Piece(row)]
    return packed(pieces)[0]
