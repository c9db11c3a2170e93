"""What changed of an authority, as messages; and what is said of following it."""

from collections.abc import Iterator, Sequence
from datetime import datetime

from bot import addresses
from bot.changes import lines_of, summed_up
from bot.slack.blocks.message import Message
from bot.slack.blocks.mrkdwn import on_one_line
from bot.slack.blocks.rich import Line, Run, line
from bot.slack.blocks.splitting import note, packed, pieces_of
from bot.slack.blocks.wording import words
from corpus.dates import in_words
from retrieval.changes import Change


def changed(change: Change, at: datetime, public_url: str | None) -> Sequence[Message]:
    """The account; with `public_url` each line leads to the page where it stands."""
    return packed(list(pieces_of(_lines(change, at, public_url), leads=True)))


def followed(authority: str, *, anew: bool, known: bool) -> Message:
    """That an authority is followed from now on, or is already."""
    said = words("follow_begun" if anew else "follow_already", authority=on_one_line(authority))
    return note(said if known else f"{said} {words('follow_not_yet')}")


def following(authorities: Sequence[str]) -> Message:
    """Which authorities are followed in a channel."""
    if not authorities:
        return note(words("follow_none"))
    return note(words("follow_list", authorities=", ".join(map(on_one_line, authorities))))


def no_longer(authority: str, *, was: bool) -> Message:
    """That an authority is followed no longer, or was not."""
    return note(
        words("follow_ended" if was else "follow_was_not", authority=on_one_line(authority))
    )


def _lines(change: Change, at: datetime, public_url: str | None) -> Iterator[Line]:
    day = in_words(at.date(), at.date())
    named = on_one_line(change.authority or "")
    yield line(Run(words("follow_changed", authority=named, day=day), bold=True))
    yield line(summed_up(change))
    gone = {document.id for document in change.went}
    for told in lines_of(change):
        text = on_one_line(told.text)
        if told.heads:
            yield line(Run(text, italic=True))
        elif public_url and told.document is not None and told.document.id not in gone:
            path = addresses.document(told.document.id, told.page)
            yield line(Run(text, url=public_url.rstrip("/") + path), shape="item")
        else:
            yield line(text, shape="item")
